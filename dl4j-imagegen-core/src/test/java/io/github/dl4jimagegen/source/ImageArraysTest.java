package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays in memory are a source like any other. */
@ExtendWith(NoThreadsLeft.class)
class ImageArraysTest {

    private static final ClassIndex TWO = ClassIndex.of("cat", "dog");
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(3, 4).batchSize(2);

    /** 5 images of 3 x 4 x 3; every value is another one. */
    private static INDArray nhwc() {
        return Nd4j.arange(5 * 3 * 4 * 3).castTo(DataType.FLOAT).reshape(5, 3, 4, 3);
    }

    private static ImageArrays labelled(ImageArrays images) {
        return images.labels(TWO, 0, 1, 1, 0, 1);
    }

    private static INDArray features(ImagePipeline pipeline, ImageSource source) {
        try (ImageDataSetIterator flow = pipeline.batchSize(5).evaluationFlow(source)) {
            return flow.next().getFeatures();
        }
    }

    @Test
    void imagesOfTheTargetSizeComeOutAsTheyWentIn() {
        INDArray nhwc = nhwc();
        INDArray nchw = nhwc.permute(0, 3, 1, 2);
        for (ImageArrays source : List.of(
                labelled(ImageArrays.of(nhwc, DataFormat.NHWC)),
                labelled(ImageArrays.of(nhwc.dup('f'), DataFormat.NHWC)),
                labelled(ImageArrays.of(nchw, DataFormat.NCHW)),
                labelled(ImageArrays.of(nchw.dup('c'), DataFormat.NCHW)),
                labelled(ImageArrays.of(nhwc.castTo(DataType.UINT8), DataFormat.NHWC)),
                labelled(ImageArrays.of(nhwc.castTo(DataType.DOUBLE), DataFormat.NHWC)),
                labelled(ImageArrays.of(nhwc.castTo(DataType.INT32), DataFormat.NHWC)),
                labelled(ImageArrays.of(listed(nhwc))),
                labelled(ImageArrays.of(javaArray(nhwc))))) {
            assertThat(features(PIPELINE.dataFormat(DataFormat.NHWC), source)).isEqualTo(nhwc);
            assertThat(features(PIPELINE, source)).isEqualTo(nchw);
            assertThat(source.name(3)).isEqualTo("image 3");
        }
        assertThat(labelled(ImageArrays.of(nhwc, DataFormat.NHWC))).hasToString("FLOAT [5, 3, 4, 3] NHWC");
    }

    private static List<Image> listed(INDArray nhwc) {
        return IntStream.range(0, 5)
                .mapToObj(i -> Image.ofFloats(3, 4, 3, TestImages.values(nhwc.slice(i))))
                .toList();
    }

    private static float[][][][] javaArray(INDArray nhwc) {
        return IntStream.range(0, 5)
                .mapToObj(i -> IntStream.range(0, 3)
                        .mapToObj(y -> IntStream.range(0, 4)
                                .mapToObj(x ->
                                        TestImages.values(nhwc.slice(i).slice(y).slice(x)))
                                .toArray(float[][]::new))
                        .toArray(float[][][]::new))
                .toArray(float[][][][]::new);
    }

    @Test
    void theirImagesAreEightBitOrFloatAsTheArrayIs() throws Exception {
        ImageArrays floats = ImageArrays.of(nhwc().mul(100), DataFormat.NHWC);
        ImageArrays bytes = ImageArrays.of(nhwc().castTo(DataType.UINT8), DataFormat.NHWC);
        Image last = (Image) floats.read(4, ByteBuffer::allocateDirect);
        assertThat(last.isEightBit()).isFalse();
        assertThat(last.value(2, 3, 2)).isEqualTo(17_900);
        Image eightBit = (Image) bytes.read(4, ByteBuffer::allocateDirect);
        assertThat(eightBit.isEightBit()).isTrue();
        assertThat(eightBit.value(2, 3, 2)).isEqualTo(179);
    }

    @Test
    void greyImagesNeedAGreyPipeline() {
        INDArray grey = Nd4j.rand(DataType.FLOAT, 5, 1, 3, 4);
        ImageArrays source = labelled(ImageArrays.of(grey, DataFormat.NCHW));
        assertThat(features(PIPELINE.colorMode(ColorMode.GRAYSCALE), source)).isEqualTo(grey);
        assertThatThrownBy(() -> ImageArrays.of(Nd4j.rand(5, 3, 4), DataFormat.NCHW))
                .hasMessageContaining("must have four dimensions")
                .hasMessageContaining("but have [5, 3, 4]");
    }

    @Test
    void labelsAreClassesOneHotRowsOrNumbers() {
        ImageArrays images = ImageArrays.of(nhwc(), DataFormat.NHWC);
        INDArray oneHot = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 1}});
        assertThat(labels(ClassMode.CATEGORICAL, images.labels(TWO, 0, 1, 1, 0, 1)))
                .isEqualTo(oneHot);
        assertThat(labels(ClassMode.CATEGORICAL, images.oneHot(TWO, oneHot))).isEqualTo(oneHot);
        assertThat(labels(
                        ClassMode.CATEGORICAL,
                        images.oneHot(TWO, oneHot.castTo(DataType.INT32).dup('f'))))
                .isEqualTo(oneHot);
        INDArray numbers = Nd4j.rand(DataType.FLOAT, 5, 3);
        assertThat(labels(ClassMode.RAW, images.values(numbers))).isEqualTo(numbers);
        assertThat(labels(ClassMode.RAW, images.values(numbers.dup('f')))).isEqualTo(numbers);
        assertThat(labels(ClassMode.RAW, images.values(numbers.getColumn(1)))).isEqualTo(numbers.getColumn(1, true));
        INDArray maps = Nd4j.rand(DataType.FLOAT, 5, 2, 3, 4);
        assertThat(labels(ClassMode.raw(2, 3, 4), images.values(maps))).isEqualTo(maps);
        List<Target> several = IntStream.range(0, 5)
                .mapToObj(i -> Target.ofClasses(i % 2 == 0 ? List.of(1, 0) : List.of()))
                .toList();
        assertThat(labels(ClassMode.MULTI_LABEL, images.targets(TWO, several)))
                .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 1}, {0, 0}, {1, 1}, {0, 0}, {1, 1}}));
        assertThat(labels(ClassMode.INPUT, images)).isEqualTo(nhwc().permute(0, 3, 1, 2));
    }

    private static INDArray labels(ClassMode mode, ImageSource source) {
        try (ImageDataSetIterator flow = PIPELINE.classMode(mode).evaluationFlow(source)) {
            return flow.next(5).getLabels();
        }
    }

    @Test
    void whatDoesNotFitTheImagesIsRefused() {
        ImageArrays images = ImageArrays.of(nhwc(), DataFormat.NHWC);
        assertThatThrownBy(() -> images.labels(TWO, 0, 1)).hasMessage("there are 2 labels but 5 images");
        assertThatThrownBy(() -> images.labels(TWO, 0, 1, 2, 0, 0))
                .hasMessage("label 2 is 2 but there are 2 classes, which count from 0");
        assertThatThrownBy(() -> images.oneHot(TWO, Nd4j.eye(5)))
                .hasMessageContaining("have the shape [n, 2] but were [5, 5]");
        assertThatThrownBy(() -> images.oneHot(TWO, Nd4j.ones(5, 2)))
                .hasMessageContaining("one-hot row 0 is [1.0, 1.0]");
        assertThatThrownBy(() -> images.values(Nd4j.ones(4, 2))).hasMessage("there are 4 rows of values but 5 images");
        assertThatThrownBy(() -> images.targets(TWO, List.of())).hasMessage("there are 0 targets but 5 images");
        assertThatThrownBy(() -> images.targets(
                        TWO,
                        Stream.generate(() -> Target.ofClasses(List.of(0, 2)))
                                .limit(5)
                                .toList()))
                .hasMessageContaining("target 0 is Classes[labels=[0, 2]] but there are 2 classes");
        assertThatThrownBy(() -> images.weights(1, 2)).hasMessage("there are 2 weights but 5 images");
        assertThatThrownBy(() -> images.weights(1, 2, 3, -1, 1))
                .hasMessageContaining("weight 3 must be finite and not");
        assertThatThrownBy(() -> images.weights(1, Double.NaN, 3, 1, 1))
                .hasMessageContaining("weight 1 must be finite");
        assertThatThrownBy(() -> images.input(Nd4j.ones(6, 2)))
                .hasMessage("there are 6 rows of a further input but 5 images");
        assertThatThrownBy(() -> ImageArrays.of(new float[][][][] {{{{1}, {2}}, {{1}}}}))
                .hasMessageContaining("all rows of an image must have 2 pixels");
        assertThatThrownBy(() -> ImageArrays.of(new float[][][][] {{}})).hasMessageContaining("at least 1x1x1");
    }

    @Test
    void aClassModeThatNeedsOtherLabelsIsRefusedAtOnce() {
        ImageArrays images = ImageArrays.of(nhwc(), DataFormat.NHWC);
        ImageArrays numbers = images.values(Nd4j.ones(5, 2));
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.CATEGORICAL).trainingFlow(numbers))
                .hasMessageContaining("CATEGORICAL needs classes");
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.RAW).trainingFlow(labelled(images)))
                .hasMessageContaining("RAW needs numbers");
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.raw(3)).trainingFlow(numbers))
                .hasMessageContaining("RAW[3] needs 3 numbers")
                .hasMessageContaining("(seen at image 0 under FLOAT [5, 3, 4, 3] NHWC)");
        ImageArrays tags = images.targets(
                TWO,
                Stream.generate(() -> Target.ofClasses(List.of(1))).limit(5).toList());
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.CATEGORICAL).trainingFlow(tags))
                .hasMessageContaining("CATEGORICAL needs one class but the target is");
    }

    @Test
    void weightsAndFurtherInputsGoWithTheirImages() {
        INDArray places = Nd4j.rand(DataType.FLOAT, 5, 2);
        INDArray ages = Nd4j.createFromArray(10, 11, 12, 13, 14);
        INDArray maps = Nd4j.rand(DataType.DOUBLE, 5, 2, 2);
        INDArray images = Nd4j.arange(5)
                .castTo(DataType.FLOAT)
                .reshape(5, 1, 1, 1)
                .repeat(1, 3)
                .repeat(2, 4);
        ImageArrays source = ImageArrays.of(images, DataFormat.NHWC)
                .labels(TWO, 0, 1, 1, 0, 1)
                .weights(0, 1, 2, 3, 4)
                .input(places)
                .input(ages)
                .input(maps);
        ImagePipeline pipeline = PIPELINE.colorMode(ColorMode.GRAYSCALE);
        assertThatThrownBy(() -> pipeline.trainingFlow(source))
                .hasMessageContaining("has 3 further inputs beside the images")
                .hasMessageContaining("use trainingMultiFlow");
        for (BatchMemory memory : List.of(BatchMemory.fresh(), BatchMemory.recycled(2))) {
            try (ImageMultiDataSetIterator flow = pipeline.batchMemory(memory).trainingMultiFlow(source)) {
                int rows = 0;
                while (flow.hasNext()) {
                    MultiDataSet batch = flow.next();
                    assertThat(batch.getFeatures()).hasSize(4);
                    assertThat(batch.getFeatures(1).shape()[1]).isEqualTo(2);
                    assertThat(batch.getFeatures(2).shape())
                            .containsExactly(batch.getFeatures(0).size(0), 1);
                    for (int row = 0; row < batch.getFeatures(0).size(0); row++) {
                        int index = (int) batch.getFeatures(0).getFloat(row, 0, 0, 0);
                        assertThat(batch.getFeatures(1).getRow(row)).isEqualTo(places.getRow(index));
                        assertThat(batch.getFeatures(2).getFloat(row, 0)).isEqualTo(10 + index);
                        assertThat(batch.getFeatures(3).slice(row))
                                .isEqualTo(maps.slice(index).castTo(DataType.FLOAT));
                        assertThat(batch.getLabelsMaskArray(0).getFloat(row, 0)).isEqualTo(index);
                        assertThat(batch.getLabels(0).getFloat(row, source.label(index)))
                                .isEqualTo(1);
                        rows++;
                    }
                }
                assertThat(rows).isEqualTo(5);
            }
        }
        try (ImageMultiDataSetIterator flow = pipeline.classMode(ClassMode.NONE).evaluationMultiFlow(source)) {
            MultiDataSet batch = flow.next();
            assertThat(batch.getFeatures(1)).isEqualTo(places.getRows(0, 1));
            assertThat(batch.getLabels()).isNull();
        }
    }

    @Test
    void furtherInputsAreTheSameForAnyNumberOfThreadsAndGoOnAnywhere() {
        GeometricAugmentation rotate = (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
        ImageArrays source = labelled(ImageArrays.of(nhwc(), DataFormat.NHWC))
                .input(Nd4j.rand(DataType.FLOAT, 5, 2))
                .weights(1, 2, 3, 4, 5);
        ImagePipeline pipeline = PIPELINE.augment(rotate);
        FlowChecks.deliverTheSame(
                () -> pipeline.workers(0).trainingMultiFlow(source),
                () -> pipeline.workers(3).prefetch(3).trainingMultiFlow(source));
        FlowChecks.resumesAnywhere(() -> pipeline.trainingMultiFlow(source));
        FlowChecks.resumesAnywhere(() -> pipeline.onError(OnError.SKIP).evaluationMultiFlow(source));
    }

    @Test
    void allOfItIsSerialised() throws Exception {
        ImageArrays array = ImageArrays.of(nhwc(), DataFormat.NHWC)
                .targets(
                        TWO,
                        IntStream.range(0, 5)
                                .mapToObj(i -> Target.ofSeveral(List.of(
                                        Target.ofClass(i % 2),
                                        Target.ofValues(i, 2),
                                        Target.ofMask(Mask.of(1, 1, new byte[] {1})))))
                                .toList())
                .weights(1, 2, 3, 4, 5)
                .input(Nd4j.arange(10).reshape(5, 2));
        ImageArrays listed = ImageArrays.of(listed(nhwc())).values(Nd4j.arange(5));
        for (ImageArrays source : List.of(array, listed)) {
            ImageArrays copy = copy(source);
            assertThat(copy.size()).isEqualTo(5);
            for (int i = 0; i < 5; i++) {
                assertThat(copy.read(i, ByteBuffer::allocateDirect))
                        .isEqualTo(source.read(i, ByteBuffer::allocateDirect));
                assertThat(copy.target(i)).isEqualTo(source.target(i));
                assertThat(copy.targetHash(i)).isEqualTo(source.targetHash(i));
                assertThat(copy.weight(i)).isEqualTo(source.weight(i));
            }
            assertThat(copy.inputs().size()).isEqualTo(source.inputs().size());
        }
    }

    private static ImageArrays copy(ImageArrays source) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(source);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ImageArrays) in.readObject();
        }
    }

    @Test
    void kerasSplitsArraysByPosition() {
        Split split = Splitter.first().split(labelled(ImageArrays.of(nhwc(), DataFormat.NHWC)), 0.5);
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(split.validation())) {
            DataSet batch = flow.next();
            assertThat(batch.getExampleMetaData()).isEqualTo(List.of("image 0", "image 1"));
            assertThat(flow.hasNext()).isFalse();
        }
        assertThat(split.training().size()).isEqualTo(3);
    }
}
