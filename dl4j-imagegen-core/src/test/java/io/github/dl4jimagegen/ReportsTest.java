package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** Where the time goes, over real flows and a real network. */
@ExtendWith(NoThreadsLeft.class)
class ReportsTest {

    private static ImagePipeline slow() {
        PhotometricAugmentation sleep = (shape, random) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            return PixelOp.linear(1, 1);
        };
        return ImagePipeline.targetSize(8, 8).batchSize(4).workers(2).augment(sleep);
    }

    @Test
    void aSlowAugmentationIsFoundOut(@TempDir Path root) {
        try (ImageDataSetIterator flow =
                slow().logReports().trainingFlow(ImageFolder.of(TestImages.folder(root, 2, 20)))) {
            assertThat(flow.report().batches()).isZero();
            assertThat(TestImages.rest(flow)).hasSize(10);
            FlowReport report = flow.report();
            assertThat(report.batches()).isEqualTo(10);
            assertThat(report.examples()).isEqualTo(40);
            assertThat(report.elapsed()).isGreaterThanOrEqualTo(report.waited());
            assertThat(report.waitedShare()).isGreaterThan(0.5);
            assertThat(report.share(Stage.AUGMENT)).isGreaterThan(0.5);
            assertThat(report.stages().get(Stage.AUGMENT)).isGreaterThanOrEqualTo(Duration.ofMillis(40 * 5));
            assertThat(flow.report()).as("it stands still after the epoch").isEqualTo(report);
            flow.reset();
            assertThat(flow.report().epoch()).isEqualTo(1);
            assertThat(flow.next()).isNotNull();
            assertThat(flow.report().batches()).isEqualTo(1);
        }
    }

    @Test
    void aSlowConsumerDoesNotWait(@TempDir Path root) throws Exception {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(8, 8).batchSize(4).trainingFlow(folder)) {
            for (int epoch = 0; epoch < 2; epoch++) { // the first one also loads ND4J and OpenCV
                flow.reset();
                while (flow.hasNext()) {
                    assertThat(flow.next()).isNotNull();
                    Thread.sleep(30);
                }
            }
            assertThat(flow.report().waitedShare()).isLessThan(0.3);
            assertThat(flow.report().meanReady()).isGreaterThan(1);
        }
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
