package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A source that hands out the same objects again and again, so that who writes into them is found out. */
record HeldImages(ArrayList<ImageContent> contents, ArrayList<Target> targets, int classCount) implements ImageSource {

    static final int SIZE = 12;

    static HeldImages of(IntFunction<ImageContent> content, IntFunction<Target> target, int classes) {
        return new HeldImages(
                new ArrayList<>(IntStream.range(0, SIZE).mapToObj(content).toList()),
                new ArrayList<>(IntStream.range(0, SIZE).mapToObj(target).toList()),
                classes);
    }

    /** Returns 12 different images of three classes. */
    static HeldImages waves(int channels) {
        return of(
                index -> Pictures.waves(new ImageShape(40 + index, 60 - 2 * index, channels)),
                index -> Target.ofClass(index % 3),
                3);
    }

    /** Returns images each of which is of one class and all of one value, which tells the class. */
    static HeldImages plain() {
        return of(
                index -> {
                    byte[] pixels = new byte[(9 + index) * (21 - index)];
                    Arrays.fill(pixels, (byte) value(index % 3));
                    return Image.ofBytes(9 + index, 21 - index, 1, pixels);
                },
                index -> Target.ofClass(index % 3),
                3);
    }

    static int value(int label) {
        return 20 + 90 * label;
    }

    @Override
    public int size() {
        return contents.size();
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public ClassIndex classes() {
        return ClassIndex.numbered(classCount);
    }

    @Override
    public String name(int index) {
        return Integer.toString(index);
    }

    @Override
    public int label(int index) {
        return target(index) instanceof Target.OneClass one ? one.label() : 0;
    }

    @Override
    public Target target(int index) {
        return targets.get(index);
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) {
        return contents.get(index);
    }
}
