package io.github.dl4jimagegen;

import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * The images of a source without what is to be learnt about them, which then need not be read. Immutable.
 *
 * @param source where they are
 */
record PicturesAlone(ImageSource source) implements ImageSource {

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public int sourceIndex(int index) {
        return source.sourceIndex(index);
    }

    @Override
    public ClassIndex classes() {
        return source.classes();
    }

    @Override
    public String name(int index) {
        return source.name(index);
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return source.read(index, buffers);
    }

    @Override
    public Target target(int index) {
        return Target.NONE;
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
