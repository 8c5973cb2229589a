package io.github.dl4jimagegen.augment.policy;

import static io.github.dl4jimagegen.augment.policy.Change.AUTO_CONTRAST;
import static io.github.dl4jimagegen.augment.policy.Change.BRIGHTNESS;
import static io.github.dl4jimagegen.augment.policy.Change.COLOR;
import static io.github.dl4jimagegen.augment.policy.Change.CONTRAST;
import static io.github.dl4jimagegen.augment.policy.Change.EQUALIZE;
import static io.github.dl4jimagegen.augment.policy.Change.INVERT;
import static io.github.dl4jimagegen.augment.policy.Change.POSTERIZE;
import static io.github.dl4jimagegen.augment.policy.Change.ROTATE;
import static io.github.dl4jimagegen.augment.policy.Change.SHARPNESS;
import static io.github.dl4jimagegen.augment.policy.Change.SHEAR_X;
import static io.github.dl4jimagegen.augment.policy.Change.SHEAR_Y;
import static io.github.dl4jimagegen.augment.policy.Change.SOLARIZE;
import static io.github.dl4jimagegen.augment.policy.Change.TRANSLATE_X;
import static io.github.dl4jimagegen.augment.policy.Change.TRANSLATE_Y;

import java.util.List;

/** The pairs of changes that AutoAugment's searches found, in the order in which the paper lists them. */
final class AutoAugmentTables {

    private static final List<Pair> IMAGENET = List.of(
            new Pair(part(POSTERIZE, 0.4, 8), part(ROTATE, 0.6, 9)),
            new Pair(part(SOLARIZE, 0.6, 5), part(AUTO_CONTRAST, 0.6)),
            new Pair(part(EQUALIZE, 0.8), part(EQUALIZE, 0.6)),
            new Pair(part(POSTERIZE, 0.6, 7), part(POSTERIZE, 0.6, 6)),
            new Pair(part(EQUALIZE, 0.4), part(SOLARIZE, 0.2, 4)),
            new Pair(part(EQUALIZE, 0.4), part(ROTATE, 0.8, 8)),
            new Pair(part(SOLARIZE, 0.6, 3), part(EQUALIZE, 0.6)),
            new Pair(part(POSTERIZE, 0.8, 5), part(EQUALIZE, 1)),
            new Pair(part(ROTATE, 0.2, 3), part(SOLARIZE, 0.6, 8)),
            new Pair(part(EQUALIZE, 0.6), part(POSTERIZE, 0.4, 6)),
            new Pair(part(ROTATE, 0.8, 8), part(COLOR, 0.4, 0)),
            new Pair(part(ROTATE, 0.4, 9), part(EQUALIZE, 0.6)),
            new Pair(part(EQUALIZE, 0), part(EQUALIZE, 0.8)),
            new Pair(part(INVERT, 0.6), part(EQUALIZE, 1)),
            new Pair(part(COLOR, 0.6, 4), part(CONTRAST, 1, 8)),
            new Pair(part(ROTATE, 0.8, 8), part(COLOR, 1, 2)),
            new Pair(part(COLOR, 0.8, 8), part(SOLARIZE, 0.8, 7)),
            new Pair(part(SHARPNESS, 0.4, 7), part(INVERT, 0.6)),
            new Pair(part(SHEAR_X, 0.6, 5), part(EQUALIZE, 1)),
            new Pair(part(COLOR, 0.4, 0), part(EQUALIZE, 0.6)),
            new Pair(part(EQUALIZE, 0.4), part(SOLARIZE, 0.2, 4)),
            new Pair(part(SOLARIZE, 0.6, 5), part(AUTO_CONTRAST, 0.6)),
            new Pair(part(INVERT, 0.6), part(EQUALIZE, 1)),
            new Pair(part(COLOR, 0.6, 4), part(CONTRAST, 1, 8)),
            new Pair(part(EQUALIZE, 0.8), part(EQUALIZE, 0.6)));

    private static final List<Pair> CIFAR10 = List.of(
            new Pair(part(INVERT, 0.1), part(CONTRAST, 0.2, 6)),
            new Pair(part(ROTATE, 0.7, 2), part(TRANSLATE_X, 0.3, 9)),
            new Pair(part(SHARPNESS, 0.8, 1), part(SHARPNESS, 0.9, 3)),
            new Pair(part(SHEAR_Y, 0.5, 8), part(TRANSLATE_Y, 0.7, 9)),
            new Pair(part(AUTO_CONTRAST, 0.5), part(EQUALIZE, 0.9)),
            new Pair(part(SHEAR_Y, 0.2, 7), part(POSTERIZE, 0.3, 7)),
            new Pair(part(COLOR, 0.4, 3), part(BRIGHTNESS, 0.6, 7)),
            new Pair(part(SHARPNESS, 0.3, 9), part(BRIGHTNESS, 0.7, 9)),
            new Pair(part(EQUALIZE, 0.6), part(EQUALIZE, 0.5)),
            new Pair(part(CONTRAST, 0.6, 7), part(SHARPNESS, 0.6, 5)),
            new Pair(part(COLOR, 0.7, 7), part(TRANSLATE_X, 0.5, 8)),
            new Pair(part(EQUALIZE, 0.3), part(AUTO_CONTRAST, 0.4)),
            new Pair(part(TRANSLATE_Y, 0.4, 3), part(SHARPNESS, 0.2, 6)),
            new Pair(part(BRIGHTNESS, 0.9, 6), part(COLOR, 0.2, 8)),
            new Pair(part(SOLARIZE, 0.5, 2), part(INVERT, 0)),
            new Pair(part(EQUALIZE, 0.2), part(AUTO_CONTRAST, 0.6)),
            new Pair(part(EQUALIZE, 0.2), part(EQUALIZE, 0.6)),
            new Pair(part(COLOR, 0.9, 9), part(EQUALIZE, 0.6)),
            new Pair(part(AUTO_CONTRAST, 0.8), part(SOLARIZE, 0.2, 8)),
            new Pair(part(BRIGHTNESS, 0.1, 3), part(COLOR, 0.7, 0)),
            new Pair(part(SOLARIZE, 0.4, 5), part(AUTO_CONTRAST, 0.9)),
            new Pair(part(TRANSLATE_Y, 0.9, 9), part(TRANSLATE_Y, 0.7, 9)),
            new Pair(part(AUTO_CONTRAST, 0.9), part(SOLARIZE, 0.8, 3)),
            new Pair(part(EQUALIZE, 0.8), part(INVERT, 0.1)),
            new Pair(part(TRANSLATE_Y, 0.7, 9), part(AUTO_CONTRAST, 0.9)));

    private static final List<Pair> SVHN = List.of(
            new Pair(part(SHEAR_X, 0.9, 4), part(INVERT, 0.2)),
            new Pair(part(SHEAR_Y, 0.9, 8), part(INVERT, 0.7)),
            new Pair(part(EQUALIZE, 0.6), part(SOLARIZE, 0.6, 6)),
            new Pair(part(INVERT, 0.9), part(EQUALIZE, 0.6)),
            new Pair(part(EQUALIZE, 0.6), part(ROTATE, 0.9, 3)),
            new Pair(part(SHEAR_X, 0.9, 4), part(AUTO_CONTRAST, 0.8)),
            new Pair(part(SHEAR_Y, 0.9, 8), part(INVERT, 0.4)),
            new Pair(part(SHEAR_Y, 0.9, 5), part(SOLARIZE, 0.2, 6)),
            new Pair(part(INVERT, 0.9), part(AUTO_CONTRAST, 0.8)),
            new Pair(part(EQUALIZE, 0.6), part(ROTATE, 0.9, 3)),
            new Pair(part(SHEAR_X, 0.9, 4), part(SOLARIZE, 0.3, 3)),
            new Pair(part(SHEAR_Y, 0.8, 8), part(INVERT, 0.7)),
            new Pair(part(EQUALIZE, 0.9), part(TRANSLATE_Y, 0.6, 6)),
            new Pair(part(INVERT, 0.9), part(EQUALIZE, 0.6)),
            new Pair(part(CONTRAST, 0.3, 3), part(ROTATE, 0.8, 4)),
            new Pair(part(INVERT, 0.8), part(TRANSLATE_Y, 0, 2)),
            new Pair(part(SHEAR_Y, 0.7, 6), part(SOLARIZE, 0.4, 8)),
            new Pair(part(INVERT, 0.6), part(ROTATE, 0.8, 4)),
            new Pair(part(SHEAR_Y, 0.3, 7), part(TRANSLATE_X, 0.9, 3)),
            new Pair(part(SHEAR_X, 0.1, 6), part(INVERT, 0.6)),
            new Pair(part(SOLARIZE, 0.7, 2), part(TRANSLATE_Y, 0.6, 7)),
            new Pair(part(SHEAR_Y, 0.8, 4), part(INVERT, 0.8)),
            new Pair(part(SHEAR_X, 0.7, 9), part(TRANSLATE_Y, 0.8, 3)),
            new Pair(part(SHEAR_Y, 0.8, 5), part(AUTO_CONTRAST, 0.7)),
            new Pair(part(SHEAR_X, 0.7, 2), part(INVERT, 0.1)));

    private AutoAugmentTables() {}

    record Pair(Part first, Part second) {}

    /** A change with its probability and its magnitude, 0 to 9. */
    record Part(Change change, double probability, int magnitude) {}

    static List<Pair> of(AutoAugment.Policy policy) {
        return switch (policy) {
            case IMAGENET -> IMAGENET;
            case CIFAR10 -> CIFAR10;
            case SVHN -> SVHN;
        };
    }

    private static Part part(Change change, double probability) {
        return new Part(change, probability, 0);
    }

    private static Part part(Change change, double probability, int magnitude) {
        return new Part(change, probability, magnitude);
    }
}
