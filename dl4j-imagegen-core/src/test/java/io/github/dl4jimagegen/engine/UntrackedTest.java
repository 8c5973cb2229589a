package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Keypoints;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A function that may move the picture changes the image, and nothing is left behind by it. */
class UntrackedTest {

    private static final ImageShape SHAPE = new ImageShape(4, 6, 3);
    private static final PixelOp MOVE = PixelOp.untracked("my-move", UntrackedTest::turnedOver);

    private static Image turnedOver(Image image) {
        return Operations.apply(List.of(Warp.flipHorizontal(image.shape())), image);
    }

    @Test
    void itIsRunLikeAnyFunction() {
        for (int channels : new int[] {1, 3, 4}) {
            Image image = TestImages.image(4, 6, channels, 1);
            assertThat(Operations.apply(List.of(MOVE), image)).isEqualTo(turnedOver(image));
            assertThat(Operations.apply(List.of(PixelOp.chain(MOVE, MOVE)), image))
                    .isEqualTo(image);
        }
        assertThatThrownBy(() -> Operations.apply(
                        List.of(PixelOp.untracked("my-crop", image -> TestImages.image(2, 2, 3, 0))),
                        TestImages.image(4, 6, 3, 1)))
                .hasMessageContaining("must keep the shape and the kind");
    }

    @Test
    void masksBoxesAndKeypointsAreNeverLeftBehind() {
        Warp flip = Warp.flipVertical(SHAPE);
        for (List<ImageOperation> operations : List.<List<ImageOperation>>of(
                List.of(MOVE),
                List.of(flip, MOVE, flip),
                List.of(flip, PixelOp.chain(PixelOp.linear(1, 2), PixelOp.chain(MOVE))))) {
            assertRefused(() -> Operations.applyToMask(operations, Mask.of(4, 6, new byte[24])));
            assertRefused(() -> Boxes.apply(operations, SHAPE, List.of(new Box(1, 1, 3, 3, 0)), 0.1));
            assertRefused(() -> Boxes.apply(operations, SHAPE, List.of(), 0.1));
            assertRefused(() -> Keypoints.apply(operations, SHAPE, List.of(Keypoint.of("nose", 2, 2))));
        }
        List<ImageOperation> followed = List.of(flip, PixelOp.chain(PixelOp.linear(1, 2)), PixelOp.custom(i -> i));
        assertThat(Keypoints.apply(followed, SHAPE, List.of(Keypoint.of("nose", 2, 0))))
                .containsExactly(Keypoint.of("nose", 2, 3));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "my-move may move the picture in a way that masks, boxes and keypoints cannot follow: use an"
                                + " augmentation that draws a Warp instead, or a target without them");
    }
}
