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
                ClassModes.None,
                PictureModes.MaskMode,
                PictureModes.Yolo,
                PictureModes.BoxList,
                PictureModes.KeypointList {

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
     * The class of each pixel, one channel a class: [n, classes, height, width], or [n, height, width, classes] with
     * NHWC. For a softmax over the channels with MCXENT, in a {@code CnnLossLayer}. Pixels of the ignore index are 0 in
     * the labels' mask [n, 1, height, width], which is there even if there are none.
     */
    ClassMode MASK = new PictureModes.MaskMode(false);

    /**
     * The class of each pixel where there are two: [n, 1, height, width], or [n, height, width, 1] with NHWC. For a
     * sigmoid with XENT in a {@code CnnLossLayer}; the ignore index as in MASK.
     */
    ClassMode BINARY_MASK = new PictureModes.MaskMode(true);

    /**
     * Returns the mode of boxes for Deeplearning4j's {@code Yolo2OutputLayer}: [n, 4 + classes, rows, columns]. In the
     * cell in which the centre of a box lies stand its left, top, right and bottom in units of cells, then 1 for its
     * class; all other cells are 0. Of several boxes in one cell the largest stays.
     *
     * @param gridHeight rows of the grid: the height of the network's output
     * @param gridWidth columns of the grid
     * @return a mode for targets of boxes
     * @throws IllegalArgumentException if one of the two is not positive
     */
    static ClassMode yolo(int gridHeight, int gridWidth) {
        return new PictureModes.Yolo(gridHeight, gridWidth);
    }

    /**
     * Returns the mode of boxes as a list: [n, most, 5], left, top, right, bottom in pixels of the network's input and
     * the class; rows behind the last box are 0, 0, 0, 0, -1.
     *
     * @param most the rows of the list; an image with more boxes is refused
     * @return a mode for targets of boxes
     * @throws IllegalArgumentException if it is not positive
     */
    static ClassMode boxes(int most) {
        return new PictureModes.BoxList(most);
    }

    /**
     * Returns the mode of keypoints: [n, 2 x count], x and y of each as shares of the width and the height of the
     * picture. For regression. Points that are not visible are 0 in the labels' mask of the same shape.
     *
     * @param count how many an image has
     * @return a mode for targets of keypoints
     * @throws IllegalArgumentException if it is not positive
     */
    static ClassMode keypoints(int count) {
        return new PictureModes.KeypointList(count);
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
