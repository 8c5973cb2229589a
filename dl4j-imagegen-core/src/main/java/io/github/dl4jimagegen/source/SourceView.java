package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Some images of a source. Immutable. */
final class SourceView implements ImageSource {

    private static final long serialVersionUID = 1L;

    private final ImageSource source;
    private final int[] indices;

    /** Copies the indices. */
    SourceView(ImageSource source, int[] indices) {
        this.source = source;
        this.indices = indices.clone();
        for (int index : indices) {
            int unused = Objects.checkIndex(index, source.size());
        }
    }

    /** Returns what this is a view of: no view. */
    ImageSource unsplit() {
        return source;
    }

    int indexInUnsplit(int index) {
        return indices[index];
    }

    /** A view of a view is a view of the source, so that views do not pile up. */
    @Override
    public ImageSource view(int... indices) {
        return new SourceView(
                source,
                IntStream.of(indices)
                        .map(index -> this.indices[Objects.checkIndex(index, size())])
                        .toArray());
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int sourceIndex(int index) {
        return source.sourceIndex(indices[index]);
    }

    @Override
    public ClassIndex classes() {
        return source.classes();
    }

    @Override
    public String name(int index) {
        return source.name(indices[index]);
    }

    @Override
    public int label(int index) {
        return source.label(indices[index]);
    }

    @Override
    public long version(int index) throws IOException {
        return source.version(indices[index]);
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return source.read(indices[index], buffers);
    }

    @Override
    public Target target(int index) throws IOException {
        return source.target(indices[index]);
    }

    @Override
    public ClassIndex classes(int output) {
        return source.classes(output);
    }

    @Override
    public List<long[]> inputs() {
        return source.inputs();
    }

    @Override
    public void input(int index, int input, FloatBuffer row) throws IOException {
        source.input(indices[index], input, row);
    }

    @Override
    public int targetHash(int index) {
        return source.targetHash(indices[index]);
    }

    @Override
    public boolean isWeighted() {
        return source.isWeighted();
    }

    @Override
    public double weight(int index) {
        return source.weight(indices[index]);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
