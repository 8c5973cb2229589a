package io.github.dl4jimagegen.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.objdetect.DetectedObject;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that find bright rectangles: their pixels, their boxes, their corners. */
class PictureNetworksTest {

    private static final int SIZE = 16;
    private static final GeometricAugmentation TURN = (shape, random) -> Warp.rotation(shape, 90 * random.nextInt(4));
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(SIZE, SIZE)
            .colorMode(ColorMode.GRAYSCALE)
            .rescale(1 / 255.0)
            .batchSize(16);

    /** One bright rectangle on a dark ground. */
    private record Rectangle(int left, int top, int right, int bottom) {

        static Rectangle draw(SampleRandom random) {
            int left = random.nextInt(1, 9);
            int top = random.nextInt(1, 9);
            return new Rectangle(left, top, left + random.nextInt(4, 7), top + random.nextInt(4, 7));
        }

        byte[] pixels(int inside, int outside) {
            byte[] values = new byte[SIZE * SIZE];
            for (int i = 0; i < values.length; i++) {
                int x = i % SIZE;
                int y = i / SIZE;
                values[i] = (byte) (x >= left && x < right && y >= top && y < bottom ? inside : outside);
            }
            return values;
        }

        Image image() {
            return Image.ofBytes(SIZE, SIZE, 1, pixels(220, 30));
        }

        Mask mask() {
            return Mask.of(SIZE, SIZE, pixels(1, 0));
        }

        Box box() {
            return new Box(left, top, right, bottom, right - left > bottom - top ? 1 : 0);
        }
    }

    private interface Labelled {
        Target of(Rectangle rectangle);
    }

    private static Examples<Sample> samples(int count, int seed, Labelled target) {
        SampleRandom random = SampleRandom.of(seed, 0, 0, 0);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Rectangle rectangle = Rectangle.draw(random);
            samples.add(Sample.of(rectangle.image(), target.of(rectangle)));
        }
        return Examples.from(samples);
    }

    private static ConvolutionLayer.Builder convolution(int maps) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(maps)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.LEAKYRELU);
    }

    private static NeuralNetConfiguration.Builder configuration(double rate) {
        return new NeuralNetConfiguration.Builder().seed(7).updater(new Adam(rate));
    }

    @Test
    void aSmallUNetLearnsMasks() {
        ComputationGraph network = new ComputationGraph(configuration(1e-2)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIZE, SIZE, 1))
                .addLayer("down", convolution(6).build(), "image")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder()
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "down")
                .addLayer("deep", convolution(8).build(), "pool")
                .addLayer("up", new Upsampling2D.Builder(2).build(), "deep")
                .addVertex("merge", new MergeVertex(), "down", "up")
                .addLayer(
                        "classes",
                        convolution(1).activation(Activation.IDENTITY).build(),
                        "merge")
                .addLayer(
                        "pixels",
                        new CnnLossLayer.Builder(LossFunction.XENT)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "classes")
                .setOutputs("pixels")
                .build());
        network.init();
        ImagePipeline masks = PIPELINE.classMode(ClassMode.BINARY_MASK);
        ClassIndex classes = ClassIndex.of("ground", "rectangle");
        try (ImageDataSetIterator training =
                        masks.augment(TURN).trainingFlow(samples(64, 1, r -> Target.ofMask(r.mask())), classes);
                ImageDataSetIterator validation =
                        masks.evaluationFlow(samples(32, 2, r -> Target.ofMask(r.mask())), classes)) {
            network.fit(training, 10);
            EvaluationBinary evaluation = new EvaluationBinary();
            while (validation.hasNext()) {
                DataSet batch = validation.next();
                INDArray predicted = network.outputSingle(batch.getFeatures());
                evaluation.eval(column(batch.getLabels()), column(predicted));
            }
            assertThat(evaluation.f1(0)).isGreaterThan(0.9);
        }
    }

    private static INDArray column(INDArray pixels) {
        return pixels.dup('c').reshape(pixels.length(), 1);
    }

    @Test
    void yoloLearnsBoxes() {
        int grid = 4;
        INDArray priors = Nd4j.create(new double[][] {{1, 1}, {1.5, 1.5}});
        ComputationGraph network = new ComputationGraph(configuration(5e-3)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIZE, SIZE, 1))
                .addLayer("one", convolution(8).build(), "image")
                .addLayer(
                        "half",
                        new SubsamplingLayer.Builder()
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "one")
                .addLayer("two", convolution(16).build(), "half")
                .addLayer(
                        "quarter",
                        new SubsamplingLayer.Builder()
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "two")
                .addLayer("three", convolution(16).build(), "quarter")
                .addLayer(
                        "boxes",
                        convolution(2 * (5 + 2)).activation(Activation.IDENTITY).build(),
                        "three")
                .addLayer(
                        "yolo",
                        new Yolo2OutputLayer.Builder()
                                // One cell in sixteen has an object: with the default, 0.5, so small a network learns
                                // to be sure of none.
                                .lambdaNoObj(0.1)
                                .boundingBoxPriors(priors)
                                .build(),
                        "boxes")
                .setOutputs("yolo")
                .build());
        network.init();
        ImagePipeline boxes = PIPELINE.classMode(ClassMode.yolo(grid, grid));
        ClassIndex classes = ClassIndex.of("tall", "wide");
        try (ImageDataSetIterator training =
                        boxes.trainingFlow(samples(64, 1, r -> Target.ofBoxes(List.of(r.box()))), classes);
                ImageDataSetIterator one = boxes.batchSize(1)
                        .evaluationFlow(samples(16, 2, r -> Target.ofBoxes(List.of(r.box()))), classes)) {
            network.fit(training, 50);
            Yolo2OutputLayer conf =
                    (Yolo2OutputLayer) network.getOutputLayer(0).conf().getLayer();
            org.deeplearning4j.nn.layers.objdetect.Yolo2OutputLayer layer =
                    (org.deeplearning4j.nn.layers.objdetect.Yolo2OutputLayer) network.getOutputLayer(0);
            assertThat(conf.getBoundingBoxes().rows()).isEqualTo(2);
            double overlap = 0;
            SampleRandom random = SampleRandom.of(2, 0, 0, 0);
            while (one.hasNext()) {
                INDArray output = network.outputSingle(one.next().getFeatures());
                Box truth = Rectangle.draw(random).box();
                overlap += layer.getPredictedObjects(output, 0.01).stream()
                        .max((a, b) -> Double.compare(a.getConfidence(), b.getConfidence()))
                        .map(found -> inPixels(found, SIZE / grid).overlap(truth))
                        .orElse(0.0);
            }
            assertThat(overlap / 16)
                    .as("mean overlap of the found box with the true one")
                    .isGreaterThan(0.5);
        }
    }

    private static Box inPixels(DetectedObject found, int cell) {
        double[] topLeft = found.getTopLeftXY();
        double[] bottomRight = found.getBottomRightXY();
        return new Box(topLeft[0] * cell, topLeft[1] * cell, bottomRight[0] * cell, bottomRight[1] * cell, 0);
    }

    @Test
    void aDenseNetworkLearnsCorners() {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(5e-3)
                .list()
                .layer(convolution(8).build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.convolutional(SIZE, SIZE, 1))
                .build());
        network.init();
        Labelled corners = r -> Target.ofKeypoints(List.of(
                Keypoint.of("top left", r.left(), r.top()), Keypoint.of("bottom right", r.right(), r.bottom())));
        ImagePipeline keypoints = PIPELINE.classMode(ClassMode.keypoints(2));
        try (ImageDataSetIterator training = keypoints.trainingFlow(samples(128, 1, corners), ClassIndex.numbered(1));
                ImageDataSetIterator validation =
                        keypoints.evaluationFlow(samples(32, 2, corners), ClassIndex.numbered(1))) {
            network.fit(training, 20);
            RegressionEvaluation evaluation = network.evaluateRegression(validation);
            assertThat(evaluation.averageMeanAbsoluteError()).isLessThan(0.06);
        }
    }
}
