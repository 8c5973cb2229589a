package io.github.dl4jimagegen.preview;

import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masks, boxes and keypoints are drawn where the labels say. */
class DrawnLabelsTest {

    private static final int ZOOM = 10;
    private static final ClassIndex CLASSES = ClassIndex.of("ground", "cat", "dog");
    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(20, 30).colorMode(ColorMode.GRAYSCALE);
    private static final Image GREY = Image.ofBytes(20, 30, 1, filled());

    private static byte[] filled() {
        byte[] pixels = new byte[600];
        Arrays.fill(pixels, (byte) 100);
        return pixels;
    }

    /** The picture of one tile. */
    private record Picture(BufferedImage sheet, Rectangle area) {

        static Picture of(ImagePipeline pipeline, Target target) {
            ImageArrays source = ImageArrays.of(List.of(GREY)).targets(CLASSES, List.of(target));
            ContactSheet sheet = Preview.of(pipeline).draws(source, 0, 1).zoom(ZOOM);
            return new Picture(sheet.image(), sheet.area(0));
        }

        Color at(double x, double y) {
            return new Color(sheet.getRGB(area.x + (int) (x * ZOOM), area.y + (int) (y * ZOOM)));
        }
    }

    private static final Color UNTOUCHED = new Color(100, 100, 100);

    @Test
    void aBoxIsALineInsideItsEdges() {
        Target target = Target.ofBoxes(List.of(new Box(5, 8, 15, 16, 1)));
        for (ClassMode mode : List.of(ClassMode.boxes(3), ClassMode.yolo(4, 6))) {
            Picture picture = Picture.of(PIPELINE.classMode(mode), target);
            Color cat = Palette.of(1);
            assertThat(picture.at(5.05, 12)).isEqualTo(cat);
            assertThat(picture.at(14.95, 12)).isEqualTo(cat);
            assertThat(picture.at(12, 8.05)).isEqualTo(cat);
            assertThat(picture.at(10, 15.95)).isEqualTo(cat);
            assertThat(picture.at(4.85, 12)).isEqualTo(UNTOUCHED);
            assertThat(picture.at(15.1, 12)).isEqualTo(UNTOUCHED);
            assertThat(picture.at(10, 16.1)).isEqualTo(UNTOUCHED);
            assertThat(picture.at(10, 12)).isEqualTo(UNTOUCHED);
        }
    }

    @Test
    void aBoxMovesWithItsImage() {
        Target target = Target.ofBoxes(List.of(new Box(0, 8, 10, 16, 2)));
        ImagePipeline flipped =
                PIPELINE.classMode(ClassMode.boxes(1)).augment((shape, random) -> List.of(Warp.flipHorizontal(shape)));
        Picture picture = Picture.of(flipped, target);
        assertThat(picture.at(20.05, 12)).isEqualTo(Palette.of(2));
        assertThat(picture.at(29.95, 12)).isEqualTo(Palette.of(2));
        assertThat(picture.at(0.05, 12)).isEqualTo(UNTOUCHED);
    }

    @Test
    void aMaskTintsItsClassesButTheFirst() {
        byte[] labels = new byte[600];
        for (int y = 5; y < 15; y++) {
            for (int x = 0; x < 30; x++) {
                labels[y * 30 + x] = (byte) (x < 10 ? 0 : x < 20 ? 1 : 2);
            }
        }
        for (int x = 0; x < 30; x++) {
            labels[19 * 30 + x] = (byte) Mask.IGNORE_INDEX;
        }
        Picture picture = Picture.of(PIPELINE.classMode(ClassMode.MASK), Target.ofMask(Mask.of(20, 30, labels)));

        assertThat(picture.at(5, 10)).isEqualTo(UNTOUCHED);
        assertThat(picture.at(15.5, 10)).isEqualTo(new Color(55, 106, 135)); // 0.55 x 100 + 0.45 x (0, 114, 178)
        assertThat(picture.at(25.5, 10)).isEqualTo(new Color(55, 126, 107)); // ... (0, 158, 115)
        assertThat(picture.at(10.05, 10)).isEqualTo(Palette.of(1)); // the edge
        assertThat(List.of(Color.WHITE, new Color(40, 40, 40))).contains(picture.at(3.3, 19.5));
    }

    @Test
    void theLegendNamesTheClassesThatCanBeSeen() {
        byte[] labels = new byte[600];
        labels[0] = 2;
        ImageArrays source =
                ImageArrays.of(List.of(GREY)).targets(CLASSES, List.of(Target.ofMask(Mask.of(20, 30, labels))));
        Preview preview = Preview.of(PIPELINE.classMode(ClassMode.MASK));
        assertThat(Legend.of(preview.batch(source).tiles()))
                .extracting(Legend.Entry::name)
                .containsExactly("ground (not tinted)", "dog");
        assertThat(preview.page(source, 1).html()).contains("#009e73").contains("</i>dog</li>");
    }

    @Test
    void aVisibleKeypointIsADot() {
        Target target = Target.ofKeypoints(List.of(Keypoint.of("eye", 7, 4), new Keypoint("tail", 22, 15, false)));
        Picture picture = Picture.of(PIPELINE.classMode(ClassMode.keypoints(2)), target);
        assertThat(picture.at(7.5, 4.5)).isEqualTo(Palette.of(0));
        assertThat(picture.at(22.5, 15.5)).isEqualTo(UNTOUCHED);
        assertThat(picture.at(9, 4.5)).isEqualTo(UNTOUCHED);
    }

    @Test
    void drawnLabelsDoNotChangeThePixelsOfATile() {
        ImageArrays source = ImageArrays.of(List.of(GREY))
                .targets(CLASSES, List.of(Target.ofBoxes(List.of(new Box(0, 0, 30, 20, 0)))));
        ImagePipeline pipeline = PIPELINE.classMode(ClassMode.boxes(1)).augment(randomFlipHorizontal());
        assertThat(Preview.of(pipeline).draws(source, 0, 3).tiles())
                .extracting(Tile::pixels)
                .containsOnly(GREY);
    }
}
