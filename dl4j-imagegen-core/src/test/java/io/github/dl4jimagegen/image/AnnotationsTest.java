package io.github.dl4jimagegen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Boxes, keypoints and masks as values. */
class AnnotationsTest {

    @Test
    void theSizeOfABoxIsTheDifferenceOfItsEdges() {
        Box box = new Box(3, 2, 6, 4, 7);
        assertThat(box.width()).isEqualTo(3);
        assertThat(box.height()).isEqualTo(2);
        assertThat(box.area()).isEqualTo(6);
        assertThat(box.label()).isEqualTo(7);
    }

    @Test
    void overlapIsIntersectionOverUnion() {
        Box box = new Box(0, 0, 2, 2, 0);
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(box.overlap(new Box(1, 0, 3, 2, 0))).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(box.overlap(new Box(2, 0, 3, 2, 0))).isZero();
        assertThat(box.overlap(new Box(5, 5, 6, 6, 0))).isZero();
    }

    @Test
    void aBoxWithoutAnAreaIsRefused() {
        assertThatThrownBy(() -> new Box(3, 0, 3, 1, 0))
                .hasMessage("a box must have finite xMin < xMax and yMin < yMax but was x 3.0 to 3.0, y 0.0 to 1.0");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            assertThatThrownBy(() -> new Box(0, 0, 1, bad, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Box(0, 0, 1, 1, -1))
                .hasMessage("the label of a box must not be negative but was -1");
    }

    @Test
    void aKeypointHasAPlaceEvenWhereItCannotBeSeen() {
        assertThat(Keypoint.of("nose", 1, 2)).isEqualTo(new Keypoint("nose", 1, 2, true));
        assertThatThrownBy(() -> new Keypoint("nose", Double.NaN, 2, false))
                .hasMessage("keypoint \"nose\" must have a finite place but was at (NaN, 2.0)");
    }

    @Test
    void aMaskHoldsClassesFrom0To255() {
        byte[] classes = {0, 1, 2, (byte) 254, (byte) 255, 3};
        Mask mask = Mask.of(2, 3, classes);
        classes[0] = 9;
        mask.toBytes()[1] = 9;
        assertThat(mask.value(0, 0)).isZero();
        assertThat(mask.value(0, 1)).isEqualTo(1);
        assertThat(mask.value(1, 0)).isEqualTo(254);
        assertThat(mask.ignoreIndex()).isEqualTo(255);
        assertThat(mask.ignoreIndex(0).ignoreIndex()).isZero();
        assertThat(mask.ignoreIndex(0)).isNotEqualTo(mask);
        assertThat(mask.ignoreIndex(0).ignoreIndex(255)).isEqualTo(mask).hasSameHashCodeAs(mask);
    }

    @Test
    void aMaskOfTheWrongSizeIsRefused() {
        assertThatThrownBy(() -> Mask.of(2, 3, new byte[5]))
                .hasMessage("a mask of 2x3 has 6 class indices but 5 were given");
        assertThatThrownBy(() -> Mask.of(1, 1, new byte[1]).ignoreIndex(256))
                .hasMessage("an ignore index must lie in [0, 255] but was 256");
        assertThatThrownBy(() -> Mask.of(1, 1, new byte[1]).value(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
