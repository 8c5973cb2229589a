package io.github.dl4jimagegen.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Masks, boxes and keypoints go where the pixels go. */
class PictureLabelsTest {

    private static final ClassIndex TWO = ClassIndex.of("background", "thing");
    private static final GeometricAugmentation FLIP = (shape, random) -> Warp.flipHorizontal(shape);
    private static final GeometricAugmentation RIGHT =
            (shape, random) -> Warp.affine(shape, new Affine(1, 0, 2, 0, 1, 0))
                    .border(Border.constant(0))
                    .interpolation(Interpolation.NEAREST);

    /** 8 x 8 black, with a white rectangle in rows 2 to 3 and columns 1 to 3. */
    private static Image picture() {
        byte[] values = new byte[64];
        for (int row = 2; row <= 3; row++) {
            for (int column = 1; column <= 3; column++) {
                values[row * 8 + column] = (byte) 255;
            }
        }
        return Image.ofBytes(8, 8, 1, values);
    }

    private static Mask mask() {
        return Mask.of(8, 8, picture().map(v -> v / 255).toBytes());
    }

    private static ImagePipeline pipeline(ClassMode mode) {
        return ImagePipeline.targetSize(8, 8)
                .colorMode(io.github.dl4jimagegen.image.ColorMode.GRAYSCALE)
                .rescale(1 / 255.0)
                .classMode(mode);
    }

    private static DataSet first(ImagePipeline pipeline, Target target) {
        Examples<Sample> samples = Examples.from(List.of(Sample.of(picture(), target)));
        try (ImageDataSetIterator flow = pipeline.trainingFlow(samples, TWO)) {
            return flow.next();
        }
    }

    @Test
    void aMaskIsOneChannelAClassAndMovesWithItsImage() {
        for (GeometricAugmentation move : List.of(FLIP, RIGHT)) {
            for (DataFormat format : DataFormat.values()) {
                DataSet batch =
                        first(pipeline(ClassMode.MASK).dataFormat(format).augment(move), Target.ofMask(mask()));
                INDArray labels = format == DataFormat.NCHW
                        ? batch.getLabels()
                        : batch.getLabels().permute(0, 3, 1, 2);
                INDArray pixels = batch.getFeatures().reshape(1, 1, 8, 8);
                assertThat(labels.shape()).containsExactly(1, 2, 8, 8);
                INDArray thing = labels.slice(0).slice(1).reshape(1, 1, 8, 8);
                assertThat(thing).isEqualTo(pixels);
                assertThat(thing.sumNumber().intValue()).isEqualTo(6);
            }
        }
    }

    @Test
    void whatABorderMakesUpIsNotLearnt() {
        DataSet batch = first(pipeline(ClassMode.BINARY_MASK).augment(RIGHT), Target.ofMask(mask()));
        INDArray valid = batch.getLabelsMaskArray();
        assertThat(batch.getLabels().shape()).containsExactly(1, 1, 8, 8);
        assertThat(valid.shape()).containsExactly(1, 1, 8, 8);
        for (int column = 0; column < 8; column++) {
            assertThat(valid.getInt(0, 0, 5, column)).isEqualTo(column < 2 ? 0 : 1);
        }
    }

    @Test
    void aMaskIsSizedWithItsImageByNearestNeighbour() {
        Examples<Sample> samples = Examples.from(List.of(Sample.of(picture(), Target.ofMask(mask()))));
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(16, 24)
                .classMode(ClassMode.BINARY_MASK)
                .evaluationFlow(samples, TWO)) {
            INDArray labels = flow.next().getLabels();
            assertThat(labels.shape()).containsExactly(1, 1, 16, 24);
            assertThat(labels.sumNumber().intValue()).isEqualTo(6 * 2 * 3);
            assertThat(labels.getInt(0, 0, 4, 3)).isEqualTo(1);
            assertThat(labels.getInt(0, 0, 3, 3)).isZero();
            assertThat(labels.getInt(0, 0, 4, 2)).isZero();
        }
    }

    @Test
    void boxesFillTheGridOfYolo() {
        Target boxes = Target.ofBoxes(List.of(new Box(1, 2, 4, 4, 1)));
        INDArray labels =
                first(pipeline(ClassMode.yolo(4, 4)).augment(FLIP), boxes).getLabels();
        assertThat(labels.shape()).containsExactly(1, 6, 4, 4);
        // Flipped: columns 4 to 7, centre (5.5, 3): cell column 2, row 1.
        double[] expected = {2, 1, 3.5, 2, 0, 1};
        for (int c = 0; c < 6; c++) {
            assertThat(labels.getDouble(0, c, 1, 2)).as("channel %d", c).isEqualTo(expected[c]);
        }
        assertThat(labels.sumNumber().doubleValue()).isEqualTo(2 + 1 + 3.5 + 2 + 1);
    }

    @Test
    void boxesAsAListEndWithNoClass() {
        Target boxes = new Target.OfBoxes(List.of(new Box(0.125, 0.25, 0.5, 0.5, 1)), Target.Unit.FRACTIONS);
        INDArray labels = first(pipeline(ClassMode.boxes(2)), boxes).getLabels();
        assertThat(labels.shape()).containsExactly(1, 2, 5);
        assertThat(labels.dup().data().asFloat()).containsExactly(1, 2, 4, 4, 1, 0, 0, 0, 0, -1);
        assertThatThrownBy(() -> first(
                        pipeline(ClassMode.boxes(1)),
                        Target.ofBoxes(List.of(new Box(0, 0, 1, 1, 0), new Box(0, 0, 1, 1, 0)))))
                .hasMessageContaining("there are 2 boxes")
                .hasMessageContaining("ClassMode.boxes(2)");
    }

    @Test
    void boxesOfAnImageThatHasItsSizeAreClippedToo() {
        Target boxes = Target.ofBoxes(List.of(new Box(-3, 2, 4, 4, 1), new Box(9, 2, 12, 4, 1)));
        INDArray labels = first(pipeline(ClassMode.boxes(2)), boxes).getLabels();
        assertThat(labels.dup().data().asFloat()).containsExactly(0, 2, 4, 4, 1, 0, 0, 0, 0, -1);
    }

    @Test
    void whatSizingCutsOffDoesNotComeBack() {
        SizePolicy rightPart = (image, height, width, random) ->
                new Placement(new Rectangle(4, 0, 4, 4), Rectangle.whole(height, width));
        GeometricAugmentation backAgain = (shape, random) -> Warp.of(shape, Affine.translation(4, 0));
        Target boxes = Target.ofBoxes(List.of(new Box(1, 1, 3, 3, 1)));
        ImagePipeline right = ImagePipeline.targetSize(4, 4).resize(rightPart).classMode(ClassMode.boxes(1));
        INDArray labels = first(right.augment(backAgain), boxes).getLabels();
        assertThat(labels.dup().data().asFloat()).containsExactly(0, 0, 0, 0, -1);
        Target point = Target.ofKeypoints(List.of(Keypoint.of("nose", 1, 1)));
        DataSet batch = first(right.classMode(ClassMode.keypoints(1)).augment(backAgain), point);
        assertThat(batch.getLabelsMaskArray().sumNumber().intValue()).isZero();
    }

    /** Of the box's three columns one is left. */
    @Test
    void aBoxOfWhichLessThanAskedForIsVisibleIsDropped() {
        GeometricAugmentation left = (shape, random) -> Warp.crop(shape, new Rectangle(3, 0, 8, 8));
        SizePolicy right =
                (image, height, width, random) -> new Placement(new Rectangle(3, 0, 5, 8), new Rectangle(0, 0, 5, 8));
        Target target = Target.ofBoxes(List.of(new Box(1, 2, 4, 4, 1)));
        ImagePipeline pipeline = pipeline(ClassMode.boxes(1));
        for (ImagePipeline cutting : List.of(pipeline.augment(left), pipeline.resize(right))) {
            for (double share : new double[] {0, 0.1, 0.33}) {
                assertThat(first(cutting.minVisible(share), target).getLabels().getFloat(0, 0, 4))
                        .isEqualTo(1);
            }
            for (double share : new double[] {0.34, 1}) {
                assertThat(first(cutting.minVisible(share), target).getLabels().getFloat(0, 0, 4))
                        .isEqualTo(-1);
            }
        }
        assertThatThrownBy(() -> pipeline.minVisible(1.5))
                .hasMessage("minVisible, the share that must be left of a box, must lie in [0, 1] but was 1.5");
    }

    @Test
    void howMuchMustBeVisibleOfABoxBelongsToAStateUnlessItIsTheDefault() {
        ImagePipeline pipeline = pipeline(ClassMode.boxes(1));
        Examples<Sample> samples = Examples.from(List.of(Sample.of(picture(), Target.ofBoxes(List.of()))));
        try (ImageDataSetIterator unset = pipeline.trainingFlow(samples, TWO);
                ImageDataSetIterator tenth = pipeline.minVisible(0.1).trainingFlow(samples, TWO);
                ImageDataSetIterator half = pipeline.minVisible(0.5).trainingFlow(samples, TWO)) {
            tenth.restore(unset.state());
            assertThatThrownBy(() -> half.restore(unset.state())).hasMessageContaining("minVisible");
        }
    }

    @Test
    void keypointsOutsideThePictureAreMasked() {
        Target points = Target.ofKeypoints(List.of(Keypoint.of("nose", 1, 2), Keypoint.of("ear", 7, 2)));
        DataSet batch = first(pipeline(ClassMode.keypoints(2)).augment(RIGHT), points);
        assertThat(batch.getLabels().getFloat(0, 0)).isEqualTo(3.5f / 8);
        assertThat(batch.getLabels().getFloat(0, 1)).isEqualTo(2.5f / 8);
        assertThat(batch.getLabelsMaskArray().dup().data().asFloat()).containsExactly(1, 1, 0, 0);
    }

    @Test
    void aTargetOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> first(pipeline(ClassMode.MASK), Target.ofClass(1)))
                .hasMessageContaining("classMode MASK needs a mask but the target is");
        assertThatThrownBy(() -> first(pipeline(ClassMode.MASK), Target.ofMask(Mask.of(2, 2, new byte[4]))))
                .hasMessageContaining("the mask has 2x2 pixels but its image 8x8");
        assertThatThrownBy(() -> first(
                        pipeline(ClassMode.MASK),
                        Target.ofMask(Mask.of(8, 8, picture().map(v -> 7).toBytes()))))
                .hasMessageContaining("class 7");
    }
}
