package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.listener.InputBoundListener;
import io.github.dl4jimagegen.report.FlowReport;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Where the time goes, over real flows and a real network. */
@ExtendWith(NoThreadsLeft.class)
class ReportsTest {

    private static final Duration SLEEP = Duration.ofMillis(20);

    private static ImagePipeline slow() {
        PhotometricAugmentation sleep = (shape, random) -> {
            try {
                Thread.sleep(SLEEP.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return PixelOp.linear(1, 1);
        };
        return ImagePipeline.targetSize(8, 8).batchSize(4).workers(2).augment(sleep);
    }

    @Test
    void aSlowAugmentationIsFoundOut(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        loadEverything(folder);
        try (ImageDataSetIterator flow = slow().trainingFlow(folder)) {
            assertThat(flow.report().batches()).isZero();
            assertThat(TestImages.rest(flow)).hasSize(10);
            FlowReport report = flow.report();
            assertThat(report.batches()).isEqualTo(10);
            assertThat(report.examples()).isEqualTo(40);
            assertThat(report.elapsed()).isGreaterThanOrEqualTo(report.waited());
            assertThat(report.waitedShare()).isGreaterThan(0.5);
            assertThat(report.share(Stage.AUGMENT)).isGreaterThan(0.5);
            assertThat(report.stages().get(Stage.AUGMENT)).isGreaterThanOrEqualTo(SLEEP.multipliedBy(40));
            assertThat(flow.report()).as("it stands still after the epoch").isEqualTo(report);
            flow.reset();
            assertThat(flow.report().epoch()).isEqualTo(1);
            assertThat(flow.next()).isNotNull();
            assertThat(flow.report().batches()).isEqualTo(1);
        }
    }

    /** The first decoding takes as long as it takes to load ND4J and OpenCV. */
    private static void loadEverything(ImageFolder folder) {
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(8, 8).evaluationFlow(folder)) {
            assertThat(flow.next()).isNotNull();
        }
    }

    @Test
    void aSlowConsumerDoesNotWait(@TempDir Path root) throws Exception {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        loadEverything(folder);
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(8, 8).batchSize(4).trainingFlow(folder)) {
            while (flow.hasNext()) {
                assertThat(flow.next()).isNotNull();
                Wait.until("what may be ahead is ready", NoThreadsLeft::nobodyWorks);
                Thread.sleep(50);
            }
            assertThat(flow.report().waitedShare()).isLessThan(0.3);
            assertThat(flow.report().meanReady()).isGreaterThan(1);
            assertThat(flow.report().workers())
                    .as("AUTO")
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void aLineIsLoggedAtTheEndOfEachEpochOnRequest(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 5));
        ImagePipeline pipeline = ImagePipeline.targetSize(8, 8).batchSize(4);
        List<Example> examples = List.of(Example.of(Nd4j.ones(2), 0), Example.of(Nd4j.ones(2), 1));
        var generator = GeneratorDataSetIterator.builder(
                examples, OutputSignature.of(TensorSpec.of(DataType.FLOAT, 2), TensorSpec.scalar(DataType.INT32)));
        List<String> lines;
        try (ImageDataSetIterator silent = pipeline.trainingFlow(folder);
                ImageDataSetIterator training = pipeline.logReports().trainingFlow(folder);
                ImageDataSetIterator evaluation = pipeline.logReports().evaluationFlow(folder);
                GeneratorDataSetIterator tensors = generator.logReports().build()) {
            lines = Logged.during(() -> {
                for (int epoch = 0; epoch < 2; epoch++) {
                    for (DataSetIterator flow : List.of(silent, training, evaluation, tensors)) {
                        flow.reset();
                        assertThat(TestImages.rest(flow)).isNotEmpty();
                        assertThat(flow.hasNext()).isFalse();
                    }
                }
            });
        }
        String line = "epoch #: # examples in # s (#/s), waited # % of the time for batches, # ready";
        String ofImages = line + "; # workers: read # %, decode # %, size # %, augment # %, preprocess # %, write # %";
        assertThat(lines.stream()
                        .filter(each -> each.contains("EpochFlow - "))
                        .map(each -> each.replaceFirst(".* - ", "").replaceAll("\\d+(\\.\\d+)?", "#")))
                .containsExactly(ofImages, ofImages, line, ofImages, ofImages, line);
    }

    @Test
    void theListenerSaysSoAfterEachEpoch(@TempDir Path root) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        network.init();
        List<FlowReport> reports = new ArrayList<>();
        try (ImageDataSetIterator flow = slow().trainingFlow(ImageFolder.of(TestImages.folder(root, 2, 10)))) {
            network.setListeners(new InputBoundListener(flow, reports::add), new InputBoundListener(flow));
            network.fit(flow, 3);
        }
        assertThat(reports).extracting(FlowReport::epoch).containsExactly(0L, 1L, 2L);
        assertThat(reports).extracting(FlowReport::examples).containsOnly(20L);
        assertThat(reports.get(2).advice()).contains("augment").contains("is input-bound");
    }

    @Test
    void eightBitBatchesTrainAndHoldTheSameValues(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 10));
        ImagePipeline pipeline = ImagePipeline.targetSize(8, 8).batchSize(5);
        try (ImageDataSetIterator floats = pipeline.trainingFlow(folder);
                ImageDataSetIterator bytes =
                        pipeline.featureType(DataType.UINT8).trainingFlow(folder)) {
            for (int i = 0; i < 4; i++) {
                var batch = bytes.next();
                assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.UINT8);
                assertThat(TestImages.values(batch.getFeatures().castTo(DataType.FLOAT)))
                        .isEqualTo(TestImages.values(floats.next().getFeatures()));
            }
        }
        assertThatThrownBy(() ->
                        pipeline.rescale(1 / 255.0).featureType(DataType.UINT8).trainingFlow(folder))
                .hasMessageContaining("UINT8 cannot be rescaled by 0.00392");
        assertThatThrownBy(() -> pipeline.featureType(DataType.INT32))
                .hasMessageContaining("FLOAT or UINT8 but was INT");
    }
}
