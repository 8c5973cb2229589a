package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The class modes of targets that have places in the picture: masks, boxes, keypoints. */
final class PictureModes {

    private PictureModes() {}

    /** Where the value of a channel at a row and a column stands in an example's part of an array. */
    record Layout(DataFormat format, int channels, int height, int width) {

        long[] shape() {
            return switch (format) {
                case NCHW -> new long[] {channels, height, width};
                case NHWC -> new long[] {height, width, channels};
            };
        }

        int index(int channel, int row, int column) {
            return switch (format) {
                case NCHW -> (channel * height + row) * width + column;
                case NHWC -> (row * width + column) * channels + channel;
            };
        }
    }

    record MaskMode(boolean binary) implements ClassMode {

        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            if (binary && context.classes() != 2) {
                throw new IllegalArgumentException("classMode BINARY_MASK needs exactly 2 classes but there are "
                        + context.classes() + ": use MASK");
            }
            ClassModes.requireClasses(this, context);
            ClassModes.refuseSmoothing(this, context);
            return List.of(new MaskEncoder(this, context));
        }

        @Override
        public String toString() {
            return binary ? "BINARY_MASK" : "MASK";
        }
    }

    private static final class MaskEncoder implements LabelEncoder {

        private final MaskMode mode;
        private final int classes;
        private final Layout labels;

        MaskEncoder(MaskMode mode, LabelContext context) {
            this.mode = mode;
            this.classes = context.classes();
            ImageShape image = context.image();
            this.labels = new Layout(context.dataFormat(), mode.binary ? 1 : classes, image.height(), image.width());
        }

        @Override
        public long[] shape() {
            return labels.shape();
        }

        @Override
        public long[] maskShape() {
            return new Layout(labels.format, 1, labels.height, labels.width).shape();
        }

        @Override
        public void encode(Target target, FloatBuffer row, @Nullable FloatBuffer valid) {
            if (!(target instanceof Target.OfMask of)) {
                throw ClassModes.misfit(mode, "a mask", target);
            }
            Mask mask = of.mask();
            for (int y = 0; y < labels.height; y++) {
                for (int x = 0; x < labels.width; x++) {
                    int label = mask.value(y, x);
                    if (label == mask.ignoreIndex()) {
                        if (valid != null) {
                            valid.put(y * labels.width + x, 0);
                        }
                    } else if (label >= classes) {
                        throw new IllegalArgumentException("the mask has class " + label + " at row " + y + ", column "
                                + x + " of the result but there are " + classes + " classes, 0 to " + (classes - 1)
                                + ", and " + mask.ignoreIndex() + " for none");
                    } else if (mode.binary) {
                        row.put(labels.index(0, y, x), label);
                    } else {
                        row.put(labels.index(label, y, x), 1);
                    }
                }
            }
        }
    }

    private static List<Box> boxes(ClassMode mode, Target target, int classes) {
        if (!(target instanceof Target.OfBoxes boxes)) {
            throw ClassModes.misfit(mode, "boxes", target);
        }
        boxes.boxes().forEach(box -> {
            int unused = ClassModes.checked(box.label(), classes);
        });
        return boxes.boxes();
    }

    /**
     * The grid that Deeplearning4j's Yolo2OutputLayer wants.
     *
     * @param height rows of the grid
     * @param width columns of the grid
     */
    record Yolo(int height, int width) implements ClassMode {

        Yolo {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("a grid must be at least 1x1 but was " + height + "x" + width);
            }
        }

        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            ClassModes.requireClasses(this, context);
            ClassModes.refuseSmoothing(this, context);
            int classes = context.classes();
            Layout grid = new Layout(context.dataFormat(), 4 + classes, height, width);
            double perRow = (double) height / context.image().height();
            double perColumn = (double) width / context.image().width();
            return List.of(new ClassModes.VectorEncoder(grid.shape()) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    List<Box> boxes = new ArrayList<>(boxes(Yolo.this, target, classes));
                    boxes.sort(Comparator.comparingDouble(Box::area)); // the last one stays: of a cell the largest
                    for (Box box : boxes) {
                        int y = cell((box.yMin() + box.yMax()) / 2 * perRow, height);
                        int x = cell((box.xMin() + box.xMax()) / 2 * perColumn, width);
                        row.put(grid.index(0, y, x), (float) (box.xMin() * perColumn));
                        row.put(grid.index(1, y, x), (float) (box.yMin() * perRow));
                        row.put(grid.index(2, y, x), (float) (box.xMax() * perColumn));
                        row.put(grid.index(3, y, x), (float) (box.yMax() * perRow));
                        for (int c = 0; c < classes; c++) {
                            row.put(grid.index(4 + c, y, x), c == box.label() ? 1 : 0);
                        }
                    }
                }
            });
        }

        private static int cell(double place, int cells) {
            return Math.max(0, Math.min(cells - 1, (int) place));
        }

        @Override
        public String toString() {
            return "YOLO[" + height + "x" + width + "]";
        }
    }

    /**
     * A list of boxes.
     *
     * @param most how many rows it has
     */
    record BoxList(int most) implements ClassMode {

        private static final int COLUMNS = 5;

        BoxList {
            if (most < 1) {
                throw new IllegalArgumentException("a list of boxes must have at least one row but was " + most);
            }
        }

        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            ClassModes.requireClasses(this, context);
            ClassModes.refuseSmoothing(this, context);
            return List.of(new ClassModes.VectorEncoder(most, COLUMNS) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    List<Box> boxes = boxes(BoxList.this, target, context.classes());
                    if (boxes.size() > most) {
                        throw new IllegalArgumentException("there are " + boxes.size() + " boxes but classMode "
                                + BoxList.this + " has room for " + most + ": use ClassMode.boxes("
                                + boxes.size() + ") or more");
                    }
                    for (int i = 0; i < most; i++) {
                        if (i < boxes.size()) {
                            Box box = boxes.get(i);
                            row.put((float) box.xMin())
                                    .put((float) box.yMin())
                                    .put((float) box.xMax())
                                    .put((float) box.yMax())
                                    .put(box.label());
                        } else {
                            row.put(0).put(0).put(0).put(0).put(-1);
                        }
                    }
                }
            });
        }

        @Override
        public String toString() {
            return "BOXES[" + most + "]";
        }
    }

    /**
     * Keypoints.
     *
     * @param count how many an image has
     */
    record KeypointList(int count) implements ClassMode {

        KeypointList {
            if (count < 1) {
                throw new IllegalArgumentException("there must be at least one keypoint but there are " + count);
            }
        }

        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            ClassModes.refuseSmoothing(this, context);
            double width = context.image().width();
            double height = context.image().height();
            return List.of(new LabelEncoder() {
                @Override
                public long[] shape() {
                    return new long[] {2L * count};
                }

                @Override
                public long[] maskShape() {
                    return shape();
                }

                @Override
                public void encode(Target target, FloatBuffer row, @Nullable FloatBuffer seen) {
                    if (!(target instanceof Target.OfKeypoints of)
                            || of.keypoints().size() != count) {
                        throw ClassModes.misfit(KeypointList.this, count + " keypoints", target);
                    }
                    for (int i = 0; i < count; i++) {
                        Keypoint point = of.keypoints().get(i);
                        row.put(2 * i, (float) ((point.x() + 0.5) / width));
                        row.put(2 * i + 1, (float) ((point.y() + 0.5) / height));
                        if (seen != null && !point.visible()) {
                            seen.put(2 * i, 0).put(2 * i + 1, 0);
                        }
                    }
                }
            });
        }

        @Override
        public String toString() {
            return "KEYPOINTS[" + count + "]";
        }
    }
}
