package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.Prediction;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.TableColumns;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Flows of a generator that is told nothing of Keras's ways. */
class GeneratorFlowsTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    private static ImageDataGeneratorBuilder augmenting() {
        return ImageDataGenerator.builder()
                .rescale(1 / 255.0)
                .validationSplit(0.25)
                .rotationRange(40)
                .channelShiftRange(30);
    }

    private FlowFromDirectory flow(ImageDataGenerator generator) {
        Path images = folder.resolve("images");
        if (!Files.exists(images)) {
            Path unused = TestImages.folder(images, 3, 8);
        }
        return generator.flowFromDirectory(images).targetSize(10, 11).batchSize(5);
    }

    private static List<String> epochs(KerasIterator iterator, int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.addAll(TestImages.print(TestImages.rest(iterator)));
            iterator.reset();
        }
        return all;
    }

    @Test
    void aTrainingFlowIsAnAugmentingPipelineOverTheTrainingImages() {
        ImageDataGenerator generator = augmenting().build();
        try (KerasIterator iterator =
                flow(generator).subset(Subset.TRAINING).seed(5).build()) {
            Split split = ImageFolder.of(folder.resolve("images")).split(0.25);
            try (ImageDataSetIterator expected = ImagePipeline.targetSize(10, 11)
                    .rescale(1 / 255.0)
                    .batchSize(5)
                    .seed(5)
                    .augment(generator.augmentation())
                    .trainingFlow(split.training())) {
                assertThat(TestImages.print(TestImages.rest(iterator)))
                        .isEqualTo(TestImages.print(TestImages.rest(expected)));
            }
        }
    }

    @Test
    void validationIsNeverAugmentedNorShuffledWhereasKerasDoesBoth() {
        ImageDataGenerator generator = augmenting().build();
        ImageDataGenerator rescaling = ImageDataGenerator.builder()
                .rescale(1 / 255.0)
                .validationSplit(0.25)
                .build();
        try (KerasIterator validation =
                        flow(generator).subset(Subset.VALIDATION).build();
                KerasIterator plain = flow(rescaling).subset(Subset.VALIDATION).build();
                KerasIterator keras = flow(augmenting()
                                .compatibility(Compatibility.KERAS_3)
                                .build())
                        .interpolation(PillowFilter.BILINEAR)
                        .subset(Subset.VALIDATION)
                        .build();
                KerasIterator kerasPlain = flow(ImageDataGenerator.builder()
                                .rescale(1 / 255.0)
                                .validationSplit(0.25)
                                .compatibility(Compatibility.KERAS_3)
                                .build())
                        .interpolation(PillowFilter.BILINEAR)
                        .subset(Subset.VALIDATION)
                        .build()) {
            List<String> twice = epochs(validation, 2);
            assertThat(twice.subList(0, 2)).isEqualTo(twice.subList(2, 4)).isEqualTo(epochs(plain, 1));
            assertThat(validation.fileNames())
                    .containsExactly(
                            "class0/image000.png",
                            "class0/image001.jpg",
                            "class1/image000.png",
                            "class1/image001.jpg",
                            "class2/image000.png",
                            "class2/image001.jpg");
            validation.reset();
            assertThat(TestImages.names(TestImages.rest(validation))).isEqualTo(validation.fileNames());

            List<DataSet> batches = TestImages.rest(keras);
            assertThat(TestImages.names(batches))
                    .containsExactlyInAnyOrderElementsOf(validation.fileNames())
                    .isNotEqualTo(validation.fileNames());
            assertThat(TestImages.print(batches)).isNotEqualTo(epochs(kerasPlain, 1));
        }
        assertThatThrownBy(() ->
                        flow(generator).subset(Subset.VALIDATION).shuffle(true).build())
                .hasMessage("validation images are never shuffled: leave shuffle out");
    }

    @Test
    void anIteratorKnowsWhatKerasIteratorsKnow() {
        try (KerasIterator iterator =
                flow(augmenting().build()).subset(Subset.TRAINING).build()) {
            assertThat(iterator.classIndices()).isEqualTo(Map.of("class0", 0, "class1", 1, "class2", 2));
            assertThat(iterator.getLabels()).containsExactly("class0", "class1", "class2");
            assertThat(iterator.classes()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
            assertThat(iterator.fileNames()).hasSize(18).startsWith("class0/image002.png");
            assertThat(iterator.samples()).isEqualTo(18);
            assertThat(iterator.numClasses()).isEqualTo(3);
            assertThat(iterator.batchSize()).isEqualTo(5).isEqualTo(iterator.batch());
            assertThat(iterator.length()).isEqualTo(4);
            assertThat(iterator.totalOutcomes()).isEqualTo(3);
            assertThat(iterator.inputColumns()).isEqualTo(10 * 11 * 3);
            assertThat(iterator.resetSupported()).isTrue();
            assertThat(iterator.asyncSupported()).isFalse();
            assertThat(iterator.next().getFeatures().shape()).containsExactly(5, 3, 10, 11);
        }
    }

    @Test
    void dataFormatTypeColoursSizeAndClassesAreAsSet() {
        ImageDataGenerator generator = ImageDataGenerator.builder()
                .dataFormat(DataFormat.NHWC)
                .dtype(DataType.UINT8)
                .build();
        try (KerasIterator iterator = flow(generator)
                .colorMode(ColorMode.GRAYSCALE)
                .classes("class2", "class0")
                .classMode(ClassMode.BINARY)
                .keepAspectRatio(true)
                .interpolation(PillowFilter.LANCZOS)
                .shuffle(false)
                .build()) {
            DataSet batch = iterator.next();
            assertThat(batch.getFeatures().shape()).containsExactly(5, 10, 11, 1);
            assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.UINT8);
            assertThat(iterator.classIndices()).isEqualTo(Map.of("class2", 0, "class0", 1));
            assertThat(TestImages.values(batch.getLabels())).containsOnly(0);
            try (ImageDataSetIterator expected = ImagePipeline.targetSize(10, 11)
                    .colorMode(ColorMode.GRAYSCALE)
                    .resize(Resizing.cropToAspectRatio().pillow(PillowFilter.LANCZOS))
                    .batchSize(5)
                    .evaluationFlow(ImageFolder.of(folder.resolve("images")).classes(ClassIndex.of("class2")))) {
                assertThat(TestImages.values(batch.getFeatures()))
                        .isEqualTo(TestImages.values(expected.next().getFeatures()));
            }
        }
        assertThatThrownBy(() -> ImageDataGenerator.builder().dtype(DataType.DOUBLE))
                .hasMessage("dtype must be FLOAT or UINT8 but was DOUBLE");
        ImageDataGeneratorBuilder rescaled =
                ImageDataGenerator.builder().dtype(DataType.UINT8).rescale(1 / 255.0);
        assertThatThrownBy(rescaled::build).hasMessageContaining("leave rescale and normalisation out");
        ImageDataGeneratorBuilder centred =
                ImageDataGenerator.builder().featurewiseCenter(true).dtype(DataType.UINT8);
        assertThatThrownBy(centred::build).hasMessageContaining("dtype UINT8 holds the values 0 to 255");
    }

    @Test
    void preprocessingIsDoneToValidationImagesAndSingleOnesToo() {
        ImageDataGenerator generator = augmenting()
                .preprocessingFunction(image -> image.map(value -> value / 2 - 64))
                .build();
        ImageDataGenerator plain =
                ImageDataGenerator.builder().validationSplit(0.25).build();
        try (KerasIterator validation =
                        flow(generator).subset(Subset.VALIDATION).build();
                KerasIterator unchanged = flow(plain).subset(Subset.VALIDATION).build()) {
            INDArray expected = unchanged.next().getFeatures().div(2).sub(64).div(255);
            assertThat(TestImages.values(validation.next().getFeatures()))
                    .containsExactly(TestImages.values(expected), within(1e-6f));
        }
    }

    @Test
    void aFlowWithoutLabelsIsForPrediction() {
        ImageDataGenerator generator = augmenting().build();
        try (KerasIterator validation = flow(generator)
                .subset(Subset.VALIDATION)
                .classMode(ClassMode.NONE)
                .build()) {
            assertThat(TestImages.names(TestImages.rest(validation))).isEqualTo(validation.fileNames());
        }
        assertThatThrownBy(() -> flow(generator).classMode(ClassMode.NONE).build())
                .hasMessageContaining("leave shuffle out, and use a generator without random transforms");
        assertThatThrownBy(() -> flow(generator)
                        .subset(Subset.VALIDATION)
                        .classMode(ClassMode.NONE)
                        .shuffle(true)
                        .build())
                .hasMessageContaining("neither shuffled nor augmented");
    }

    @ParameterizedTest
    @EnumSource(value = Compatibility.class, mode = EnumSource.Mode.EXCLUDE, names = "AS_DOCUMENTED")
    void whatKerasWouldShuffleOrAugmentIsNotForPrediction(Compatibility compatibility) {
        ImageDataGenerator augmenting =
                augmenting().compatibility(compatibility).build();
        for (Subset subset : Subset.values()) {
            assertThatThrownBy(() -> flow(augmenting)
                            .subset(subset)
                            .classMode(ClassMode.NONE)
                            .shuffle(false)
                            .build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("use a generator without random transforms");
        }
        ImageDataGenerator plain =
                ImageDataGenerator.builder().compatibility(compatibility).build();
        assertThatThrownBy(() -> flow(plain).classMode(ClassMode.NONE).build())
                .hasMessageContaining("set shuffle(false), without which Keras shuffles")
                .hasMessageContaining("set classMode INPUT");
        try (KerasIterator input = flow(augmenting).classMode(ClassMode.INPUT).build()) {
            List<DataSet> batches = TestImages.rest(input);
            assertThat(TestImages.names(batches))
                    .containsExactlyInAnyOrderElementsOf(input.fileNames())
                    .isNotEqualTo(input.fileNames());
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfOutputsAreTheImagesInTheOrderOfTheirNames(Compatibility compatibility) {
        MultiLayerNetwork network = network();
        try (KerasIterator images = flow(ImageDataGenerator.builder()
                        .rescale(1 / 255.0)
                        .compatibility(compatibility)
                        .build())
                .classMode(ClassMode.NONE)
                .shuffle(false)
                .build()) {
            DataSet batch = images.next();
            assertThat(batch.getLabels()).isNull();
            assertThat(batch.getLabelsMaskArray()).isNull();
            images.reset();
            for (int epoch = 0; epoch < 2; epoch++) {
                INDArray outputs = network.output(images);
                images.reset();
                List<Prediction> predictions =
                        Predictions.of(images.flow(), ClassIndex.of("class0", "class1", "class2"), network::output);
                images.reset();
                assertThat(outputs.shape()).containsExactly(24, 3);
                assertThat(predictions.stream().map(Prediction::name)).isEqualTo(images.fileNames());
                for (int row = 0; row < 24; row++) {
                    assertThat(predictions.get(row).probability())
                            .isEqualTo(outputs.getRow(row).maxNumber().doubleValue());
                }
            }
        }
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(10, 11, 3))
                .build());
        network.init();
        return network;
    }

    @Test
    void aFlowLeadsToThePredictionOfEachImage() {
        MultiLayerNetwork network = network();
        ImageDataGenerator generator = augmenting().build();
        try (KerasIterator validation =
                flow(generator).subset(Subset.VALIDATION).build()) {
            assertThat(validation.classIndex()).isEqualTo(ClassIndex.of("class0", "class1", "class2"));
            assertThat(validation.classIndex().indices()).isEqualTo(validation.classIndices());
            List<Prediction> predictions = Predictions.of(validation.flow(), network::output);
            assertThat(predictions.stream().map(Prediction::name)).isEqualTo(validation.fileNames());
            assertThat(predictions.stream().map(Prediction::actual))
                    .containsExactly("class0", "class0", "class1", "class1", "class2", "class2");
            assertThat(validation.hasNext()).isFalse();
            validation.reset();
            assertThat(validation.flow().epoch()).isEqualTo(validation.epoch()).isEqualTo(1);
        }
    }

    @Test
    void withoutAShareForValidationThereIsNoValidation() {
        ImageDataGenerator generator = ImageDataGenerator.builder().build();
        assertThatThrownBy(() -> flow(generator).subset(Subset.VALIDATION).build())
                .hasMessage(
                        "there are no images for validation: set validationSplit, for instance validationSplit(0.2)");
        try (KerasIterator all = flow(generator).subset(Subset.TRAINING).build()) {
            assertThat(all.samples()).isEqualTo(24);
        }
    }

    @Test
    void onlyKerasModesCareHowAnIteratorIsGoneThrough() {
        assertThatThrownBy(() -> flow(augmenting().build()).traversal(Traversal.NEXT))
                .hasMessageEndingWith("leave traversal out");
    }

    private static ImageArrays arrays(int n, int... labels) {
        INDArray images = Nd4j.arange(n * 3 * 4 * 5).reshape(n, 4, 5, 3);
        return ImageArrays.of(images, DataFormat.NHWC).labels(ClassIndex.numbered(3), labels);
    }

    @Test
    void arraysHaveTheirOwnSizeLabelsAndWeights() {
        ImageArrays images = arrays(4, 0, 1, 2, 1);
        ImageDataGenerator generator = ImageDataGenerator.builder().build();
        try (KerasIterator iterator = generator.flow(images).shuffle(false).build()) {
            DataSet batch = iterator.next();
            assertThat(batch.getFeatures().shape()).containsExactly(4, 3, 4, 5);
            assertThat(batch.getLabels().shape()).containsExactly(4, 3);
            assertThat(batch.getLabelsMaskArray()).isNull();
        }
        try (KerasIterator iterator =
                generator.flow(images.weights(1, 2, 3, 4)).shuffle(false).build()) {
            assertThat(iterator.next().getLabelsMaskArray().toFloatVector()).containsExactly(1, 2, 3, 4);
        }
        INDArray numbers = Nd4j.createFromArray(new float[][] {{1}, {2}});
        ImageArrays two = ImageArrays.of(Nd4j.ones(2, 3, 3, 1), DataFormat.NHWC);
        try (KerasIterator iterator =
                generator.flow(two.values(numbers)).shuffle(false).build()) {
            assertThat(iterator.next().getLabels()).isEqualTo(numbers);
        }
        try (KerasIterator iterator = generator.flow(two).build()) {
            assertThat(iterator.next().getLabels()).isNull();
        }
        try (ImageMultiDataSetIterator iterator = generator
                .flow(two.values(numbers).input(numbers))
                .shuffle(false)
                .buildMulti()) {
            assertThat(iterator.next().getFeatures(1)).isEqualTo(numbers);
        }
        assertThatThrownBy(() -> generator
                        .flow(ImageArrays.of(List.of(TestImages.image(3, 3, 3, 0), TestImages.image(3, 4, 3, 0))))
                        .build())
                .hasMessageStartingWith("all images must have one shape");
        assertThatThrownBy(() -> generator
                        .flow(ImageArrays.of(Nd4j.ones(2, 9, 7, 5), DataFormat.NHWC))
                        .build())
                .hasMessage("images must have 1, 3 or 4 channels, for grey, RGB or RGBA, but have 5");
    }

    @Test
    void arraysOfTheOtherDataFormatAreRefusedWithTheCure() {
        INDArray labels = Nd4j.ones(2, 1);
        ImageDataGenerator usual = ImageDataGenerator.builder().build();
        assertThatThrownBy(() -> usual.flow(Nd4j.ones(2, 9, 7, 3), labels).build())
                .hasMessage("images must have 1, 3 or 4 channels, for grey, RGB or RGBA, but have 9: is the last"
                        + " dimension, of 3, that of the channels? Then set dataFormat(DataFormat.NHWC)");
        ImageDataGenerator channelsLast =
                ImageDataGenerator.builder().dataFormat(DataFormat.NHWC).build();
        assertThatThrownBy(
                        () -> channelsLast.flow(Nd4j.ones(2, 1, 9, 7), labels).build())
                .hasMessage("images must have 1, 3 or 4 channels, for grey, RGB or RGBA, but have 7: is the second"
                        + " dimension, of 1, that of the channels? Then set dataFormat(DataFormat.NCHW)");
    }

    @Test
    void imagesInMemoryKeepTheirSizeInAFlowFromAnySourceAsInAFit() {
        ImageArrays arrays = ImageArrays.of(Nd4j.rand(6, 1, 4, 3).mul(255), DataFormat.NCHW)
                .labels(ClassIndex.numbered(2), 0, 1, 0, 1, 0, 1);
        Split split = arrays.split(0.34);
        ImageDataGenerator fitted =
                ImageDataGenerator.builder().zcaWhitening(true).build().fit(split.training());
        try (KerasIterator training = fitted.flowFromSource(split.training()).build();
                KerasIterator larger = ImageDataGenerator.builder()
                        .build()
                        .flowFromSource(arrays)
                        .targetSize(8, 6)
                        .colorMode(ColorMode.RGB)
                        .build()) {
            assertThat(training.next().getFeatures().shape()).containsExactly(4, 1, 4, 3);
            assertThat(larger.next().getFeatures().shape()).containsExactly(6, 3, 8, 6);
        }
    }

    @Test
    void aSplitInOrderThatTearsClassesApartIsWarnedOf() {
        ImageArrays sorted = ImageArrays.of(Nd4j.ones(4, 1, 5, 5), DataFormat.NCHW)
                .labels(ClassIndex.of("cat", "dog", "eel"), 0, 0, 1, 1);
        ImageDataGenerator half =
                ImageDataGenerator.builder().validationSplit(0.5).build();
        for (Subset subset : Subset.values()) {
            assertThat(logged(() ->
                            half.flowFromSource(sorted).subset(subset).build().close()))
                    .contains("for training 2: cat 0, dog 2, eel 0")
                    .contains("for validation 2: cat 2, dog 0, eel 0")
                    .contains("Splitter.stratified(42)");
        }
        assertThat(logged(() -> half.flowFromSource(sorted.view(0, 2, 1, 3))
                        .subset(Subset.TRAINING)
                        .build()
                        .close()))
                .doesNotContain("Splitter");
        assertThat(logged(() -> half.flowFromSource(sorted).build().close())).doesNotContain("Splitter");
    }

    @Test
    void labelsOfArraysAreHandedOnAsTheyAre() {
        INDArray images = Nd4j.rand(4, 3, 6, 5).mul(255);
        INDArray labels = Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}, {0.5f, 0.5f}, {0, 1}});
        ImageDataGenerator generator =
                ImageDataGenerator.builder().rescale(1 / 255.0).build();
        try (KerasIterator iterator =
                generator.flow(images, labels).shuffle(false).build()) {
            DataSet batch = iterator.next();
            assertThat(batch.getLabels()).isEqualTo(labels);
            assertThat(TestImages.values(batch.getFeatures()))
                    .containsExactly(TestImages.values(images.div(255)), within(1e-6f));
        }
    }

    @Test
    void anOptionRefusesAtOnceWhatCannotBe() {
        ImageDataGenerator generator = augmenting().build();
        assertThatThrownBy(() -> flow(generator).batchSize(0)).hasMessage("batchSize must be positive but was 0");
        assertThatThrownBy(() -> flow(generator).workers(-7)).hasMessageContaining("-7");
        assertThatThrownBy(() -> flow(generator).targetSize(0, 5))
                .hasMessage("targetSize must be positive but was 0 x 5 (height x width)");
    }

    @Test
    void aShearRangeInRadiansIsWarnedOf() {
        assertThat(logged(() -> assertThat(augmenting().shearRange(0.2)).isNotNull()))
                .contains("shearRange(0.2) is less than one degree")
                .contains("0.2 radians are 11 degrees");
        assertThat(logged(() ->
                        assertThat(augmenting().shearRange(0).shearRange(20)).isNotNull()))
                .doesNotContain("shearRange");
    }

    private static String logged(Runnable action) {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Test
    void kerasModesWarnWhenTheyAugmentValidationImages() {
        String logged = logged(() -> {
            for (Compatibility compatibility : Compatibility.values()) {
                flow(augmenting().compatibility(compatibility).build())
                        .subset(Subset.VALIDATION)
                        .build()
                        .close();
            }
        });
        assertThat(logged)
                .contains("The mode KERAS_3 augments validation images too, as Keras does")
                .contains("The mode KERAS_PREPROCESSING_1_1 augments validation images too")
                .doesNotContain("AS_DOCUMENTED augments");
    }

    @Test
    void arraysAreSplitInOrderAndBothSidesMustHaveAllClasses() {
        ImageDataGenerator generator =
                ImageDataGenerator.builder().validationSplit(0.5).build();
        try (KerasIterator training = generator
                .flow(arrays(4, 0, 1, 1, 0))
                .subset(Subset.TRAINING)
                .shuffle(false)
                .build()) {
            assertThat(training.fileNames()).containsExactly("image 2", "image 3");
        }
        FlowFromArrays sorted = generator.flow(arrays(4, 0, 0, 1, 1)).subset(Subset.TRAINING);
        assertThatThrownBy(sorted::build)
                .hasMessage("the training images are of the classes [1] and the validation images, which are the first"
                        + " of all, of [0]: shuffle the arrays, or set ignoreClassSplit(true)");
        sorted.ignoreClassSplit(true).build().close();
        assertThatThrownBy(() -> ImageDataGenerator.builder()
                        .validationSplit(0.1)
                        .build()
                        .flow(arrays(4, 0, 1, 1, 0))
                        .subset(Subset.VALIDATION)
                        .build())
                .hasMessageContaining("a validationSplit of 0.1 leaves no image of the 4");
    }

    @Test
    void tablesAreSplitInOrder() throws IOException {
        Path images = TestImages.folder(folder.resolve("images"), 2, 4);
        Path csv = Files.writeString(images.resolve("list.csv"), """
                filename,class,age
                class1/image000.png,old,9
                class0/image000.png,young,1
                class0/image001.jpg,young,2
                class1/image001.jpg,old,8
                """);
        ImageDataGenerator generator =
                ImageDataGenerator.builder().validationSplit(0.25).build();
        try (KerasIterator training = generator
                .flowFromTable(csv)
                .targetSize(5, 5)
                .subset(Subset.TRAINING)
                .build()) {
            assertThat(training.fileNames())
                    .containsExactly("class0/image000.png", "class0/image001.jpg", "class1/image001.jpg");
            assertThat(training.classIndices()).isEqualTo(Map.of("old", 0, "young", 1));
            assertThat(training.next().getLabels().shape()).containsExactly(3, 2);
        }
        ImageTable ages = ImageTable.of(csv, TableColumns.image("filename").valueColumns("age"));
        try (KerasIterator validation = generator
                .flowFromTable(ages)
                .targetSize(5, 5)
                .classMode(ClassMode.RAW)
                .subset(Subset.VALIDATION)
                .build()) {
            assertThat(validation.next().getLabels().toFloatVector()).containsExactly(9);
        }
    }

    @Test
    void fitFindsTheStatisticsOfFilesAsTheyWillBeNormalised() {
        ImageDataGenerator generator = augmenting()
                .preprocessingFunction(image -> image.map(value -> value / 2))
                .featurewiseStdNormalization(true)
                .build();
        assertThatThrownBy(generator::mean).hasMessageContaining("use the one that fit(...) returns");
        ImageDataGenerator fitted = flow(generator).subset(Subset.VALIDATION).fit();
        assertThat(fitted.mean()).allMatch(mean -> mean > 0.1 && mean < 0.4);
        try (KerasIterator all =
                flow(fitted).subset(Subset.VALIDATION).batchSize(6).build()) {
            INDArray batch = all.next().getFeatures();
            assertThat(batch.meanNumber().doubleValue()).isCloseTo(0, within(1e-5));
            assertThat(batch.std(false, 0, 2, 3).toDoubleVector())
                    .containsExactly(new double[] {1, 1, 1}, within(1e-3));
        }
        ImageDataGenerator nothingToFit = augmenting().build();
        assertThat(flow(nothingToFit).fit()).isSameAs(nothingToFit);
    }

    @Test
    void aCopyByJavaSerialisationGoesOnWithTheNextBatch() throws IOException, ClassNotFoundException {
        try (KerasIterator iterator =
                flow(augmenting().build()).saveToDir(folder.resolve("saved")).build()) {
            DataSet unused = iterator.next();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(iterator);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                    KerasIterator copy = (KerasIterator) in.readObject()) {
                assertThat(TestImages.print(TestImages.rest(copy)))
                        .isEqualTo(TestImages.print(TestImages.rest(iterator)));
            }
        }
    }

    @Test
    void aFlowGoesOnFromAStateOfAnotherBatchSize() {
        ImageDataGenerator generator = augmenting().build();
        PipelineState state;
        List<DataSet> rest;
        try (KerasIterator iterator = flow(generator).build()) {
            DataSet unused = iterator.next();
            state = iterator.state();
            rest = TestImages.rest(iterator);
        }
        try (KerasIterator iterator = flow(generator).batchSize(19).build()) {
            iterator.restore(state);
            INDArray features = iterator.next().getFeatures();
            assertThat(features)
                    .isEqualTo(Nd4j.concat(
                            0, rest.stream().map(DataSet::getFeatures).toArray(INDArray[]::new)));
        }
    }

    @Test
    void deepGreyImagesKeepTheirDepth() {
        BufferedImage deep = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 257 * 100 + 128, 65535});
        for (int i = 0; i < 2; i++) {
            Path unused =
                    TestImages.write(folder.resolve("deep/class" + i + "/image.png"), TestImages.encoded("png", deep));
        }
        try (KerasIterator iterator = ImageDataGenerator.builder()
                .build()
                .flowFromDirectory(folder.resolve("deep"))
                .targetSize(1, 3)
                .colorMode(ColorMode.GRAYSCALE)
                .build()) {
            assertThat(TestImages.values(iterator.next().getFeatures().slice(0)))
                    .containsExactly(new float[] {0, 100.498f, 255}, within(1e-3f));
        }
    }

    /** Puts the tag of an image that is to be turned by 180 degrees behind the first two bytes of a JPEG. */
    private static byte[] upsideDown(byte[] jpeg) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            3,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    @Test
    void picturesAreTurnedAsTheirFilesSayWhichKerasDoesNot() {
        BufferedImage halves = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128; i++) {
            halves.setRGB(i % 16, i / 16, 0xFFFFFF);
        }
        for (int i = 0; i < 2; i++) {
            Path unused = TestImages.write(
                    folder.resolve("turned/class" + i + "/image.jpg"), upsideDown(TestImages.encoded("jpg", halves)));
        }
        for (Compatibility compatibility : Compatibility.values()) {
            try (KerasIterator iterator = ImageDataGenerator.builder()
                    .compatibility(compatibility)
                    .build()
                    .flowFromDirectory(folder.resolve("turned"))
                    .targetSize(16, 16)
                    .build()) {
                float top = iterator.next().getFeatures().getFloat(0, 0, 1, 5);
                if (compatibility == Compatibility.AS_DOCUMENTED) {
                    assertThat(top).isLessThan(50);
                } else {
                    assertThat(top).isGreaterThan(200);
                }
            }
        }
    }

    @Test
    void theSameImageIsPreparedAloneLikeThoseOfAnEvaluationAlsoBySavedPipelines() throws IOException {
        for (Compatibility compatibility : Compatibility.values()) {
            ImageDataGenerator rescaling = ImageDataGenerator.builder()
                    .rescale(1 / 255.0)
                    .validationSplit(0.25)
                    .compatibility(compatibility)
                    .build();
            try (KerasIterator training = flow(augmenting()
                                    .compatibility(compatibility)
                                    .build())
                            .subset(Subset.TRAINING)
                            .build();
                    KerasIterator validation = flow(rescaling)
                            .subset(Subset.VALIDATION)
                            .shuffle(false)
                            .build();
                    ImagePreparer preparer =
                            ImagePipeline.fromJson(training.pipeline().toJson()).preparer()) {
                INDArray first = validation.next().getFeatures().slice(0);
                Path file =
                        folder.resolve("images").resolve(validation.fileNames().get(0));
                assertThat(preparer.prepare(Files.readAllBytes(file)).slice(0)).isEqualTo(first);
            }
        }
    }

    @Test
    void standardizeNeedsColours() {
        Image two = Image.ofFloats(1, 1, 2, new float[2]);
        assertThatThrownBy(() -> ImageDataGenerator.builder().build().standardize(two))
                .hasMessageContaining("but have 2");
        assertThat(IntStream.of(1, 3, 4)).allSatisfy(channels -> assertThat(ImageDataGenerator.builder()
                        .rescale(0.5)
                        .build()
                        .standardize(TestImages.image(2, 3, channels, 9))
                        .value(1, 2, 0))
                .isEqualTo(TestImages.image(2, 3, channels, 9).value(1, 2, 0) / 2));
    }
}
