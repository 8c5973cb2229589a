package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.batch.Annotation.ClassShare;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Reads batches back: what a network gets, as values that can be looked at. The way back of the class modes: what did not
 * go into the arrays, such as the smaller one of two boxes in one cell of {@link ClassMode#yolo}, is not there. Immutable.
 *
 * @param classMode how the labels were written
 * @param shape of the images
 * @param dataFormat the order of the dimensions of pictures
 */
public record BatchReader(ClassMode classMode, ImageShape shape, DataFormat dataFormat) {

    /**
     * One example of a batch.
     *
     * @param name of the image
     * @param pixels float values as the network gets them
     * @param annotations what its labels say, one an output of the network
     */
    public record Row(String name, Image pixels, List<Annotation> annotations) {

        /**
         * Copies the list.
         *
         * @param name of the image
         * @param pixels float values as the network gets them
         * @param annotations what its labels say, one an output of the network
         */
        public Row {
            annotations = List.copyOf(annotations);
        }
    }

    /**
     * Reads all examples of a batch; the batch stays as it is.
     *
     * @param batch of a flow of the same class mode, shape and data format
     * @return its rows in order
     */
    public List<Row> read(MultiDataSet batch) {
        INDArray features = batch.getFeatures(0);
        int rows = (int) features.size(0);
        float[] pixels = values(features);
        List<ClassMode> modes =
                classMode instanceof ClassModes.Several several ? several.outputs() : List.of(classMode);
        List<List<Annotation>> annotations = new ArrayList<>();
        for (int output = 0; output < batch.numLabelsArrays(); output++) {
            annotations.add(annotations(modes.get(output), batch, output, rows));
        }
        List<Row> read = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int own = row;
            read.add(new Row(
                    String.valueOf(batch.getExampleMetaData().get(row)),
                    image(part(pixels, row, rows)),
                    annotations.stream().map(output -> output.get(own)).toList()));
        }
        return read;
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static float[] part(float[] values, int row, int rows) {
        int length = values.length / rows;
        return Arrays.copyOfRange(values, row * length, (row + 1) * length);
    }

    private Image image(float[] values) {
        if (dataFormat == DataFormat.NHWC) {
            return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
        }
        int plane = shape.height() * shape.width();
        float[] interleaved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            interleaved[i % plane * shape.channels() + i / plane] = values[i];
        }
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), interleaved);
    }

    private List<Annotation> annotations(ClassMode mode, MultiDataSet batch, int output, int rows) {
        if (mode instanceof ClassModes.Input) {
            return Collections.nCopies(rows, Annotation.none());
        }
        INDArray labels = batch.getLabels(output);
        INDArray mask = batch.getLabelsMaskArrays() == null ? null : batch.getLabelsMaskArray(output);
        float[] values = values(labels);
        float[] valid = mask == null ? null : values(mask);
        List<Annotation> read = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            float[] own = valid == null ? null : part(valid, row, rows);
            read.add(annotation(mode, part(values, row, rows), own, labels));
        }
        return read;
    }

    private Annotation annotation(ClassMode mode, float[] row, float @Nullable [] valid, INDArray labels) {
        if (mode instanceof ClassModes.Categorical || mode instanceof ClassModes.MultiLabel) {
            return Annotation.ofClasses(shares(row));
        }
        if (mode instanceof ClassModes.Sparse) {
            return Annotation.ofClasses(List.of(new ClassShare((int) row[0], 1)));
        }
        if (mode instanceof ClassModes.Binary) {
            return Annotation.ofClasses(shares(1 - row[0], row[0]));
        }
        if (mode instanceof PictureModes.MaskMode mask) {
            return Annotation.ofMask(mask(mask, row, valid));
        }
        if (mode instanceof PictureModes.Yolo yolo) {
            return Annotation.ofBoxes(boxes(yolo, row));
        }
        if (mode instanceof PictureModes.BoxList) {
            return Annotation.ofBoxes(boxes(row));
        }
        if (mode instanceof PictureModes.KeypointList) {
            return Annotation.ofKeypoints(keypoints(row, valid));
        }
        if (mode instanceof ClassModes.Raw) {
            List<Float> numbers = new ArrayList<>();
            for (float number : row) {
                numbers.add(number);
            }
            return Annotation.ofValues(numbers);
        }
        throw new AssertionError(mode + " of labels " + labels.shapeInfoToString());
    }

    private static List<ClassShare> shares(float... row) {
        List<ClassShare> shares = new ArrayList<>();
        for (int label = 0; label < row.length; label++) {
            if (row[label] > 0) {
                shares.add(new ClassShare(label, row[label]));
            }
        }
        return shares;
    }

    private Mask mask(PictureModes.MaskMode mode, float[] row, float @Nullable [] valid) {
        int pixels = shape.height() * shape.width();
        PictureModes.Layout layout =
                new PictureModes.Layout(dataFormat, row.length / pixels, shape.height(), shape.width());
        byte[] classes = new byte[pixels];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int pixel = y * shape.width() + x;
                boolean ignored = valid != null && valid[pixel] == 0;
                classes[pixel] = (byte) (ignored ? Mask.IGNORE_INDEX : label(mode, row, layout, y, x));
            }
        }
        return Mask.of(shape.height(), shape.width(), classes);
    }

    private static int label(PictureModes.MaskMode mode, float[] row, PictureModes.Layout layout, int y, int x) {
        if (mode.binary()) {
            return Math.round(row[layout.index(0, y, x)]);
        }
        int label = 0;
        for (int c = 1; c < layout.channels(); c++) {
            label = row[layout.index(c, y, x)] > row[layout.index(label, y, x)] ? c : label;
        }
        return label;
    }

    private List<Box> boxes(PictureModes.Yolo grid, float[] row) {
        PictureModes.Layout layout = new PictureModes.Layout(
                dataFormat, row.length / (grid.height() * grid.width()), grid.height(), grid.width());
        double rowsPerCell = (double) shape.height() / grid.height();
        double columnsPerCell = (double) shape.width() / grid.width();
        List<Box> boxes = new ArrayList<>();
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                for (int c = 4; c < layout.channels(); c++) {
                    if (row[layout.index(c, y, x)] > 0) {
                        boxes.add(new Box(
                                row[layout.index(0, y, x)] * columnsPerCell,
                                row[layout.index(1, y, x)] * rowsPerCell,
                                row[layout.index(2, y, x)] * columnsPerCell,
                                row[layout.index(3, y, x)] * rowsPerCell,
                                c - 4));
                    }
                }
            }
        }
        return boxes;
    }

    private static List<Box> boxes(float[] row) {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < row.length && row[i + 4] >= 0; i += 5) {
            boxes.add(new Box(row[i], row[i + 1], row[i + 2], row[i + 3], (int) row[i + 4]));
        }
        return boxes;
    }

    private List<Keypoint> keypoints(float[] row, float @Nullable [] seen) {
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < row.length; i += 2) {
            double x = row[i] * shape.width() - 0.5;
            double y = row[i + 1] * shape.height() - 0.5;
            points.add(new Keypoint(Integer.toString(i / 2), x, y, seen == null || seen[i] > 0));
        }
        return points;
    }
}
