package io.github.dl4jimagegen.augment.reference;

import static io.github.dl4jimagegen.augment.Augmentations.*;
import static io.github.dl4jimagegen.augment.reference.Reference.drawn;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Changes of values, and mixing. */
final class PhotometricReferences {

    private static final Rectangle HOLE = new Rectangle(7, 4, 11, 13);

    private PhotometricReferences() {}

    static List<Reference> all() {
        return Stream.of(colors(), histograms(), neighbourhoods(), replaced(), mixed())
                .flatMap(List::stream)
                .toList();
    }

    private static Reference of(String entry, String id, PhotometricAugmentation augmentation) {
        return Reference.of(entry, id, augmentation);
    }

    private static List<Reference> colors() {
        return List.of(
                of("randomBrightness", "OpenCV add", randomBrightness(0.2, 0.2)),
                of("randomBrightness", "OpenCV subtract", randomBrightness(-0.4, -0.4)),
                of("randomContrast", "torchvision adjust_contrast", randomContrast(1.7, 1.7)),
                of("randomContrast", "torchvision adjust_contrast less", randomContrast(0.3, 0.3)),
                of("randomContrast", "Pillow Contrast", randomContrast(1.7, 1.7))
                        .within(1, 42, Why.TRUNCATION),
                of("randomSaturation", "torchvision adjust_saturation", randomSaturation(1.7, 1.7))
                        .within(1, 5, Why.FIXED_POINT),
                of("randomSaturation", "torchvision adjust_saturation less", randomSaturation(0.3, 0.3))
                        .within(1, 6, Why.FIXED_POINT),
                of("randomSaturation", "Pillow Color", randomSaturation(1.7, 1.7))
                        .within(1, 36, Why.TRUNCATION),
                of("randomHue", "torchvision adjust_hue", randomHue(0.2, 0.2)),
                of("randomHue", "torchvision adjust_hue back", randomHue(-0.35, -0.35))
                        .within(1, 2, Why.ROUNDING),
                drawn("randomColorJitter", "torchvision adjust_brightness", shape -> PixelOp.linear(1.4, 0)),
                drawn("randomColorJitter", "torchvision adjust_brightness darker", shape -> PixelOp.linear(0.6, 0)),
                drawn("randomColorJitter", "torchvision adjust_brightness 8-bit", shape -> PixelOp.linear(1.4, 0))
                        .within(1, 30, Why.TRUNCATION),
                drawn(
                                "randomColorJitter",
                                "torchvision ColorJitter",
                                shape -> PixelOp.chain(
                                        ColorMatrix.saturation(0.7),
                                        PixelOp.linear(1.2, 0),
                                        new PixelOp.HueShift(0.1),
                                        new PixelOp.Contrast(1.3)))
                        .within(3, 44, Why.STEPS),
                drawn(
                        "randomRgbShift",
                        "OpenCV add channels",
                        shape -> new PixelOp.ChannelCurves(
                                List.of(new Curve.Linear(1, 17), new Curve.Linear(1, -20), new Curve.Linear(1, 5)))),
                of("randomGamma", "torchvision adjust_gamma", randomGamma(0.6, 0.6)),
                of("randomGamma", "torchvision adjust_gamma darker", randomGamma(2.2, 2.2)),
                of("grayscale", "Pillow convert", grayscale()).within(1, 3, Why.FIXED_POINT),
                of("grayscale", "torchvision rgb_to_grayscale", grayscale()).within(1, 2, Why.FIXED_POINT),
                of("randomGrayscale", "torchvision rgb_to_grayscale", grayscale())
                        .within(1, 2, Why.FIXED_POINT),
                of("invert", "torchvision invert", invert()),
                of("posterize", "torchvision posterize", posterize(3)),
                of("solarize", "torchvision solarize", solarize(100)),
                drawn(
                        "randomChannelDropout",
                        "numpy multiply",
                        shape -> new ColorMatrix(List.of(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0))),
                drawn("randomChannelShuffle", "Pillow merge", shape -> ColorMatrix.channels(2, 0, 1)));
    }

    private static List<Reference> histograms() {
        return List.of(
                of("equalize", "torchvision equalize", equalize()),
                of("equalize", "Pillow equalize", equalize()),
                of("autoContrast", "torchvision autocontrast", autoContrast()).within(1, 0.6, Why.ROUNDING),
                of("autoContrast", "Pillow autocontrast", autoContrast()).within(1, 53, Why.TRUNCATION),
                of("clahe", "OpenCV CLAHE", clahe(4, 8)));
    }

    private static List<Reference> neighbourhoods() {
        return List.of(
                of("randomSharpness", "torchvision adjust_sharpness", randomSharpness(2.5, 2.5))
                        .inside(1)
                        .within(1, 2.5, Why.ROUNDING),
                of("randomSharpness", "torchvision adjust_sharpness smooth", randomSharpness(0, 0))
                        .inside(1),
                of("randomSharpness", "Pillow Sharpness", randomSharpness(2.5, 2.5))
                        .inside(1)
                        .within(1, 35, Why.TRUNCATION),
                of("randomGaussianBlur", "torchvision gaussian_blur", randomGaussianBlur(1.5, 1.5))
                        .within(1, 17.5, Why.FIXED_POINT),
                of("randomGaussianBlur", "OpenCV GaussianBlur", randomGaussianBlur(1.5, 1.5)),
                drawn("randomMotionBlur", "OpenCV filter2D motion", shape -> Convolution.motion(6, 30))
                        .within(1, 1.5, Why.SUM),
                drawn("randomMotionBlur", "OpenCV filter2D motion across", shape -> Convolution.motion(5, 0))
                        .within(1, 1.5, Why.SUM),
                drawn(
                                "randomMotionBlur",
                                "Pillow Kernel",
                                shape -> new Convolution(3, 3, List.of(0.1, -0.2, 0.3, 0.4, 0.6, -0.1, 0.2, 0.0, -0.3)))
                        .inside(1)
                        .within(1, 4, Why.ROUNDING),
                of("medianBlur", "OpenCV medianBlur 3", medianBlur(3)),
                of("medianBlur", "OpenCV medianBlur 5", medianBlur(5)),
                of("medianBlur", "Pillow MedianFilter", medianBlur(5)),
                of("randomJpegCompression", "Pillow JPEG 30", randomJpegCompression(30, 30)),
                of("randomJpegCompression", "OpenCV JPEG 90", randomJpegCompression(90, 90)));
    }

    private static List<Reference> replaced() {
        return List.of(
                drawn(
                        "randomErasing",
                        "torchvision erase",
                        shape -> new Erase(List.of(HOLE), Fill.rgb(124, 116, 104), 0)),
                drawn(
                        "randomCoarseDropout",
                        "torchvision erase holes",
                        shape -> new Erase(
                                List.of(HOLE, new Rectangle(10, 9, 6, 14), new Rectangle(0, 20, 5, 3)), Fill.BLACK, 0)),
                drawn("randomGridDropout", "torchvision erase grid", shape -> new Erase(grid(shape), Fill.BLACK, 0)));
    }

    private static List<Rectangle> grid(ImageShape shape) {
        List<Rectangle> holes = new ArrayList<>();
        for (int top = -5; top < shape.height(); top += 7) {
            for (int left = -3; left < shape.width(); left += 7) {
                holes.add(new Rectangle(left, top, 4, 4));
            }
        }
        return holes;
    }

    private static List<Reference> mixed() {
        return List.of(
                Reference.of("mixUp", "OpenCV addWeighted", image -> Flows.mixed(image, new Mix.Blend(1, 0.3)))
                        .within(1, 5, Why.ROUNDING),
                Reference.of(
                        "cutMix",
                        "Pillow paste",
                        image -> Flows.mixed(image, new Mix.Paste(1, new Rectangle(5, 7, 13, 9)))),
                Reference.of("mosaic", "OpenCV resize into quarters", image -> Flows.mosaic(image, 0.25)));
    }
}
