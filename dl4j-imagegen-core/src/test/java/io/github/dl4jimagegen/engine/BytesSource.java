package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;

/** Files that are in memory, all of one class. */
record BytesSource(List<byte[]> files) implements ImageSource {

    static BytesSource of(byte[]... files) {
        return new BytesSource(List.of(files));
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public ClassIndex classes() {
        return ClassIndex.of("only");
    }

    @Override
    public String name(int index) {
        return "only/" + index;
    }

    @Override
    public int label(int index) {
        return 0;
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) {
        byte[] file = files.get(index);
        return new EncodedImage(buffers.apply(file.length).clear().put(file).flip());
    }
}
