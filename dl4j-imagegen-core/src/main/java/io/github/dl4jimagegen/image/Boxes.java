package io.github.dl4jimagegen.image;

import java.util.ArrayList;
import java.util.List;

/** What becomes of boxes when operations are done to their image. */
public final class Boxes {

    /** The visible share that a box must keep unless another is asked for: a tenth of its area. */
    public static final double MIN_VISIBLE = 0.1;

    /** Points of each edge that are followed: straight edges need their ends only, fields bend them. */
    private static final int POINTS_OF_AN_EDGE = 16;

    private Boxes() {}

    /**
     * Returns what becomes of boxes. Each box is clipped to the image first. Each warp sends its outline somewhere; the
     * upright box around that is clipped again. A box of which too little is left is dropped. Pixel operations leave boxes alone.
     *
     * @param operations what is done to the image, in order; fused as for the image
     * @param shape the image before
     * @param boxes boxes in it
     * @param minVisible the share of its area that must remain of a box when it is clipped, from 0 (anything at all) to
     *     1 (all of it); over several warps shares are multiplied
     * @return the boxes that remain, in the same order
     * @throws IllegalArgumentException if minVisible lies outside [0, 1]
     * @throws IllegalStateException if an operation cannot be followed ({@link PixelOp.Untracked})
     */
    public static List<Box> apply(
            List<ImageOperation> operations, ImageShape shape, List<Box> boxes, double minVisible) {
        double least = checkVisible(minVisible);
        List<ImageOperation> fused = ImageOperation.tracked(operations);
        List<Box> remaining = new ArrayList<>(boxes.size());
        for (Box box : boxes) {
            Visible visible = new Visible(box, 1).within(shape.height(), shape.width());
            ImageShape current = shape;
            for (ImageOperation operation : fused) {
                current = operation.outputShape(current);
                if (operation instanceof Warp warp && visible.share > 0) {
                    visible = visible.after(warp);
                }
            }
            if (visible.share > 0 && visible.share >= least) {
                remaining.add(visible.box);
            }
        }
        return remaining;
    }

    /**
     * Returns a share of a box that may be asked for.
     *
     * @param minVisible how much must remain of a box
     * @return the same
     * @throws IllegalArgumentException if it lies outside [0, 1]
     */
    public static double checkVisible(double minVisible) {
        if (!(minVisible >= 0 && minVisible <= 1)) {
            throw new IllegalArgumentException(
                    "minVisible, the share that must be left of a box, must lie in [0, 1] but was " + minVisible);
        }
        return minVisible;
    }

    /** A box and how much of its area is left. */
    private record Visible(Box box, double share) {

        Visible after(Warp warp) {
            double xMin = Double.POSITIVE_INFINITY;
            double yMin = Double.POSITIVE_INFINITY;
            double xMax = Double.NEGATIVE_INFINITY;
            double yMax = Double.NEGATIVE_INFINITY;
            for (Point point : outline(warp.map())) {
                xMin = Math.min(xMin, point.x() + 0.5);
                yMin = Math.min(yMin, point.y() + 0.5);
                xMax = Math.max(xMax, point.x() + 0.5);
                yMax = Math.max(yMax, point.y() + 0.5);
            }
            return xMin < xMax && yMin < yMax
                    ? new Visible(new Box(xMin, yMin, xMax, yMax, box.label()), share)
                            .within(warp.height(), warp.width())
                    : new Visible(box, 0);
        }

        Visible within(int height, int width) {
            double left = Math.max(0, box.xMin());
            double top = Math.max(0, box.yMin());
            double right = Math.min(width, box.xMax());
            double bottom = Math.min(height, box.yMax());
            if (!(left < right && top < bottom)) {
                return new Visible(box, 0);
            }
            Box part = new Box(left, top, right, bottom, box.label());
            return new Visible(part, share * (part.area() / box.area()));
        }

        private List<Point> outline(PlaneMap map) {
            List<Point> points = new ArrayList<>(4 * POINTS_OF_AN_EDGE);
            for (int i = 0; i < POINTS_OF_AN_EDGE; i++) {
                double x = i * box.width() / POINTS_OF_AN_EDGE;
                double y = i * box.height() / POINTS_OF_AN_EDGE;
                map.forward(box.xMin() + x - 0.5, box.yMin() - 0.5).ifPresent(points::add);
                map.forward(box.xMax() - 0.5, box.yMin() + y - 0.5).ifPresent(points::add);
                map.forward(box.xMax() - x - 0.5, box.yMax() - 0.5).ifPresent(points::add);
                map.forward(box.xMin() - 0.5, box.yMax() - y - 0.5).ifPresent(points::add);
            }
            return points;
        }
    }
}
