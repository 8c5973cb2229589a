package io.github.dl4jimagegen.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** Java's serialisation, which hyperparameter searches and clusters put iterators through. */
@CallerTest
class SerialisationTest {

    private static final ImagePipeline PIPELINE = ColouredImages.PIPELINE.batchSize(3);

    @TempDir
    Path root;

    @SuppressWarnings("unchecked")
    private static <T> T copy(T original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void aCopyGoesOnWhereTheFlowStood() throws Exception {
        GeometricAugmentation turn = (shape, random) -> Warp.rotation(shape, random.nextDouble(-20, 20));
        ImagePipeline pipeline = PIPELINE.augment(turn);
        ImageFolder folder = ColouredImages.folder(root, 7);
        try (ImageDataSetIterator flow = pipeline.trainingFlow(folder.split(0.3).training())) {
            assertThat(TestImages.rest(flow)).hasSize(5);
            flow.reset();
            assertThat(flow.next().numExamples()).isEqualTo(3);
            assertThat(flow.next().numExamples()).isEqualTo(3);
            try (ImageDataSetIterator copy = copy(flow)) {
                assertThat(copy.epoch()).isEqualTo(1);
                assertThat(TestImages.print(TestImages.rest(copy)))
                        .hasSize(3)
                        .isEqualTo(TestImages.print(TestImages.rest(flow)));
                copy.reset();
                flow.reset();
                assertThat(TestImages.print(TestImages.rest(copy)))
                        .hasSize(5)
                        .isEqualTo(TestImages.print(TestImages.rest(flow)));
            }
        }
    }

    @Test
    void aCopyGoesOnAtTheNextExampleWhenABatchWasCut() throws Exception {
        try (ImageDataSetIterator flow = PIPELINE.batchSize(8).evaluationFlow(ColouredImages.folder(root, 7))) {
            assertThat(flow.next(11).numExamples()).isEqualTo(11);
            try (ImageDataSetIterator copy = copy(flow)) {
                List<String> names = copy.sampleNames();
                assertThat(TestImages.names(TestImages.rest(copy))).isEqualTo(names.subList(11, 21));
            }
            assertThat(TestImages.names(TestImages.rest(flow))).hasSize(10);
        }
    }

    @Test
    void aCopyOfAnExhaustedFlowGoesOnWithTheNextEpoch() throws Exception {
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(ColouredImages.folder(root, 7))) {
            assertThat(TestImages.rest(flow)).hasSize(7);
            try (ImageDataSetIterator copy = copy(flow)) {
                copy.reset();
                assertThat(copy.hasNext()).isTrue();
                assertThat(copy.epoch()).isEqualTo(1);
                flow.reset();
                assertThat(TestImages.print(TestImages.rest(copy))).isEqualTo(TestImages.print(TestImages.rest(flow)));
            }
        }
    }

    @Test
    void aCopyKeepsThePreProcessor() throws Exception {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7))) {
            flow.setPreProcessor(new ImagePreProcessingScaler(-1, 1, 1));
            try (ImageDataSetIterator copy = copy(flow)) {
                String expected = TestImages.print(flow.next());
                assertThat(TestImages.print(copy.next())).isEqualTo(expected);
                assertThat(expected).contains("-0.");
            }
        }
    }

    @Test
    void aCopyOfASourceKnowsItsNamesAndClasses() throws Exception {
        ImageFolder folder = ColouredImages.folder(root, 7);
        ImageFolder copy = copy(folder);
        assertThat(copy.classes()).isEqualTo(folder.classes());
        assertThat(copy.size()).isEqualTo(21);
        assertThat(IntStream.range(0, 21).mapToObj(copy::name))
                .containsExactlyElementsOf(
                        IntStream.range(0, 21).mapToObj(folder::name).toList());
        assertThat(copy).hasToString(folder.toString());
    }

    @Test
    void aScoreCalculatorTakesItsIteratorAlong() throws Exception {
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(ColouredImages.folder(root, 7))) {
            DataSetLossCalculator calculator = new DataSetLossCalculator(flow, true);
            DataSetLossCalculator copy = copy(calculator);
            var network = Networks.classifier();
            assertThat(copy.calculateScore(network)).isPositive().isEqualTo(calculator.calculateScore(network));
        }
    }

    @Test
    void iteratorsOverGeneratorsSayThatTheyCannotBeSerialised() {
        var samples = Examples.from(ColouredImages.examples(9)).map(Example::toSample);
        try (GeneratorDataSetIterator generator = ColouredImages.generator(3);
                ImageDataSetIterator flow = PIPELINE.trainingFlow(samples, ClassIndex.numbered(3))) {
            assertThatThrownBy(() -> copy(generator))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("generator");
            assertThatThrownBy(() -> copy(flow))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("generator");
        }
    }
}
