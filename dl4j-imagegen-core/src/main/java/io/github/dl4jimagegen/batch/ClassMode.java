package io.github.dl4jimagegen.batch;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How the targets of images become labels: Keras's class modes, as values. Labels are FLOAT. Immutable.
 *
 * <p>Most are constants; those with parameters are made by the static methods.
 */
public sealed interface ClassMode extends Serializable
        permits ClassModes.Categorical,
                ClassModes.Sparse,
                ClassModes.Binary,
                ClassModes.MultiLabel,
                ClassModes.Raw,
                ClassModes.Input,
                ClassModes.Several,
                ClassModes.None {

    /** One column a class: 1 in the column of the class, else 0. [n, classes]. For softmax with MCXENT. */
    ClassMode CATEGORICAL = new ClassModes.Categorical();

    /**
     * One column: the index of the class. [n, 1]. For SPARSE_MCXENT. Deeplearning4j trains on such labels but cannot
     * evaluate on them: evaluate over a CATEGORICAL flow.
     */
    ClassMode SPARSE = new ClassModes.Sparse();

    /** One column: 0 for the first of two classes, 1 for the second. [n, 1]. For a sigmoid with XENT. */
    ClassMode BINARY = new ClassModes.Binary();

    /** One column a class: 1 for each class that the image is of, else 0. [n, classes]. For sigmoids with XENT. */
    ClassMode MULTI_LABEL = new ClassModes.MultiLabel();

    /**
     * The numbers of each image as they are: [n, numbers]. For regression. How many there are is seen from the first
     * image of a source; over a generator use {@link #raw}.
     */
    ClassMode RAW = new ClassModes.Raw(List.of());

    /** The image itself, as the network gets it: for autoencoders. */
    ClassMode INPUT = new ClassModes.Input();

    /** No labels, to predict. Deeplearning4j silently ends an epoch of {@code fit} at a batch without labels. */
    ClassMode NONE = new ClassModes.None();

    /**
     * Returns the mode of images with numbers.
     *
     * @param shape the dimensions of one image's numbers, which are in C order; usually just how many there are
     * @return labels [n, shape...]
     * @throws IllegalArgumentException if there is no dimension or one is not positive
     */
    static ClassMode raw(long... shape) {
        if (shape.length == 0 || LongStream.of(shape).anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("raw labels need one or more positive dimensions but got "
                    + LongStream.of(shape).boxed().toList());
        }
        return new ClassModes.Raw(LongStream.of(shape).boxed().toList());
    }

    /**
     * Returns the mode of a network of several outputs, Keras's "multi_output". Its flows are those that give a
     * {@code MultiDataSet}.
     *
     * @param outputs one an output of the network, in its order
     * @return a mode for targets made by {@link io.github.dl4jimagegen.image.Target#ofSeveral}
     * @throws IllegalArgumentException if there is none, or one of them has no or several outputs itself
     */
    static ClassMode multiOutput(ClassMode... outputs) {
        return new ClassModes.Several(List.of(outputs));
    }

    /**
     * Returns how targets are written, one encoder an output.
     *
     * @param context what is known beforehand
     * @return empty if there are no labels
     * @throws IllegalArgumentException if the mode does not suit what is known
     */
    List<LabelEncoder> encoders(LabelContext context);
}
