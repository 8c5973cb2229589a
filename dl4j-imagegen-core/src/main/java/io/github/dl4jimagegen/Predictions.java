package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.source.ClassIndex;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a network over a flow and says image by image what it makes of it. */
public final class Predictions {

    private Predictions() {}

    /**
     * Returns a network's prediction for every image of an epoch, for every class mode:
     * {@code Predictions.of(validation, network::output)}, or {@code x -> graph.outputSingle(x)} for a graph. Over several
     * views of each image, {@link ImagePipeline#viewsFlow}, the mean of the outputs decides (test-time augmentation).
     *
     * @param flow an evaluation flow or one of views, at any place; it is reset and read to its end
     * @param network from features [n, ...] to outputs: [n, classes] (the largest one is predicted) or, for two
     *     classes, [n, 1] (the second class from 0.5 on)
     * @return one prediction an image, in the order of the flow
     * @throws IllegalArgumentException if the network's outputs do not suit the number of classes
     */
    public static List<Prediction> of(ImageDataSetIterator flow, UnaryOperator<INDArray> network) {
        return of(flow, flow.classes(), network);
    }

    /**
     * Returns a network's prediction for every image of an epoch over images that have no classes themselves:
     * {@code Predictions.of(flow, ClassIndex.read(file), network::output)}.
     *
     * @param flow an evaluation flow, at any place; it is reset and read to its end
     * @param classIndex the classes that the network was trained on
     * @param network from features to outputs, as in the other method
     * @return one prediction an image, in the order of the flow
     * @throws IllegalArgumentException if the network's outputs do not suit the number of classes, or if the flow has
     *     other classes
     */
    public static List<Prediction> of(
            ImageDataSetIterator flow, ClassIndex classIndex, UnaryOperator<INDArray> network) {
        if (classIndex.size() == 0) {
            throw new IllegalArgumentException(
                    "the images have no classes: pass those that the network was trained on, "
                            + "Predictions.of(flow, classIndex, network)");
        }
        if (flow.classes().size() > 0 && !flow.classes().equals(classIndex)) {
            throw new IllegalArgumentException("the flow has the classes "
                    + flow.classes().names() + " but the network is said to have " + classIndex.names());
        }
        List<Prediction> predictions = new ArrayList<>();
        List<String> classes = classIndex.names();
        double[] sums = new double[0];
        int summed = 0;
        String name = "";
        flow.reset();
        while (flow.hasNext()) {
            DataSet batch = flow.next();
            INDArray output = network.apply(batch.getFeatures());
            check(output, classes.size());
            List<Serializable> names = batch.getExampleMetaData();
            for (int row = 0; row < names.size(); row++) {
                String own = names.get(row).toString();
                if (summed > 0 && !own.equals(name)) {
                    throw notTogether(name, summed, flow.views());
                }
                name = own;
                double[] outputs = output.getRow(row).toDoubleVector();
                sums = summed == 0 ? outputs : sum(sums, outputs);
                summed++;
                if (summed == flow.views()) {
                    int actual = actual(flow.classMode(), batch, row);
                    predictions.add(prediction(name, actual < 0 ? null : classes.get(actual), sums, summed, classes));
                    summed = 0;
                }
            }
        }
        if (summed > 0) {
            throw notTogether(name, summed, flow.views());
        }
        return predictions;
    }

    private static IllegalStateException notTogether(String name, int there, int views) {
        return new IllegalStateException(name + " has " + there + " of " + views
                + " views: it could be read once and not another time, so that there is no mean");
    }

    private static void check(INDArray output, int classes) {
        boolean oneForTwo = output.rank() == 2 && output.columns() == 1 && classes == 2;
        if (!oneForTwo && (output.rank() != 2 || output.columns() != classes)) {
            throw new IllegalArgumentException("the network's output is " + Arrays.toString(output.shape())
                    + " but there are " + classes + " classes: expected [n, " + classes + "]"
                    + (classes == 2 ? " or [n, 1]" : ""));
        }
    }

    private static double[] sum(double[] some, double[] others) {
        double[] sums = new double[some.length];
        Arrays.setAll(sums, i -> some[i] + others[i]);
        return sums;
    }

    private static Prediction prediction(
            String name, @Nullable String actual, double[] sums, int views, List<String> classes) {
        if (sums.length == classes.size()) {
            int best = 0;
            for (int c = 1; c < sums.length; c++) {
                best = sums[c] > sums[best] ? c : best;
            }
            return new Prediction(name, actual, classes.get(best), sums[best] / views);
        }
        double ofSecond = sums[0] / views;
        boolean second = ofSecond >= 0.5;
        return new Prediction(name, actual, classes.get(second ? 1 : 0), second ? ofSecond : 1 - ofSecond);
    }

    private static int actual(ClassMode mode, DataSet batch, int row) {
        if (mode.equals(ClassMode.CATEGORICAL)) {
            return argMax(batch.getLabels(), row);
        }
        boolean one = mode.equals(ClassMode.SPARSE) || mode.equals(ClassMode.BINARY);
        return one ? (int) batch.getLabels().getDouble(row, 0) : -1;
    }

    private static int argMax(INDArray array, int row) {
        int best = 0;
        for (int c = 1; c < array.columns(); c++) {
            if (array.getDouble(row, c) > array.getDouble(row, best)) {
                best = c;
            }
        }
        return best;
    }
}
