package io.github.dl4jimagegen.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What labels look like, for every class mode. */
@ExtendWith(NoThreadsLeft.class)
class ClassModesTest {

    private static final int IMAGES = 7;
    private static final ClassIndex THREE = ClassIndex.of("ant", "bee", "cat");
    private static final ClassIndex TWO = ClassIndex.of("no", "yes");
    private static final GeometricAugmentation FLIP = (shape, random) -> Warp.flipHorizontal(shape);

    /** A class mode, targets for it, and the row that each must become. */
    @SuppressWarnings("ArrayRecordComponent") // it is never compared
    private record Case(ClassMode mode, ClassIndex classes, List<Target> targets, List<float[]> rows, long... shape) {

        ImageSource source() {
            return ImageArrays.of(images()).targets(classes, targets);
        }
    }

    private static List<Image> images() {
        return IntStream.range(0, IMAGES)
                .mapToObj(i -> TestImages.image(4, 5, 3, i))
                .toList();
    }

    private static List<Case> cases() {
        List<Target> ofThree = new ArrayList<>();
        List<Target> ofTwo = new ArrayList<>();
        List<Target> several = new ArrayList<>();
        List<Target> numbers = new ArrayList<>();
        List<float[]> oneHot = new ArrayList<>();
        List<float[]> sparse = new ArrayList<>();
        List<float[]> binary = new ArrayList<>();
        List<float[]> multiHot = new ArrayList<>();
        List<float[]> raw = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            int bits = i;
            ofThree.add(Target.ofClass(i % 3));
            ofTwo.add(Target.ofClass(i % 2));
            several.add(Target.ofClasses(IntStream.range(0, 3)
                    .filter(c -> (bits >> c & 1) == 1)
                    .boxed()
                    .toList()));
            numbers.add(Target.ofValues(i, -0.5f * i, 1e6f, i * i));
            float[] hot = new float[3];
            hot[i % 3] = 1;
            oneHot.add(hot);
            sparse.add(new float[] {i % 3});
            binary.add(new float[] {i % 2});
            multiHot.add(new float[] {i & 1, i >> 1 & 1, i >> 2 & 1});
            raw.add(new float[] {i, -0.5f * i, 1e6f, i * i});
        }
        return List.of(
                new Case(ClassMode.CATEGORICAL, THREE, ofThree, oneHot, 3),
                new Case(ClassMode.SPARSE, THREE, ofThree, sparse, 1),
                new Case(ClassMode.BINARY, TWO, ofTwo, binary, 1),
                new Case(ClassMode.MULTI_LABEL, THREE, several, multiHot, 3),
                new Case(ClassMode.MULTI_LABEL, THREE, ofThree, oneHot, 3),
                new Case(ClassMode.RAW, ClassIndex.none(), numbers, raw, 4),
                new Case(ClassMode.raw(4), ClassIndex.none(), numbers, raw, 4),
                new Case(ClassMode.raw(2, 1, 2), THREE, numbers, raw, 2, 1, 2));
    }

    @Test
    void labelsAreThoseOfTheirImagesInEveryFormatAndFlow() {
        for (Case each : cases()) {
            for (DataFormat format : DataFormat.values()) {
                for (DataType type : List.of(DataType.FLOAT, DataType.UINT8)) {
                    ImagePipeline pipeline = ImagePipeline.targetSize(3, 3)
                            .batchSize(3)
                            .classMode(each.mode)
                            .dataFormat(format)
                            .featureType(type)
                            .augment(FLIP);
                    try (ImageDataSetIterator training = pipeline.trainingFlow(each.source());
                            ImageDataSetIterator evaluation = pipeline.evaluationFlow(each.source())) {
                        check(each, training);
                        check(each, evaluation);
                    }
                }
            }
        }
    }

    private static void check(Case each, ImageDataSetIterator flow) {
        assertThat(flow.totalOutcomes()).isEqualTo(each.rows.get(0).length);
        int seen = 0;
        while (flow.hasNext()) {
            DataSet batch = flow.next();
            List<?> names = batch.getExampleMetaData();
            long[] shape = batch.getLabels().shape();
            assertThat(batch.getLabels().dataType()).isEqualTo(DataType.FLOAT);
            assertThat(shape[0]).isEqualTo(names.size());
            assertThat(Arrays.copyOfRange(shape, 1, shape.length)).isEqualTo(each.shape);
            assertThat(batch.getLabelsMaskArray()).isNull();
            assertThat(batch.getFeaturesMaskArray()).isNull();
            for (int row = 0; row < names.size(); row++) {
                int image = Integer.parseInt(names.get(row).toString().substring("image ".length()));
                assertThat(TestImages.values(batch.getLabels().slice(row)))
                        .as("%s of image %d", each.mode, image)
                        .isEqualTo(each.rows.get(image));
                seen++;
            }
        }
        assertThat(seen).isEqualTo(IMAGES);
    }

    @Test
    void numbersWithoutAClassModeAreToldOfRaw() {
        ImageSource numbers = ImageArrays.of(images())
                .targets(
                        ClassIndex.none(),
                        images().stream().map(i -> Target.ofValues(1, 2)).toList());
        assertThatThrownBy(() -> ImagePipeline.targetSize(3, 3).trainingFlow(numbers))
                .hasMessageContaining("classMode CATEGORICAL needs classes but the images have none: use RAW");
    }

    @Test
    void aGeneratorsLabelsAreTheSame() {
        for (Case each : cases()) {
            if (each.mode.equals(ClassMode.RAW)) {
                continue; // how many numbers there are is not known of a generator
            }
            Examples<Sample> samples = Examples.from(IntStream.range(0, IMAGES)
                    .mapToObj(i -> Sample.of(images().get(i), each.targets.get(i)))
                    .toList());
            try (ImageDataSetIterator flow = ImagePipeline.targetSize(3, 3)
                    .batchSize(IMAGES)
                    .classMode(each.mode)
                    .trainingFlow(samples, each.classes)) {
                DataSet batch = flow.next();
                for (int row = 0; row < IMAGES; row++) {
                    assertThat(TestImages.values(batch.getLabels().slice(row))).isEqualTo(each.rows.get(row));
                }
                assertThat(batch.getLabelsMaskArray()).isNull();
            }
        }
    }

    @Test
    void anAutoencoderIsToLearnTheImageThatItGets() {
        for (DataFormat format : DataFormat.values()) {
            for (DataType type : List.of(DataType.FLOAT, DataType.UINT8)) {
                ImagePipeline pipeline = ImagePipeline.targetSize(3, 3)
                        .batchSize(3)
                        .classMode(ClassMode.INPUT)
                        .dataFormat(format)
                        .featureType(type)
                        .rescale(type == DataType.FLOAT ? 1 / 255.0 : 1);
                ImageSource images = ImageArrays.of(images());
                try (ImageDataSetIterator plain = pipeline.trainingFlow(images);
                        ImageDataSetIterator augmented = pipeline.augment(FLIP).trainingFlow(images)) {
                    while (plain.hasNext()) {
                        DataSet batch = augmented.next();
                        assertThat(batch.getLabels().dataType()).isEqualTo(DataType.FLOAT);
                        assertThat(batch.getLabels())
                                .isEqualTo(batch.getFeatures().castTo(DataType.FLOAT));
                        assertThat(batch.getLabels()).isNotEqualTo(plain.next().getLabels()); // it is the flipped one
                        assertThat(batch.getLabels()).isNotSameAs(batch.getFeatures());
                        batch.getFeatures().assign(0);
                        assertThat(batch.getLabels().sumNumber().doubleValue()).isPositive();
                    }
                }
            }
        }
    }

    @Test
    void labelsAreSmoothedInTrainingOnly() {
        float s = 0.3f;
        for (Case each : cases()) {
            ImagePipeline pipeline = ImagePipeline.targetSize(3, 3)
                    .batchSize(IMAGES)
                    .classMode(each.mode)
                    .labelSmoothing(s);
            if (each.mode.toString().startsWith("RAW") || each.mode.equals(ClassMode.SPARSE)) {
                assertThatThrownBy(() -> pipeline.trainingFlow(each.source()))
                        .hasMessageContaining("cannot be smoothed, by 0.3");
                continue;
            }
            try (ImageDataSetIterator training = pipeline.trainingFlow(each.source());
                    ImageDataSetIterator evaluation = pipeline.evaluationFlow(each.source())) {
                check(each, evaluation);
                DataSet batch = training.next();
                for (int row = 0; row < IMAGES; row++) {
                    int image = Integer.parseInt(
                            batch.getExampleMetaData().get(row).toString().substring("image ".length()));
                    float[] hard = each.rows.get(image);
                    float[] soft = TestImages.values(batch.getLabels().slice(row));
                    int shares = each.mode.equals(ClassMode.CATEGORICAL) ? 3 : 2;
                    for (int c = 0; c < hard.length; c++) {
                        assertThat(soft[c]).isEqualTo(hard[c] * (1 - s) + s / shares, within(1e-6f));
                    }
                }
            }
        }
        assertThatThrownBy(() -> ImagePipeline.targetSize(3, 3).labelSmoothing(1))
                .hasMessage("labelSmoothing must lie in [0, 1) but was 1.0");
    }

    @Test
    void severalOutputsHaveAnArrayEach() {
        List<Target> targets = IntStream.range(0, IMAGES)
                .mapToObj(i -> Target.ofSeveral(List.of(
                        Target.ofClass(i % 3), Target.ofValues(i, 2 * i), Target.ofClass(i % 3), Target.none())))
                .toList();
        ImageSource source = ImageArrays.of(images()).targets(THREE, targets);
        ClassMode mode = ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.RAW, ClassMode.SPARSE, ClassMode.INPUT);
        ImagePipeline pipeline =
                ImagePipeline.targetSize(3, 3).batchSize(IMAGES).classMode(mode);
        try (ImageMultiDataSetIterator flow = pipeline.labelSmoothing(0.3).trainingMultiFlow(source)) {
            MultiDataSet batch = flow.next();
            assertThat(batch.getLabels()).hasSize(4);
            assertThat(batch.getLabels(3)).isEqualTo(batch.getFeatures(0));
            for (int row = 0; row < IMAGES; row++) {
                int image = Integer.parseInt(
                        batch.getExampleMetaData().get(row).toString().substring("image ".length()));
                assertThat(batch.getLabels(0).getFloat(row, image % 3)).isEqualTo(0.8f);
                assertThat(TestImages.values(batch.getLabels(1).slice(row))).containsExactly(image, 2 * image);
                assertThat(batch.getLabels(2).getFloat(row, 0)).isEqualTo(image % 3);
            }
        }
        assertThatThrownBy(() -> pipeline.trainingFlow(source))
                .hasMessageContaining("has 4 outputs, which a DataSet cannot hold: use trainingMultiFlow");
        assertThatThrownBy(() -> pipeline.classMode(ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.RAW))
                        .trainingMultiFlow(source))
                .hasMessageContaining("needs 2 targets but got");
        assertThatThrownBy(() -> pipeline.classMode(ClassMode.multiOutput(
                                ClassMode.SPARSE, ClassMode.RAW, ClassMode.SPARSE, ClassMode.INPUT))
                        .labelSmoothing(0.1)
                        .trainingMultiFlow(source))
                .hasMessageContaining("cannot be smoothed");
        assertThatThrownBy(() -> ClassMode.multiOutput()).hasMessageContaining("need one class mode each");
        assertThatThrownBy(() -> ClassMode.multiOutput(ClassMode.NONE)).hasMessageContaining("none of them NONE");
        assertThatThrownBy(() -> ClassMode.multiOutput(mode)).hasMessageContaining("none of them NONE or several");
        assertThatThrownBy(() -> ClassMode.raw()).hasMessageContaining("one or more positive dimensions");
        assertThatThrownBy(() -> ClassMode.raw(0)).hasMessageContaining("one or more positive dimensions but got [0]");
    }

    @Test
    void outputsMayCountClassesOfTheirOwn() {
        ImageArrays source = ImageArrays.of(images())
                .labels(THREE, 0, 1, 2, 0, 1, 2, 0)
                .labels(TWO, 0, 1, 0, 1, 0, 1, 0)
                .values(Nd4j.arange(IMAGES));
        ClassMode mode = ClassMode.multiOutput(ClassMode.CATEGORICAL, ClassMode.BINARY, ClassMode.RAW);
        try (ImageMultiDataSetIterator flow =
                ImagePipeline.targetSize(3, 3).classMode(mode).evaluationMultiFlow(source)) {
            assertThat(flow.classes()).isEqualTo(ClassIndex.none());
            assertThat(flow.classes(0)).isEqualTo(THREE);
            assertThat(flow.classes(1)).isEqualTo(TWO);
            assertThat(flow.classes(2)).isEqualTo(ClassIndex.none());
            MultiDataSet batch = flow.next();
            assertThat(batch.getLabels(0).shape()).containsExactly(IMAGES, 3);
            assertThat(TestImages.values(batch.getLabels(1))).containsExactly(0, 1, 0, 1, 0, 1, 0);
            assertThat(TestImages.values(batch.getLabels(2))).containsExactly(0, 1, 2, 3, 4, 5, 6);
        }
        assertThatThrownBy(() -> ImagePipeline.targetSize(3, 3)
                        .classMode(ClassMode.multiOutput(ClassMode.BINARY, ClassMode.BINARY, ClassMode.RAW))
                        .evaluationMultiFlow(source))
                .hasMessageContaining("BINARY needs exactly 2 classes but there are 3");
    }

    @Test
    void oneOutputAsSeveralIsADataSetToo() {
        ImageSource source = ImageArrays.of(images())
                .targets(
                        THREE,
                        IntStream.range(0, IMAGES)
                                .mapToObj(i -> Target.ofSeveral(List.of(Target.ofClass(i % 3))))
                                .toList());
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(3, 3)
                .classMode(ClassMode.multiOutput(ClassMode.CATEGORICAL))
                .evaluationFlow(source)) {
            INDArray labels = flow.next().getLabels();
            assertThat(labels.getFloat(4, 1)).isEqualTo(1);
        }
    }

    /** A source of one's own, one of whose images is of a class that there is not. */
    private record Careless(ImageSource images, int wrong) implements ImageSource {

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public int sourceIndex(int index) {
            return index;
        }

        @Override
        public ClassIndex classes() {
            return images.classes();
        }

        @Override
        public String name(int index) {
            return images.name(index);
        }

        @Override
        public int label(int index) {
            return index == wrong ? classes().size() : images.label(index);
        }

        @Override
        public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
            return images.read(index, buffers);
        }
    }

    @Test
    void aTargetThatDiffersFromTheFirstFailsWithItsImage() {
        ImageSource images = ImageArrays.of(images()).labels(THREE, 0, 1, 2, 0, 1, 2, 0);
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(3, 3).batchSize(4).evaluationFlow(new Careless(images, 5))) {
            assertThat(flow.next()).isNotNull();
            assertThatThrownBy(flow::next)
                    .hasMessageContaining("the class is 3 but there are 3 classes, 0 to 2")
                    .hasMessageContaining("image 5");
        }
    }
}
