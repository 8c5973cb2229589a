package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about labels before the first batch is made. Immutable.
 *
 * @param classCounts the number of classes of each output, each at least 0; a single one if all outputs have the same
 * @param image the shape of one image as the network gets it
 * @param dataFormat the order of the dimensions of pictures
 * @param smoothing how much of a label is shared out among all classes, from 0 to below 1
 * @param example the target of one example, or null if none can be had yet
 */
public record LabelContext(
        List<Integer> classCounts,
        ImageShape image,
        DataFormat dataFormat,
        double smoothing,
        @Nullable Target example) {

    /**
     * Copies the list.
     *
     * @param classCounts the number of classes of each output, each at least 0; a single one if all outputs have the same
     * @param image the shape of one image as the network gets it
     * @param dataFormat the order of the dimensions of pictures
     * @param smoothing how much of a label is shared out among all classes, from 0 to below 1
     * @param example the target of one example, or null if none can be had yet
     */
    public LabelContext {
        classCounts = List.copyOf(classCounts);
    }

    /**
     * Returns the number of classes of the first output, or the only one.
     *
     * @return at least 0
     */
    public int classes() {
        return classCounts.get(0);
    }

    /** Returns what is known about one of several outputs. */
    LabelContext of(int output, double ownSmoothing, @Nullable Target ownExample) {
        int classes = classCounts.get(classCounts.size() == 1 ? 0 : output);
        return new LabelContext(List.of(classes), image, dataFormat, ownSmoothing, ownExample);
    }
}
