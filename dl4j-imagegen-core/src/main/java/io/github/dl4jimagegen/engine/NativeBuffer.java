package io.github.dl4jimagegen.engine;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Native memory for bytes that grows and is used again. For one thread. */
final class NativeBuffer implements AutoCloseable {

    private @Nullable BytePointer memory;
    private @Nullable ByteBuffer buffer;

    /** Returns a direct buffer of at least the capacity; its content is lost at the next call. */
    ByteBuffer ofCapacity(int capacity) {
        ByteBuffer current = buffer;
        if (current == null || current.capacity() < capacity) {
            close(); // should the next line fail, nobody may find the freed memory
            BytePointer larger = new BytePointer((long) capacity + capacity / 4 + 1024);
            memory = larger;
            current = larger.asByteBuffer();
            buffer = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
        }
        memory = null;
        buffer = null;
    }
}
