package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.augment.policy.AutoAugment.Policy;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Interpolation;
import java.util.List;

/** Choices among changes of both kinds. */
final class PolicyCases {

    private PolicyCases() {}

    static List<AugmentationCase> all() {
        return List.of(
                new AugmentationCase("randAugment", Augmentations.randAugment()),
                new AugmentationCase("randAugment", Augmentations.randAugment(2, 9)),
                new AugmentationCase(
                        "randAugment",
                        Augmentations.randAugment(3, 15).border(Border.REFLECT).interpolation(Interpolation.BILINEAR)),
                new AugmentationCase("trivialAugmentWide", Augmentations.trivialAugmentWide()),
                new AugmentationCase("autoAugment", Augmentations.autoAugment()),
                new AugmentationCase("autoAugment", Augmentations.autoAugment(Policy.IMAGENET)),
                new AugmentationCase("autoAugment", Augmentations.autoAugment(Policy.CIFAR10)),
                new AugmentationCase("autoAugment", Augmentations.autoAugment(Policy.SVHN)),
                new AugmentationCase("augMix", Augmentations.augMix()),
                new AugmentationCase("augMix", Augmentations.augMix().severity(10)),
                new AugmentationCase(
                        "augMix", Augmentations.augMix().width(2).depth(1).alpha(5)));
    }
}
