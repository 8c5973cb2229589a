package io.github.dl4jimagegen.augment.mix;

import static io.github.dl4jimagegen.augment.Augmentations.cutMix;
import static io.github.dl4jimagegen.augment.Augmentations.mixUp;
import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class MixingTest {

    private static final ImageShape SHAPE = new ImageShape(6, 9, 3);
    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(6, 9).batchSize(8).augment(randomFlipHorizontal());

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path root;

    @SuppressWarnings("NullAway") // set before all
    private static ImageFolder folder;

    @BeforeAll
    static void files() throws Exception {
        folder = ImageFolder.of(TestImages.folder(root, 3, 9));
    }

    private static List<Mixing> mixings() {
        return List.of(
                mixUp(0.2),
                mixUp(1),
                cutMix(1),
                Mixing.oneOf(mixUp(0.4), cutMix(1)),
                Mixing.sometimes(0.5, cutMix(0.5)),
                (rows, shape, random) -> IntStream.range(0, rows)
                        .<Mix>mapToObj(row -> new Mix.Blend((row + 1) % rows, 0.25))
                        .toList());
    }

    /** What comes out is what the definition says of the unmixed batch, images and labels alike. */
    @Test
    void imagesAndLabelsAreMixedByTheirDefinition() {
        for (Mixing mixing : mixings()) {
            for (DataFormat format : DataFormat.values()) {
                ImagePipeline pipeline = PIPELINE.dataFormat(format);
                try (ImageDataSetIterator plain = pipeline.trainingFlow(folder);
                        ImageDataSetIterator mixed = pipeline.mix(mixing).trainingFlow(folder)) {
                    for (int position = 0; plain.hasNext(); position += 8) {
                        DataSet before = plain.next();
                        DataSet after = mixed.next();
                        int rows = before.numExamples();
                        List<Mix> mixes = mixing.draw(rows, SHAPE, SampleRandom.of(42, 0, -3, position));
                        for (int row = 0; row < rows; row++) {
                            Mix mix = mixes.isEmpty() ? new Mix.Blend(row, 0) : mixes.get(row);
                            double share = mix.share(SHAPE);
                            assertClose(
                                    after.getLabels().slice(row), mean(before.getLabels(), row, mix.partner(), share));
                            INDArray image = channelsFirst(after.getFeatures().slice(row), format);
                            INDArray own = channelsFirst(before.getFeatures().slice(row), format);
                            INDArray partner =
                                    channelsFirst(before.getFeatures().slice(mix.partner()), format);
                            if (mix instanceof Mix.Paste paste) {
                                assertThat(TestImages.values(image)).containsExactly(pasted(own, partner, paste));
                            } else {
                                assertClose(image, own.mul(1 - share).add(partner.mul(share)));
                            }
                        }
                        assertThat(after.getExampleMetaData()).isEqualTo(before.getExampleMetaData());
                    }
                    assertThat(mixed.hasNext()).isFalse();
                }
            }
        }
    }

    private static INDArray channelsFirst(INDArray image, DataFormat format) {
        return format == DataFormat.NCHW ? image : image.permute(2, 0, 1);
    }

    private static INDArray mean(INDArray rows, int own, int partner, double share) {
        return rows.slice(own).mul(1 - share).add(rows.slice(partner).mul(share));
    }

    private static float[] pasted(INDArray own, INDArray partner, Mix.Paste paste) {
        INDArray result = own.dup('c');
        for (int c = 0; c < SHAPE.channels(); c++) {
            for (int y = 0; y < paste.area().height(); y++) {
                for (int x = 0; x < paste.area().width(); x++) {
                    int[] at = {c, paste.area().top() + y, paste.area().left() + x};
                    result.putScalar(at, partner.getFloat(at));
                }
            }
        }
        return TestImages.values(result);
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-4);
    }

    @Test
    void soDoesAMixingOfAnyMemoryAndAnyNumberOfThreads() {
        for (Mixing mixing : mixings()) {
            ImagePipeline one = PIPELINE.mix(mixing).workers(0);
            ImagePipeline other = PIPELINE.mix(mixing)
                    .workers(3)
                    .prefetch(2)
                    .batchMemory(BatchMemory.recycled(1).withChecks());
            FlowChecks.deliverTheSame(() -> one.trainingFlow(folder), () -> other.trainingFlow(folder));
            FlowChecks.resumesAnywhere(() -> one.trainingFlow(folder));
        }
    }

    @Test
    void evaluationIsNeverMixed() {
        FlowChecks.deliverTheSame(() -> PIPELINE.evaluationFlow(folder), () -> PIPELINE.mix(mixUp(1))
                .evaluationFlow(folder));
    }

    @Test
    void partnersAreOfTheSameBatchSoThatItsSizeBelongsToAState() {
        try (ImageDataSetIterator eight = PIPELINE.mix(mixUp(1)).trainingFlow(folder);
                ImageDataSetIterator nine = PIPELINE.batchSize(9).mix(mixUp(1)).trainingFlow(folder);
                ImageDataSetIterator other = PIPELINE.mix(mixUp(1)).trainingFlow(folder)) {
            assertThat(eight.next()).isNotNull();
            PipelineState between = eight.state();
            assertThatThrownBy(() -> nine.restore(between))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining("batchSize = 8")
                    .hasMessageContaining("batchSize = 9");
            assertThat(eight.next(3)).isNotNull();
            PipelineState within = eight.state();
            assertThatThrownBy(() -> other.restore(within))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("can only go on between two of them, but 11 examples are no whole number of"
                            + " batches of 8");
        }
    }

    @Test
    void weightsAreMixedLikeLabels() {
        ClassWeights weights = ClassWeights.of(folder.classes(), Map.of("class1", 4.0));
        Mixing half = (rows, shape, random) -> IntStream.range(0, rows)
                .<Mix>mapToObj(row -> new Mix.Blend(rows - 1 - row, 0.5))
                .toList();
        try (ImageDataSetIterator flow =
                PIPELINE.classWeights(weights).mix(half).trainingFlow(folder)) {
            flow.forEachRemaining(batch -> {
                for (int row = 0; row < batch.numExamples(); row++) {
                    float ofClass1 = batch.getLabels().getFloat(row, 1);
                    assertThat(batch.getLabelsMaskArray().getFloat(row, 0)).isEqualTo(1 + 3 * ofClass1, within(1e-5f));
                }
            });
        }
    }

    @Test
    void whatCannotBeMixedIsRefusedAtOnce() {
        ImagePipeline mixing = PIPELINE.mix(mixUp(1));
        assertThatThrownBy(() -> mixing.classMode(ClassMode.SPARSE).trainingFlow(folder))
                .hasMessageContaining("labels of classMode SPARSE cannot be mixed, by MixUp[alpha=1.0]");
        assertThatThrownBy(() -> mixing.featureType(DataType.UINT8).trainingFlow(folder))
                .hasMessageContaining("UINT8 cannot be mixed");
        assertThatThrownBy(() -> mixUp(0)).hasMessageContaining("alpha must lie in [0.01, 1000] but was 0.0");
        Mixing twice = (rows, shape, random) -> IntStream.range(0, rows)
                .<Mix>mapToObj(row -> new Mix.Blend(0, 0.5))
                .toList();
        try (ImageDataSetIterator flow = PIPELINE.mix(twice).trainingFlow(folder)) {
            assertThatThrownBy(flow::next)
                    .hasMessageContaining("the partner of exactly one, but its partners are [0, 0");
        }
    }

    /** As the papers have them: weights and areas have the mean of their distribution, nobody is left out. */
    @Test
    void sharesAreDistributedAsTheyShould() {
        double[] means = new double[2];
        int count = 2_000;
        ImageShape large = new ImageShape(200, 300, 3);
        for (int i = 0; i < count; i++) {
            means[0] += mixUp(0.2)
                            .draw(4, large, SampleRandom.of(1, 0, i, 0))
                            .get(0)
                            .share(large)
                    / count;
            means[1] +=
                    cutMix(1).draw(4, large, SampleRandom.of(2, 0, i, 0)).get(0).share(large) / count;
        }
        assertThat(means[0]).isEqualTo(0.5, within(0.04));
        // a square of side s in the unit square, centred anywhere, keeps (s - s * s / 4)^2; s^2 is uniform
        assertThat(means[1]).isEqualTo(1 / 2.0 - 1 / 5.0 + 1 / 48.0, within(0.02));
    }

    @Test
    void aPipelineThatMixesIsWrittenAsJsonAndReadAgain() {
        for (Mixing mixing : mixings()) {
            ImagePipeline pipeline = PIPELINE.mix(mixing);
            if (mixing instanceof Record) {
                ImagePipeline same = ImagePipeline.fromJson(pipeline.toJson());
                FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(folder), () -> same.trainingFlow(folder));
            } else {
                assertThatThrownBy(pipeline::toJson)
                        .hasMessageContaining("the mixing, a function, cannot be written as JSON: make it a record");
            }
        }
    }
}
