package io.github.dl4jimagegen.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AugmentationsTest {

    private static final ImageShape SHAPE = new ImageShape(5, 7, 3);

    private static List<ImageOperation> draw(Augmentation augmentation, int index) {
        return augmentation.draw(SHAPE, SampleRandom.of(1, 0, index, 0));
    }

    @Property(tries = 200)
    void aRotationStaysWithinItsRangeAndKeepsTheCentre(
            @ForAll @DoubleRange(max = 180) double degrees, @ForAll @IntRange(max = 1000) int index) {
        Warp warp = (Warp) draw(Augmentations.randomRotation(degrees), index).get(0);
        Affine map = (Affine) warp.map();

        double angle = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, map.a()))));
        assertThat(angle).isLessThanOrEqualTo(degrees + 1e-6);
        assertThat(map.x(3, 2)).isCloseTo(3, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(map.y(3, 2)).isCloseTo(2, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void rotationsGoBothWaysAndFillTheirRange() {
        double smallest = 90;
        double largest = -90;
        for (int i = 0; i < 2_000; i++) {
            Warp warp = (Warp) draw(Augmentations.randomRotation(30), i).get(0);
            Affine map = (Affine) warp.map();
            double angle = Math.toDegrees(Math.asin(map.b()));
            smallest = Math.min(smallest, angle);
            largest = Math.max(largest, angle);
        }
        assertThat(smallest).isBetween(-30.0, -29.5);
        assertThat(largest).isBetween(29.5, 30.0);
    }

    @Test
    void halfOfTheImagesAreFlipped() {
        int flips = 0;
        for (int i = 0; i < 2_000; i++) {
            flips += draw(Augmentations.randomFlipHorizontal(), i).size();
        }
        assertThat(flips).isBetween(900, 1100);
    }

    @Test
    void aFlipMirrorsColumnsOrRowsAndNothingElse() {
        float[] values = {1, 2, 3, 4, 5, 6};
        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(eitherOf(Augmentations.randomFlipHorizontal(), values))
                    .containsExactlyInAnyOrder(List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(3f, 2f, 1f, 6f, 5f, 4f));
            assertThat(eitherOf(Augmentations.randomFlipVertical(), values))
                    .containsExactlyInAnyOrder(List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(4f, 5f, 6f, 1f, 2f, 3f));
        }
    }

    private static java.util.Set<List<Float>> eitherOf(Augmentation augmentation, float[] values) {
        Examples<Sample> samples =
                Examples.from(Collections.nCopies(64, Sample.of(Image.ofFloats(2, 3, 1, values), 0)));
        java.util.Set<List<Float>> seen = new java.util.HashSet<>();
        try (var flow = ImagePipeline.targetSize(2, 3)
                .colorMode(io.github.dl4jimagegen.image.ColorMode.GRAYSCALE)
                .augment(augmentation)
                .trainingFlow(samples, ClassIndex.numbered(2))) {
            while (flow.hasNext()) {
                INDArray features = flow.next().getFeatures();
                for (int row = 0; row < features.size(0); row++) {
                    List<Float> image = new java.util.ArrayList<>();
                    for (float value : features.slice(row).dup('c').data().asFloat()) {
                        image.add(value);
                    }
                    seen.add(image);
                }
            }
        }
        return seen;
    }

    @Test
    void aRotationRangeBeyondHalfATurnIsRefused() {
        assertThatThrownBy(() -> Augmentations.randomRotation(200))
                .hasMessage("a rotation range must lie in [0, 180] degrees but was 200.0");
    }
}
