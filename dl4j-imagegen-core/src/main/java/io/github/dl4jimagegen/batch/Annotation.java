package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of one example say: read back by {@link BatchReader}. Immutable.
 *
 * @param classes the classes that have a share in the example, in the order of the classes; several if labels are soft
 *     or an image has several classes
 * @param values the numbers of mode RAW
 * @param mask the class of each pixel, or null
 * @param boxes in pixels of the network's input
 * @param keypoints in pixels of the network's input, counted from the centre of the first one; named by their numbers
 */
public record Annotation(
        List<ClassShare> classes,
        List<Float> values,
        @Nullable Mask mask,
        List<Box> boxes,
        List<Keypoint> keypoints) {

    /**
     * Copies the lists.
     *
     * @param classes the classes that have a share in the example
     * @param values the numbers of mode RAW
     * @param mask the class of each pixel, or null
     * @param boxes in pixels of the network's input
     * @param keypoints in pixels of the network's input
     */
    public Annotation {
        classes = List.copyOf(classes);
        values = List.copyOf(values);
        boxes = List.copyOf(boxes);
        keypoints = List.copyOf(keypoints);
    }

    /**
     * How much an example is of a class.
     *
     * @param label the index of the class, from 0
     * @param share above 0; 1 unless labels are soft
     */
    public record ClassShare(int label, float share) {}

    static Annotation none() {
        return new Annotation(List.of(), List.of(), null, List.of(), List.of());
    }

    static Annotation ofClasses(List<ClassShare> classes) {
        return new Annotation(classes, List.of(), null, List.of(), List.of());
    }

    static Annotation ofValues(List<Float> values) {
        return new Annotation(List.of(), values, null, List.of(), List.of());
    }

    static Annotation ofMask(Mask mask) {
        return new Annotation(List.of(), List.of(), mask, List.of(), List.of());
    }

    static Annotation ofBoxes(List<Box> boxes) {
        return new Annotation(List.of(), List.of(), null, boxes, List.of());
    }

    static Annotation ofKeypoints(List<Keypoint> keypoints) {
        return new Annotation(List.of(), List.of(), null, List.of(), keypoints);
    }
}
