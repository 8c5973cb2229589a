package io.github.dl4jimagegen.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of keypoints when operations are done to their image. */
public final class Keypoints {

    private Keypoints() {}

    /**
     * Returns what becomes of keypoints. One that is outside of the image, or leaves it on its way, is no longer visible, but keeps the place
     * that the warps give it; one that a warp sends nowhere stays where it was and is no longer visible. Pixel
     * operations leave keypoints alone. Names stay as they are: after a flip a "left eye" is still called so, though it
     * is now on the other side.
     *
     * @param operations what is done to the image, in order; fused as for the image
     * @param shape the image before
     * @param keypoints points in it
     * @return as many points, in the same order
     * @throws IllegalStateException if an operation cannot be followed ({@link PixelOp.Untracked})
     */
    public static List<Keypoint> apply(List<ImageOperation> operations, ImageShape shape, List<Keypoint> keypoints) {
        List<Keypoint> moved = new ArrayList<>(keypoints);
        moved.replaceAll(
                keypoint -> at(new Point(keypoint.x(), keypoint.y()), keypoint, shape.height(), shape.width()));
        ImageShape current = shape;
        for (ImageOperation operation : ImageOperation.tracked(operations)) {
            current = operation.outputShape(current);
            if (operation instanceof Warp warp) {
                moved.replaceAll(keypoint -> moved(keypoint, warp));
            }
        }
        return moved;
    }

    private static Keypoint moved(Keypoint keypoint, Warp warp) {
        Optional<Point> place = warp.map().forward(keypoint.x(), keypoint.y());
        if (place.isEmpty()) {
            return new Keypoint(keypoint.name(), keypoint.x(), keypoint.y(), false);
        }
        return at(place.get(), keypoint, warp.height(), warp.width());
    }

    private static Keypoint at(Point point, Keypoint keypoint, int height, int width) {
        boolean inside =
                point.x() >= -0.5 && point.x() <= width - 0.5 && point.y() >= -0.5 && point.y() <= height - 0.5;
        return new Keypoint(keypoint.name(), point.x(), point.y(), keypoint.visible() && inside);
    }
}
