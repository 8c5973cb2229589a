package io.github.dl4jimagegen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What operations make of boxes and keypoints. */
class BoxesTest {

    private static final ImageShape SHAPE = new ImageShape(20, 30, 3);
    private static final Box BOX = new Box(3, 2, 8, 6, 1);

    private static List<Box> boxes(ImageOperation operation, double minVisible) {
        return Boxes.apply(List.of(operation), SHAPE, List.of(BOX), minVisible);
    }

    private static Box box(ImageOperation... operations) {
        return Boxes.apply(List.of(operations), SHAPE, List.of(BOX), 0.1).get(0);
    }

    private static Keypoint keypoint(Keypoint keypoint, ImageOperation... operations) {
        return Keypoints.apply(List.of(operations), SHAPE, List.of(keypoint)).get(0);
    }

    @Test
    void edgesAreMirroredAboutTheMiddleOfTheImage() {
        assertThat(box(Warp.flipHorizontal(SHAPE))).isEqualTo(new Box(22, 2, 27, 6, 1));
        assertThat(box(Warp.flipVertical(SHAPE))).isEqualTo(new Box(3, 14, 8, 18, 1));
        assertThat(box(Warp.quarterTurns(SHAPE, 1))).isEqualTo(new Box(2, 22, 6, 27, 1));
        assertThat(box(Warp.transpose(SHAPE))).isEqualTo(new Box(2, 3, 6, 8, 1));
    }

    @Test
    void theWholeImageStaysTheWholeImage() {
        Box whole = new Box(0, 0, 30, 20, 4);
        for (Warp warp : List.of(Warp.flipHorizontal(SHAPE), Warp.quarterTurns(SHAPE, 1), Warp.resize(SHAPE, 7, 11))) {
            Box moved = Boxes.apply(List.of(warp), SHAPE, List.of(whole), 1).get(0);
            assertThat(moved.overlap(new Box(0, 0, warp.width(), warp.height(), 4)))
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void aTurnedBoxIsTheUprightBoxAroundIt() {
        ImageShape square = new ImageShape(100, 100, 1);
        Box turned = Boxes.apply(List.of(Warp.rotation(square, 45)), square, List.of(new Box(40, 40, 60, 60, 0)), 0)
                .get(0);
        double half = 10 * Math.sqrt(2);
        assertThat(turned.xMin()).isCloseTo(50 - half, within(1e-9));
        assertThat(turned.yMax()).isCloseTo(50 + half, within(1e-9));
    }

    @Test
    void aBoxIsClippedAndDroppedWhenTooLittleIsLeft() {
        Warp left = Warp.of(SHAPE, Affine.translation(-4, 0)); // 4 of 5 columns remain, then 3
        assertThat(boxes(left, 0.8)).containsExactly(new Box(0, 2, 4, 6, 1));
        assertThat(boxes(left, 0.81)).isEmpty();
        assertThat(boxes(Warp.of(SHAPE, Affine.translation(-8, 0)), 0)).isEmpty();
        assertThat(boxes(Warp.of(SHAPE, Affine.translation(-7, 0)), 0)).containsExactly(new Box(0, 2, 1, 6, 1));
        assertThatThrownBy(() -> boxes(left, 1.5))
                .hasMessage("minVisible, the share that must be left of a box, must lie in [0, 1] but was 1.5");
    }

    @Test
    void whatIsOutsideOfTheImageIsLeftOutAlsoIfNothingMoves() {
        List<Box> boxes = List.of(new Box(-5, 2, 5, 6, 1), new Box(31, 2, 35, 6, 1), new Box(-95, 2, 5, 6, 1));
        List<Keypoint> points = List.of(Keypoint.of("in", 29, 19), Keypoint.of("out", 30, 19));
        for (List<ImageOperation> nothing :
                List.<List<ImageOperation>>of(List.of(), List.of(Warp.of(SHAPE, Affine.translation(0, 0))))) {
            assertThat(Boxes.apply(nothing, SHAPE, boxes, 0.1)).containsExactly(new Box(0, 2, 5, 6, 1));
            assertThat(Keypoints.apply(nothing, SHAPE, points))
                    .extracting(Keypoint::visible)
                    .containsExactly(true, false);
        }
    }

    @Test
    void overSeveralResamplingsTheVisibleSharesAreMultiplied() {
        Warp left = Warp.of(SHAPE, Affine.translation(-5.5, 0)); // half of the box
        Warp right = Warp.of(SHAPE, Affine.translation(5.5, 0)).border(Border.REFLECT); // not fused: it stays lost
        assertThat(Boxes.apply(List.of(left, right), SHAPE, List.of(BOX), 0.5))
                .containsExactly(new Box(5.5, 2, 8, 6, 1));
        assertThat(Boxes.apply(List.of(left, right), SHAPE, List.of(BOX), 0.51)).isEmpty();
        Warp up = Warp.of(SHAPE, Affine.translation(0, -4)).border(Border.WRAP); // half of what is left
        assertThat(Boxes.apply(List.of(left, up), SHAPE, List.of(BOX), 0.25)).containsExactly(new Box(0, 0, 2.5, 2, 1));
        assertThat(Boxes.apply(List.of(left, up), SHAPE, List.of(BOX), 0.26)).isEmpty();
    }

    @Test
    void whatIsFusedLosesNothingOnItsWay() {
        Warp left = Warp.of(SHAPE, Affine.translation(-5.5, 0));
        Warp right = Warp.of(SHAPE, Affine.translation(5.5, 0));
        assertThat(box(left, right)).isEqualTo(BOX);
        assertThat(keypoint(Keypoint.of("here", 4, 3), left, right)).isEqualTo(Keypoint.of("here", 4, 3));
    }

    @Test
    void severalBoxesKeepTheirOrderAndClasses() {
        Box other = new Box(20, 10, 25, 15, 7);
        assertThat(Boxes.apply(List.of(Warp.flipVertical(SHAPE)), SHAPE, List.of(BOX, other), 0.1))
                .containsExactly(new Box(3, 14, 8, 18, 1), new Box(20, 5, 25, 10, 7));
    }

    @Test
    void pixelOperationsLeaveBoxesAndKeypointsAlone() {
        assertThat(box(PixelOp.linear(2, 0))).isEqualTo(BOX);
        assertThat(keypoint(Keypoint.of("here", 4, 3), PixelOp.linear(2, 0))).isEqualTo(Keypoint.of("here", 4, 3));
    }

    @Test
    void aBentBoxIsBoundedByItsBentEdges() {
        double[] dx = new double[5 * 4];
        double[] dy = new double[5 * 4];
        for (int i = 0; i < 4; i++) {
            dy[2 * 4 + i] = 3; // the middle rows come from below
        }
        DisplacementField field = DisplacementField.of(SHAPE, 2, 1, dx, dy);
        Box moved = Boxes.apply(List.of(Warp.of(SHAPE, field)), SHAPE, List.of(new Box(5, 8, 25, 12, 0)), 0)
                .get(0);
        double top = field.forward(15, 7.5).orElseThrow().y() + 0.5;
        assertThat(moved.yMin()).isCloseTo(top, within(1e-3));
        assertThat(moved.yMin()).isLessThan(7);
    }

    @Test
    void whatIsBehindTheViewerIsNotPartOfABox() {
        // A road seen from its side: w = 1 - y / 15 on the way there, so rows from 15 on lie behind.
        Perspective road = new Perspective(1, 0, 0, 0, 1, 0, 0, -1 / 15.0, 1);
        Warp tilt = new Warp(road, SHAPE, 20, 30, Border.NEAREST, Interpolation.BILINEAR);
        assertThat(Boxes.apply(List.of(tilt), SHAPE, List.of(new Box(3, 16, 8, 19, 0)), 0))
                .isEmpty();
        assertThat(Boxes.apply(List.of(tilt), SHAPE, List.of(new Box(3, 2, 8, 19, 0)), 0))
                .hasSize(1);
        assertThat(keypoint(Keypoint.of("behind", 3, 17), tilt)).isEqualTo(new Keypoint("behind", 3, 17, false));
        assertThat(keypoint(Keypoint.of("before", 3, 2), tilt).visible()).isTrue();
    }

    @Test
    void aKeypointThatLeavesTheImageIsNoLongerVisible() {
        Warp left = Warp.of(SHAPE, Affine.translation(-4, 0));
        assertThat(keypoint(Keypoint.of("in", 4, 3), left)).isEqualTo(new Keypoint("in", 0, 3, true));
        assertThat(keypoint(Keypoint.of("out", 3, 3), left)).isEqualTo(new Keypoint("out", -1, 3, false));
        Warp back = Warp.of(SHAPE, Affine.translation(4, 0)).border(Border.REFLECT);
        assertThat(keypoint(Keypoint.of("lost", 3, 3), left, back)).isEqualTo(new Keypoint("lost", 3, 3, false));
        assertThat(keypoint(new Keypoint("hidden", 9, 9, false), left).visible())
                .isFalse();
        assertThat(keypoint(Keypoint.of("turned", 29, 0), Warp.quarterTurns(SHAPE, 1)))
                .isEqualTo(Keypoint.of("turned", 0, 0));
    }
}
