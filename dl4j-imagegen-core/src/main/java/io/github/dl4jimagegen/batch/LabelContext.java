package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import org.jspecify.annotations.Nullable;

/**
 * What is known about labels before the first batch is made. Immutable.
 *
 * @param classes the number of classes, at least 0
 * @param image the shape of one image as the network gets it
 * @param dataFormat the order of the dimensions of pictures
 * @param smoothing how much of a label is shared out among all classes, from 0 to below 1
 * @param example the target of one example, or null if none can be had yet
 */
public record LabelContext(
        int classes,
        ImageShape image,
        DataFormat dataFormat,
        double smoothing,
        @Nullable Target example) {}
