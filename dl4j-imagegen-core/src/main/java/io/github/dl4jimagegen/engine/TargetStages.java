package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoints;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.report.Stage;
import java.util.List;

/**
 * What becomes of a target when its image is sized and augmented: masks, boxes and keypoints go where the pixels go,
 * everything else stays. Immutable and thread-safe.
 *
 * @param minVisible the share of its area that must remain of a box
 */
record TargetStages(double minVisible) {

    /**
     * Returns the target with its mask decoded, if it has one in a file.
     *
     * @param target as the source has it
     * @param image the shape of the image before it is sized
     * @param pixelLimit how many pixels a mask may have
     * @param clock is told that something is decoded
     * @throws IllegalArgumentException if the mask is no whole image, too large or not as large as the image
     */
    static Target decoded(Target target, ImageShape image, long pixelLimit, Scratch scratch, StageClock clock) {
        if (target instanceof Target.OfMaskFile mask) {
            clock.enter(Stage.DECODE);
            return Target.ofMask(Masks.decode(mask, image, pixelLimit, scratch));
        }
        if (target instanceof Target.Several several) {
            return Target.ofSeveral(several.targets().stream()
                    .map(each -> decoded(each, image, pixelLimit, scratch, clock))
                    .toList());
        }
        return target;
    }

    /**
     * Returns the target of the sized image.
     *
     * @param target with its mask decoded
     * @param sizing how the image was brought to its size
     */
    Target sized(Target target, Warp sizing) {
        if (target instanceof Target.OfMask of) {
            Mask mask = of.mask();
            Masks.checkSize(mask.height(), mask.width(), sizing.input());
            return Target.ofMask(Operations.applyToMask(List.of(sizing), mask));
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
