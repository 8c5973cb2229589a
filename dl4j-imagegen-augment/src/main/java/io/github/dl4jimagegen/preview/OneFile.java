package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A source of one image file, about which nothing is known. Immutable.
 *
 * @param path where it is
 * @param classes that it is counted among: class weights ask for theirs
 */
record OneFile(String path, ClassIndex classes) implements ImageSource {

    @Override
    public int size() {
        return 1;
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public String name(int index) {
        return String.valueOf(Path.of(path).getFileName());
    }

    @Override
    public int label(int index) {
        return classes.size() == 0 ? -1 : 0;
    }

    @Override
    public long version(int index) throws IOException {
        Path file = Path.of(path);
        return Files.size(file) * 1_000_003 + Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS);
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(path));
        return new EncodedImage(buffers.apply(bytes.length).clear().put(bytes).flip());
    }

    @Override
    public String toString() {
        return path;
    }
}
