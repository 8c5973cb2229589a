package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
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
     * Returns the target of the finished image.
     *
     * @param target as the source has it
     * @param sizing how the image was brought to its size
     * @param operations what was done to it then
     */
    Target apply(Target target, Warp sizing, List<ImageOperation> operations) {
        if (target instanceof Target.OfMaskFile mask) {
            return moved(Masks.decode(mask.file().bytes(), mask.coding()), sizing, operations);
        }
        if (target instanceof Target.OfMask mask) {
            return moved(mask.mask(), sizing, operations);
        }
        if (target instanceof Target.OfBoxes boxes) {
            List<Box> inPixels = boxes.inPixels(sizing.input());
            List<Box> sized = Boxes.apply(List.of(sizing), sizing.input(), inPixels, minVisible);
            return Target.ofBoxes(Boxes.apply(operations, result(sizing), sized, minVisible));
        }
        if (target instanceof Target.OfKeypoints keypoints) {
            List<Keypoint> sized = Keypoints.apply(List.of(sizing), sizing.input(), keypoints.keypoints());
            return Target.ofKeypoints(Keypoints.apply(operations, result(sizing), sized));
        }
        if (target instanceof Target.Several several) {
            return Target.ofSeveral(several.targets().stream()
                    .map(each -> apply(each, sizing, operations))
                    .toList());
        }
        return target;
    }

    private static Target moved(Mask mask, Warp sizing, List<ImageOperation> operations) {
        ImageShape image = sizing.input();
        if (mask.height() != image.height() || mask.width() != image.width()) {
            throw new IllegalArgumentException("the mask has " + mask.height() + "x" + mask.width()
                    + " pixels but its image " + image.height() + "x" + image.width());
        }
        Mask sized = Operations.applyToMask(List.of(sizing), mask);
        return Target.ofMask(operations.isEmpty() ? sized : Operations.applyToMask(operations, sized));
    }

    /** Pixels that are cut off by sizing are gone: its warp is never fused with those of the augmentation. */
    private static ImageShape result(Warp sizing) {
        return sizing.outputShape(sizing.input());
    }
}
