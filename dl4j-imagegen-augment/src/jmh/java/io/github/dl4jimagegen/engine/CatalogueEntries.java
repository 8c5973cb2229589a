package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.augment.Augmentations;
import io.github.dl4jimagegen.augment.policy.AutoAugment;
import io.github.dl4jimagegen.image.Augmentation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every augmentation of the catalogue that changes one image, with usual parameters, by the name of its factory. */
final class CatalogueEntries {

    /** Nothing is drawn and nothing done: what the measuring itself takes. */
    static final String NOTHING = "nothing";

    /** What no single image can be given to. */
    private static final Set<String> OF_A_WHOLE_PIPELINE = Set.of("mixUp", "cutMix", "mosaic", "randomResizedCrop");

    private CatalogueEntries() {}

    /**
     * Returns them.
     *
     * @throws IllegalStateException if a factory is missing here
     */
    static Map<String, Augmentation> all() {
        Map<String, Augmentation> entries = new LinkedHashMap<>();
        entries.put(NOTHING, (shape, random) -> List.of());
        geometric(entries);
        photometric(entries);
        entries.put("randAugment", Augmentations.randAugment(2, 9));
        entries.put("trivialAugmentWide", Augmentations.trivialAugmentWide());
        entries.put("autoAugment", Augmentations.autoAugment(AutoAugment.Policy.IMAGENET));
        entries.put("augMix", Augmentations.augMix());
        List<String> missing = Arrays.stream(Augmentations.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> method.getName())
                .filter(name -> !entries.containsKey(name) && !OF_A_WHOLE_PIPELINE.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not measured: " + missing);
        }
        return entries;
    }

    private static void geometric(Map<String, Augmentation> entries) {
        entries.put("randomFlipHorizontal", Augmentations.randomFlipHorizontal());
        entries.put("randomFlipVertical", Augmentations.randomFlipVertical());
        entries.put("randomRotate90", Augmentations.randomRotate90());
        entries.put("randomD4", Augmentations.randomD4());
        entries.put("randomRotation", Augmentations.randomRotation(20));
        entries.put("randomTranslation", Augmentations.randomTranslation(0.1, 0.1));
        entries.put("randomZoom", Augmentations.randomZoom(0.8, 1.2));
        entries.put("randomShear", Augmentations.randomShear(10));
        entries.put(
                "randomAffine",
                Augmentations.randomAffine()
                        .rotation(-20, 20)
                        .xTranslation(-0.1, 0.1)
                        .yTranslation(-0.1, 0.1)
                        .zoom(0.8, 1.2)
                        .xShear(-10, 10));
        entries.put("randomCrop", Augmentations.randomCrop(192, 192));
        entries.put("centerCrop", Augmentations.centerCrop(192, 192));
        entries.put("pad", Augmentations.pad(16));
        entries.put("padTo", Augmentations.padTo(256, 256));
        entries.put("resize", Augmentations.resize(192, 192));
        entries.put("resizeInside", Augmentations.resizeInside(192, 192));
        entries.put("resizeToCover", Augmentations.resizeToCover(256, 256));
        entries.put("randomPerspective", Augmentations.randomPerspective(0.2));
        entries.put("randomElastic", Augmentations.randomElastic(50, 5));
        entries.put("randomGridDistortion", Augmentations.randomGridDistortion(5, 0.3));
        entries.put("randomOpticalDistortion", Augmentations.randomOpticalDistortion(0.2));
    }

    private static void photometric(Map<String, Augmentation> entries) {
        entries.put("randomBrightness", Augmentations.randomBrightness(-0.2, 0.2));
        entries.put("randomContrast", Augmentations.randomContrast(0.8, 1.2));
        entries.put("randomSaturation", Augmentations.randomSaturation(0.8, 1.2));
        entries.put("randomHue", Augmentations.randomHue(-0.1, 0.1));
        entries.put("randomColorJitter", Augmentations.randomColorJitter(0.4, 0.4, 0.4, 0.1));
        entries.put("randomRgbShift", Augmentations.randomRgbShift(-20, 20));
        entries.put("randomGamma", Augmentations.randomGamma(0.8, 1.25));
        entries.put("grayscale", Augmentations.grayscale());
        entries.put("randomGrayscale", Augmentations.randomGrayscale());
        entries.put("invert", Augmentations.invert());
        entries.put("posterize", Augmentations.posterize(4));
        entries.put("solarize", Augmentations.solarize(128));
        entries.put("equalize", Augmentations.equalize());
        entries.put("autoContrast", Augmentations.autoContrast());
        entries.put("clahe", Augmentations.clahe(4, 8));
        entries.put("randomSharpness", Augmentations.randomSharpness(0, 2));
        entries.put("randomGaussianBlur", Augmentations.randomGaussianBlur(0.1, 2));
        entries.put("randomMotionBlur", Augmentations.randomMotionBlur(3, 7));
        entries.put("medianBlur", Augmentations.medianBlur(5));
        entries.put("randomGaussianNoise", Augmentations.randomGaussianNoise(5, 20));
        entries.put("randomShotNoise", Augmentations.randomShotNoise(5, 60));
        entries.put("randomSaltAndPepper", Augmentations.randomSaltAndPepper(0.01, 0.05));
        entries.put("randomJpegCompression", Augmentations.randomJpegCompression(50, 90));
        entries.put("randomChannelDropout", Augmentations.randomChannelDropout());
        entries.put("randomChannelShuffle", Augmentations.randomChannelShuffle());
        entries.put("randomErasing", Augmentations.randomErasing());
        entries.put("randomCoarseDropout", Augmentations.randomCoarseDropout());
        entries.put("randomGridDropout", Augmentations.randomGridDropout());
    }
}
