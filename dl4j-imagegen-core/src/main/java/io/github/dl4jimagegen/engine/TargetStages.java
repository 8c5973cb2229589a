package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoints;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import java.util.List;

/**
 * What becomes of a target when its image is sized and augmented: masks, boxes and keypoints go where the pixels go,
 * everything else stays. Immutable and thread-safe.
 *
 * @param minVisible the share of its area that must remain of a box
 */
record TargetStages(double minVisible) {

    /**
     * Returns the target of the sized image.
     *
     * @param target as the source has it
     * @param sizing how the image was brought to its size
     */
    Target sized(Target target, Warp sizing) {
        if (target instanceof Target.OfMaskFile mask) {
            return sized(Masks.decode(mask.file().bytes(), mask.coding()), sizing);
        }
        if (target instanceof Target.OfMask mask) {
            return sized(mask.mask(), sizing);
        }
        if (target instanceof Target.OfBoxes boxes) {
            List<Box> inPixels = boxes.inPixels(sizing.input());
            return Target.ofBoxes(Boxes.apply(List.of(sizing), sizing.input(), inPixels, minVisible));
        }
        if (target instanceof Target.OfKeypoints keypoints) {
            return Target.ofKeypoints(Keypoints.apply(List.of(sizing), sizing.input(), keypoints.keypoints()));
        }
        if (target instanceof Target.Several several) {
            return Target.ofSeveral(
                    several.targets().stream().map(each -> sized(each, sizing)).toList());
        }
        return target;
    }

    private static Target sized(Mask mask, Warp sizing) {
        ImageShape image = sizing.input();
        if (mask.height() != image.height() || mask.width() != image.width()) {
            throw new IllegalArgumentException("the mask has " + mask.height() + "x" + mask.width()
                    + " pixels but its image " + image.height() + "x" + image.width());
        }
        return Target.ofMask(Operations.applyToMask(List.of(sizing), mask));
    }

    /**
     * Returns the target of the finished image. Pixels that were cut off by sizing are gone: its warp is never fused with
     * those of the augmentation.
     *
     * @param target of the sized image
     * @param shape of the sized image
     * @param operations what was done to it then
     */
    Target augmented(Target target, ImageShape shape, List<ImageOperation> operations) {
        if (operations.isEmpty()) {
            return target;
        }
        if (target instanceof Target.OfMask mask) {
            return Target.ofMask(Operations.applyToMask(operations, mask.mask()));
        }
        if (target instanceof Target.OfBoxes boxes) {
            return Target.ofBoxes(Boxes.apply(operations, shape, boxes.boxes(), minVisible));
        }
        if (target instanceof Target.OfKeypoints keypoints) {
            return Target.ofKeypoints(Keypoints.apply(operations, shape, keypoints.keypoints()));
        }
        if (target instanceof Target.Several several) {
            return Target.ofSeveral(several.targets().stream()
                    .map(each -> augmented(each, shape, operations))
                    .toList());
        }
        return target;
    }
}
