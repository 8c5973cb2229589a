package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.sampling.EpochPlan;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A random-access collection of labelled images: what there is, not in which order it comes.
 *
 * <p>Implementations must be immutable, thread-safe and deterministic: the same index always names the same image.
 */
public interface ImageSource extends EpochPlan.SampleIndices, Serializable {

    /**
     * Returns the classes.
     *
     * @return the same index for every view of one source; {@link ClassIndex#none} if the images have no classes
     */
    ClassIndex classes();

    /**
     * Returns an image's name: for a file its path relative to the root, with '/' on every system.
     *
     * @param index from 0 to size() - 1
     * @return the name
     */
    String name(int index);

    /**
     * Returns an image's class.
     *
     * @param index from 0 to size() - 1
     * @return from 0 to classes().size() - 1, or -1 if it does not have exactly one
     */
    @Override
    int label(int index);

    /**
     * Reads an image.
     *
     * @param index from 0 to size() - 1
     * @param buffers gives a direct buffer of at least the asked capacity, which the caller reuses: for the bytes of a
     *     file
     * @return the bytes of a file, for instance in such a buffer from position 0 to its limit, or the pixels
     * @throws IOException if it cannot be read
     */
    ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException;

    /**
     * Returns what is to be learnt about an image; unless overridden its class, or nothing if it has none.
     *
     * @param index from 0 to size() - 1
     * @return a target of the same kind for every image of the source
     * @throws IOException if it has to be read and cannot be
     */
    default Target target(int index) throws IOException {
        int label = label(index);
        return label < 0 ? Target.none() : Target.ofClass(label);
    }

    /**
     * Returns the classes that one of several outputs counts.
     *
     * @param output which output of the network, from 0
     * @return unless overridden {@link #classes}; none if the output has no classes
     */
    default ClassIndex classes(int output) {
        return classes();
    }

    /**
     * Returns the shapes of what a network gets beside the image, as further inputs behind it.
     *
     * @return for each further input the dimensions of one image's part; none unless overridden
     */
    default List<long[]> inputs() {
        return List.of();
    }

    /**
     * Writes an image's part of a further input.
     *
     * @param index from 0 to size() - 1
     * @param input which one, from 0 to inputs().size() - 1
     * @param row takes as many values as the input's shape has, in C order
     * @throws IOException if it has to be read and cannot be
     */
    default void input(int index, int input, FloatBuffer row) throws IOException {
        throw new UnsupportedOperationException(this + " has no further inputs");
    }

    /**
     * Returns a number that stands for what is to be learnt about an image, without reading the image: the state of a
     * flow is refused over a source in which it is another.
     *
     * @param index from 0 to size() - 1
     * @return the same in every process; {@link #label} unless overridden
     */
    default int targetHash(int index) {
        return label(index);
    }

    /**
     * Returns a number that changes when an image does: of a file its size and the time of its last change. A cache of
     * decoded images is of these versions.
     *
     * @param index from 0 to size() - 1
     * @return the same in every process as long as the image is the same
     * @throws IOException if the file cannot be found
     * @throws UnsupportedOperationException unless overridden: such images cannot be kept decoded
     */
    default long version(int index) throws IOException {
        throw new UnsupportedOperationException("the images of " + this
                + " cannot be kept decoded, since it does not say when they change: leave cache out, or implement"
                + " ImageSource.version");
    }

    /**
     * Returns whether images count differently in training: whether {@link #weight} is to be asked.
     *
     * @return false unless overridden
     */
    default boolean isWeighted() {
        return false;
    }

    /**
     * Returns how much an image counts in training. Evaluation does not know weights. A network that is trained with them
     * must end in a {@code LossLayer}.
     *
     * @param index from 0 to size() - 1
     * @return finite and not negative; 1 unless overridden
     */
    default double weight(int index) {
        return 1;
    }

    /**
     * Decodes all images and their masks, on all processors, and says what is wrong with them: which are missing, empty,
     * truncated, too large, unreadable or misnamed, and which are the same to the byte. Progress is logged every five
     * seconds; nothing is
     * changed.
     *
     * @return what was found
     */
    default VerificationReport verify() {
        return Verification.report(Map.of("all", this));
    }

    /**
     * Returns a view of some of the images.
     *
     * @param indices which ones, in which order; an image may come more than once; copied
     * @return a source that shares everything with this one but has other indices
     * @throws IndexOutOfBoundsException if an index is outside this source
     */
    default ImageSource view(int... indices) {
        return new SourceView(this, indices);
    }

    /**
     * Returns the split that Keras's {@code flow_from_directory} makes, see {@link Splitter#perClass}.
     *
     * @param validation the share of each class that is for validation, above 0 and below 1
     * @return two views of this source
     * @throws IllegalArgumentException if the share is not strictly between 0 and 1, or leaves no image for validation
     */
    default Split split(double validation) {
        return Splitter.perClass().split(this, validation);
    }
}
