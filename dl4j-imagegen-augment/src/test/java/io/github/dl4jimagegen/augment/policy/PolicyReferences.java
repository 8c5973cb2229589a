package io.github.dl4jimagegen.augment.policy;

import static io.github.dl4jimagegen.augment.reference.Reference.drawn;

import io.github.dl4jimagegen.augment.reference.Reference;
import io.github.dl4jimagegen.augment.reference.Why;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Mixture;
import java.util.List;

/** What policies choose from, at one strength each. */
public final class PolicyReferences {

    private PolicyReferences() {}

    /** Returns torchvision's changes; the tables are compared in {@link PolicyTablesTest}. */
    public static List<Reference> all() {
        return List.of(
                of("Identity", Change.IDENTITY, 0),
                of("ShearX", Change.SHEAR_X, -0.25), // their sign is the other one, and it is drawn
                of("ShearY", Change.SHEAR_Y, 0.15),
                of("TranslateX", Change.TRANSLATE_X, 5.7),
                of("TranslateY", Change.TRANSLATE_Y, -3.4),
                of("Rotate", Change.ROTATE, 20).within(255, 0.3, Why.HALF_WAY),
                of("Brightness", Change.BRIGHTNESS, 0.45).within(1, 35, Why.TRUNCATION),
                of("Color", Change.COLOR, -0.6).within(2, 75, Why.TRUNCATION),
                of("Contrast", Change.CONTRAST, 0.45).within(1, 24, Why.TRUNCATION),
                of("Sharpness", Change.SHARPNESS, 0.9)
                        .within(1, 42, Why.TRUNCATION)
                        .inside(1),
                of("Posterize", Change.POSTERIZE, 4),
                of("Solarize", Change.SOLARIZE, 127.5),
                of("AutoContrast", Change.AUTO_CONTRAST, 0).within(1, 53, Why.TRUNCATION),
                of("Equalize", Change.EQUALIZE, 0),
                drawn("autoAugment", "torchvision AutoAugment Invert", shape -> of(Change.INVERT, 0, shape)),
                wide("ShearX", Change.SHEAR_X, -0.99),
                wide("Rotate", Change.ROTATE, -135).within(255, 0.3, Why.HALF_WAY),
                wide("Posterize", Change.POSTERIZE, 2),
                wide("Color", Change.COLOR, 0.99).within(2, 75, Why.TRUNCATION),
                drawn("augMix", "torchvision AugMix", shape -> mixture(shape)).within(1, 3, Why.ROUNDING));
    }

    private static Reference of(String name, Change change, double magnitude) {
        return drawn("randAugment", "torchvision RandAugment " + name, shape -> of(change, magnitude, shape));
    }

    private static Reference wide(String name, Change change, double magnitude) {
        return drawn(
                "trivialAugmentWide", "torchvision TrivialAugmentWide " + name, shape -> of(change, magnitude, shape));
    }

    private static ImageOperation of(Change change, double magnitude, ImageShape shape) {
        return change.of(magnitude, shape, Border.constant(0), Interpolation.NEAREST);
    }

    private static Mixture mixture(ImageShape shape) {
        return new Mixture(List.of(
                new Mixture.Part(0.4, List.of()),
                new Mixture.Part(0.35, List.of(of(Change.SHEAR_X, 0.25, shape), of(Change.SOLARIZE, 200, shape))),
                new Mixture.Part(0.25, List.of(of(Change.TRANSLATE_X, 4, shape)))));
    }
}
