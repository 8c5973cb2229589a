package io.github.dl4jimagegen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.sampling.SampleRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where images go, and that everything that belongs to them can follow. */
class ResizingTest {

    private static Placement place(Resizing resizing, int h, int w, int height, int width) {
        return resizing.place(new ImageShape(h, w, 3), height, width, SampleRandom.of(1, 2, 3, 4));
    }

    @Property(tries = 300)
    void everyPolicyStaysWithinBothImages(
            @ForAll @IntRange(min = 1, max = 5000) int h,
            @ForAll @IntRange(min = 1, max = 5000) int w,
            @ForAll @IntRange(min = 1, max = 600) int height,
            @ForAll @IntRange(min = 1, max = 600) int width) {
        Placement stretched = place(Resizing.stretch(), h, w, height, width);
        assertThat(stretched).isEqualTo(new Placement(Rectangle.whole(h, w), Rectangle.whole(height, width)));
        Placement cropped = place(Resizing.cropToAspectRatio(), h, w, height, width);
        assertThat(cropped.source().isWithin(h, w)).isTrue();
        assertThat(cropped.target()).isEqualTo(Rectangle.whole(height, width));
        Placement padded = place(Resizing.padToAspectRatio(0), h, w, height, width);
        assertThat(padded.target().isWithin(height, width)).isTrue();
        assertThat(padded.source()).isEqualTo(Rectangle.whole(h, w));
    }

    @Property(tries = 300)
    void croppingAndPaddingKeepTheAspectRatioToAPixelAndOneSideWhole(
            @ForAll @IntRange(min = 1, max = 5000) int h,
            @ForAll @IntRange(min = 1, max = 5000) int w,
            @ForAll @IntRange(min = 1, max = 600) int height,
            @ForAll @IntRange(min = 1, max = 600) int width) {
        Rectangle cropped =
                place(Resizing.cropToAspectRatio(), h, w, height, width).source();
        assertThat(cropped.height() == h || cropped.width() == w).isTrue();
        assertThat(Math.min(
                        Math.abs((double) cropped.width() * height / width - cropped.height()),
                        Math.abs((double) cropped.height() * width / height - cropped.width())))
                .isLessThan(1);
        Rectangle padded =
                place(Resizing.padToAspectRatio(0), h, w, height, width).target();
        assertThat(padded.height() == height || padded.width() == width).isTrue();
        assertThat(Math.min(
                        Math.abs((double) padded.width() * h / w - padded.height()),
                        Math.abs((double) padded.height() * w / h - padded.width())))
                .isLessThanOrEqualTo(Math.min(padded.height(), padded.width()) == 1 ? 1 : 0.5);
    }

    @Property(tries = 300)
    void theEdgesOfTheSourceGoToTheEdgesOfTheTarget(
            @ForAll @IntRange(min = 1, max = 3000) int h,
            @ForAll @IntRange(min = 1, max = 3000) int w,
            @ForAll @IntRange(min = 1, max = 600) int height,
            @ForAll @IntRange(min = 1, max = 600) int width) {
        for (Resizing resizing :
                new Resizing[] {Resizing.stretch(), Resizing.cropToAspectRatio(), Resizing.padToAspectRatio(9)}) {
            Placement placement = place(resizing, h, w, height, width);
            Affine map = placement.map();
            Rectangle from = placement.source();
            Rectangle to = placement.target();
            assertThat(map.x(from.left() - 0.5, 0)).isCloseTo(to.left() - 0.5, within(1e-6));
            assertThat(map.y(0, from.top() - 0.5)).isCloseTo(to.top() - 0.5, within(1e-6));
            assertThat(map.x(from.left() + from.width() - 0.5, 0))
                    .isCloseTo(to.left() + to.width() - 0.5, within(1e-6));
            assertThat(map.y(0, from.top() + from.height() - 0.5))
                    .isCloseTo(to.top() + to.height() - 0.5, within(1e-6));
        }
    }

    @Example
    void croppingIsKerasKeepAspectRatio() {
        int cases = 0;
        for (JsonNode golden : GoldenVectors.cases("resize")) {
            JsonNode box = golden.get("crop_box_left_top_right_bottom");
            if (box != null) {
                JsonNode size = golden.get("target_size");
                Rectangle source = place(
                                Resizing.cropToAspectRatio(),
                                12,
                                16,
                                size.get(0).asInt(),
                                size.get(1).asInt())
                        .source();
                assertThat(source)
                        .isEqualTo(new Rectangle(
                                box.get(0).asInt(),
                                box.get(1).asInt(),
                                box.get(2).asInt() - box.get(0).asInt(),
                                box.get(3).asInt() - box.get(1).asInt()));
                cases++;
            }
        }
        assertThat(cases).isEqualTo(18);
    }

    @Example
    void examples() {
        assertThat(place(Resizing.cropToAspectRatio(), 375, 500, 224, 224).source())
                .isEqualTo(new Rectangle(62, 0, 375, 375));
        assertThat(place(Resizing.padToAspectRatio(0), 375, 500, 224, 224).target())
                .isEqualTo(new Rectangle(0, 28, 224, 168));
        assertThat(place(Resizing.padToAspectRatio(0), 5000, 1, 10, 10).target())
                .isEqualTo(new Rectangle(4, 0, 1, 10));
        assertThat(place(Resizing.cropToAspectRatio(), 1, 5000, 10, 1).source())
                .isEqualTo(new Rectangle(2499, 0, 1, 1));
    }

    @Example
    void policiesSayWhatTheyAre() {
        assertThat(Resizing.stretch().describe())
                .isEqualTo("Resizing[fit=STRETCH, padding=0.0,"
                        + " resampling=Standard[interpolation=BILINEAR, antialias=false]]");
        assertThat(Resizing.padToAspectRatio(114)
                        .interpolation(Interpolation.AREA)
                        .describe())
                .isEqualTo("Resizing[fit=PAD, padding=114.0,"
                        + " resampling=Standard[interpolation=AREA, antialias=false]]");
        assertThat(Resizing.stretch().pillow(PillowFilter.LANCZOS).describe()).contains("Pillow[filter=LANCZOS]");
        SizePolicy drawn = (image, height, width, random) ->
                new Placement(new Rectangle(0, 0, 1, 1), Rectangle.whole(height, width));
        assertThat(drawn.describe()).isEqualTo("a function");
        assertThat(drawn.isDrawn()).isTrue();
        assertThat(Resizing.stretch().isDrawn()).isFalse();
    }

    @Example
    void theOrderOfTheSettingsDoesNotMatter() {
        assertThat(Resizing.stretch().interpolation(Interpolation.BICUBIC).antialias(true))
                .isEqualTo(Resizing.stretch().antialias(true).interpolation(Interpolation.BICUBIC));
        assertThat(Resizing.stretch().pillow(PillowFilter.BOX).interpolation(Interpolation.AREA))
                .isEqualTo(Resizing.stretch().interpolation(Interpolation.AREA));
    }

    @Example
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Resizing.padToAspectRatio(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padding must be finite but was NaN");
        assertThatThrownBy(() ->
                        Resizing.stretch().interpolation(Interpolation.NEAREST).antialias(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NEAREST does not: use AREA");
        assertThatThrownBy(() -> Resizing.stretch().tensorFlow(Interpolation.AREA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for BILINEAR and NEAREST but not for AREA");
        assertThatThrownBy(() -> new Rectangle(0, -1, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x2 (height x width) from row -1, column 0");
        Warp warp = Warp.identity(new ImageShape(3, 3, 1));
        assertThatThrownBy(() -> warp.interpolation(Interpolation.AREA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a warp cannot interpolate by AREA, which is for sizing");
    }
}
