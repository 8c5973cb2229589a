package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Fill;
import java.util.List;

/** Changes of values. */
final class PhotometricCases {

    private PhotometricCases() {}

    static List<AugmentationCase> all() {
        return List.of(
                of("randomBrightness", Augmentations.randomBrightness()),
                of("randomBrightness", Augmentations.randomBrightness(-0.3, 0.3)),
                of("randomContrast", Augmentations.randomContrast()),
                of("randomContrast", Augmentations.randomContrast(0.2, 2.5)),
                of("randomSaturation", Augmentations.randomSaturation()),
                of("randomSaturation", Augmentations.randomSaturation(0, 2)),
                of("randomHue", Augmentations.randomHue()),
                of("randomHue", Augmentations.randomHue(-0.5, 0.5)),
                of("randomColorJitter", Augmentations.randomColorJitter()),
                of("randomColorJitter", Augmentations.randomColorJitter(0.4, 0.4, 0.4, 0.1)),
                of("randomRgbShift", Augmentations.randomRgbShift()),
                of("randomRgbShift", Augmentations.randomRgbShift(-20, 20)),
                of("randomGamma", Augmentations.randomGamma()),
                of("randomGamma", Augmentations.randomGamma(0.5, 2)),
                of("grayscale", Augmentations.grayscale()),
                of("randomGrayscale", Augmentations.randomGrayscale()),
                of("invert", Augmentations.invert()),
                of("posterize", Augmentations.posterize()),
                of("posterize", Augmentations.posterize(3)),
                of("solarize", Augmentations.solarize()),
                of("solarize", Augmentations.solarize(128)),
                of("solarize", Augmentations.solarize(100)),
                of("equalize", Augmentations.equalize()),
                of("autoContrast", Augmentations.autoContrast()),
                of("clahe", Augmentations.clahe()),
                of("clahe", Augmentations.clahe(4, 8)),
                of("randomSharpness", Augmentations.randomSharpness(0, 3)),
                of("randomGaussianBlur", Augmentations.randomGaussianBlur()),
                of("randomGaussianBlur", Augmentations.randomGaussianBlur(0.5, 3)),
                of("randomMotionBlur", Augmentations.randomMotionBlur()),
                of("randomMotionBlur", Augmentations.randomMotionBlur(3, 9)),
                of("medianBlur", Augmentations.medianBlur(5)),
                of("randomGaussianNoise", Augmentations.randomGaussianNoise()),
                of("randomGaussianNoise", Augmentations.randomGaussianNoise(10, 40)),
                of("randomShotNoise", Augmentations.randomShotNoise(5, 60)),
                of("randomSaltAndPepper", Augmentations.randomSaltAndPepper()),
                of("randomSaltAndPepper", Augmentations.randomSaltAndPepper(0.02, 0.06)),
                of("randomJpegCompression", Augmentations.randomJpegCompression()),
                of("randomJpegCompression", Augmentations.randomJpegCompression(10, 60)),
                of("randomChannelDropout", Augmentations.randomChannelDropout()),
                of("randomChannelShuffle", Augmentations.randomChannelShuffle()),
                of("randomErasing", Augmentations.randomErasing()),
                of("randomErasing", Augmentations.randomErasing().area(0.1, 0.5).fill(Fill.NOISE)),
                of("randomCoarseDropout", Augmentations.randomCoarseDropout()),
                of(
                        "randomCoarseDropout",
                        Augmentations.randomCoarseDropout().holes(0, 9).size(0, 1)),
                of("randomGridDropout", Augmentations.randomGridDropout()),
                of(
                        "randomGridDropout",
                        Augmentations.randomGridDropout().cells(3).fill(Fill.rgb(124, 116, 104))));
    }

    private static AugmentationCase of(String factory, Augmentation augmentation) {
        return new AugmentationCase(factory, augmentation);
    }
}
