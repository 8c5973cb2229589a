package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Each parameter of Keras's {@code flow(x, y, ...)}, with its default, another value and its errors. */
class KerasFlowParametersTest {

    private static final int N = 40;
    private static final ClassIndex TWO = ClassIndex.of("low", "high");
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(2, 3).dataFormat(DataFormat.NHWC);
    private static final List<String> IN_ORDER =
            IntStream.range(0, N).mapToObj(i -> "image " + i).toList();

    /** As many images of 2 x 3; all values of image i are i. */
    private static INDArray x(int n, int channels) {
        float[] values = new float[n * 6 * channels];
        for (int i = 0; i < values.length; i++) {
            int image = i / (6 * channels);
            values[i] = image;
        }
        return Nd4j.create(values, n, 2, 3, channels);
    }

    private static ImageArrays images() {
        return ImageArrays.of(x(N, 3), DataFormat.NHWC);
    }

    /** The first half is of the first class. */
    private static ImageArrays labelled() {
        return images().labels(
                        TWO, IntStream.range(0, N).map(i -> i < N / 2 ? 0 : 1).toArray());
    }

    @Test
    void x() {
        INDArray x = x(N, 3);
        assertThat(Batches.features(PIPELINE.classMode(ClassMode.NONE), ImageArrays.of(x, DataFormat.NHWC)))
                .isEqualTo(x);
        INDArray extra = Nd4j.rand(DataType.FLOAT, N, 5);
        try (ImageMultiDataSetIterator flow =
                PIPELINE.batchSize(N).evaluationMultiFlow(labelled().input(extra))) {
            MultiDataSet batch = flow.next();
            assertThat(batch.getFeatures(0)).isEqualTo(x);
            assertThat(batch.getFeatures(1)).isEqualTo(extra);
        }
        assertThatThrownBy(() -> ImageArrays.of(Nd4j.rand(4, 2, 3), DataFormat.NHWC))
                .hasMessageContaining("images must have four dimensions")
                .hasMessageContaining("but have [4, 2, 3]");
        assertThatThrownBy(() -> images().input(Nd4j.rand(N - 1, 5)))
                .hasMessageContaining("there are 39 rows of a further input but 40 images");
        ImageArrays five = ImageArrays.of(x(N, 5), DataFormat.NHWC);
        assertThatThrownBy(() -> Batches.features(PIPELINE.classMode(ClassMode.NONE), five))
                .hasMessageContaining("an image with 5 channels");
    }

    @Test
    void y() {
        assertThat(Batches.all(PIPELINE.classMode(ClassMode.NONE), images()).getLabels())
                .isNull();
        assertThat(Batches.all(PIPELINE.classMode(ClassMode.SPARSE), labelled())
                        .getLabels()
                        .sumNumber()
                        .intValue())
                .isEqualTo(N / 2);
        INDArray rows = Nd4j.rand(DataType.FLOAT, N, 3);
        try (ImageDataSetIterator flow = PIPELINE.classMode(ClassMode.RAW).trainingFlow(images().values(rows))) {
            DataSet shuffled = flow.next();
            for (int i = 0; i < shuffled.numExamples(); i++) { // row by row with its image
                int image = shuffled.getFeatures().getInt(i, 0, 0, 0);
                assertThat(shuffled.getLabels().getRow(i)).isEqualTo(rows.getRow(image));
            }
        }
        assertThatThrownBy(() -> images().values(Nd4j.rand(N + 1, 3)))
                .hasMessageContaining("there are 41 rows of values but 40 images");
        assertThatThrownBy(() -> images().labels(TWO, 0, 1)).hasMessageContaining("there are 2 labels but 40 images");
    }

    @Test
    void batchSize() {
        assertThat(Batches.sizes(PIPELINE, labelled())).containsExactly(32, 8);
        assertThat(Batches.sizes(PIPELINE.batchSize(15), labelled())).containsExactly(15, 15, 10);
        assertThatThrownBy(() -> PIPELINE.batchSize(0)).hasMessage("batchSize must be positive but was 0");
    }

    @Test
    void shuffle() {
        List<List<String>> shuffled = Batches.twoEpochs(PIPELINE, labelled());
        assertThat(shuffled.get(0))
                .containsExactlyInAnyOrderElementsOf(IN_ORDER)
                .isNotEqualTo(IN_ORDER);
        assertThat(shuffled.get(1))
                .containsExactlyInAnyOrderElementsOf(IN_ORDER)
                .isNotEqualTo(IN_ORDER)
                .isNotEqualTo(shuffled.get(0));
        assertThat(Batches.twoEpochs(PIPELINE.sampler(Sampler.inOrder()), labelled()))
                .containsExactly(IN_ORDER, IN_ORDER);
        try (ImageDataSetIterator evaluation = PIPELINE.evaluationFlow(labelled())) {
            assertThat(Batches.epoch(evaluation)).isEqualTo(IN_ORDER);
        }
    }

    @Test
    void sampleWeight() {
        double[] weights = IntStream.range(0, N).mapToDouble(i -> i / 8.0).toArray();
        try (ImageDataSetIterator plain = PIPELINE.trainingFlow(labelled());
                ImageDataSetIterator weighted = PIPELINE.trainingFlow(labelled().weights(weights))) {
            assertThat(plain.next().getLabelsMaskArray()).isNull();
            DataSet batch = weighted.next();
            assertThat(batch.getLabelsMaskArray().shape()).containsExactly(32, 1);
            for (int i = 0; i < 32; i++) {
                assertThat(batch.getLabelsMaskArray().getDouble(i, 0))
                        .isEqualTo(weights[batch.getFeatures().getInt(i, 0, 0, 0)]);
            }
        }
        assertThatThrownBy(() -> labelled().weights(1, 2)).hasMessageContaining("there are 2 weights but 40 images");
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.NONE).trainingFlow(images().weights(weights)))
                .hasMessageContaining("classMode NONE gives no labels to train on");
    }

    @Test
    void seed() {
        List<List<String>> first = Batches.twoEpochs(PIPELINE.seed(7), labelled());
        assertThat(Batches.twoEpochs(PIPELINE.seed(7).workers(0), labelled())).isEqualTo(first);
        assertThat(Batches.twoEpochs(PIPELINE.seed(8), labelled()).get(0)).isNotEqualTo(first.get(0));
        assertThat(Batches.twoEpochs(PIPELINE, labelled())).isEqualTo(Batches.twoEpochs(PIPELINE.seed(42), labelled()));
    }

    @Test
    void subset() {
        Split split = Splitter.first().split(labelled(), 0.26); // 10.4 images
        assertThat(Batches.names(split.validation())).isEqualTo(IN_ORDER.subList(0, 10));
        assertThat(Batches.names(split.training())).isEqualTo(IN_ORDER.subList(10, N));
        for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> Splitter.first().split(labelled(), share))
                    .hasMessageContaining("share must lie strictly between 0 and 1 but was " + share);
        }
    }

    @Test
    void ignoreClassSplit() {
        Split split = Splitter.first().split(labelled(), 0.25);
        assertThat(Batches.labels(split.validation())).containsOnly(0);
        assertThat(Batches.labels(split.training())).contains(0, 1);
        INDArray labels = Batches.all(PIPELINE, split.validation()).getLabels();
        assertThat(labels.shape()).containsExactly(10, 2);
        assertThat(TestImages.values(labels.getColumn(0))).containsOnly(1);
    }
}
