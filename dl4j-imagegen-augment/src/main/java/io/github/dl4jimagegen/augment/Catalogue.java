package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.augment.geometric.CenterCrop;
import io.github.dl4jimagegen.augment.geometric.Flip;
import io.github.dl4jimagegen.augment.geometric.Pad;
import io.github.dl4jimagegen.augment.geometric.PadTo;
import io.github.dl4jimagegen.augment.geometric.RandomAffine;
import io.github.dl4jimagegen.augment.geometric.RandomCrop;
import io.github.dl4jimagegen.augment.geometric.RandomD4;
import io.github.dl4jimagegen.augment.geometric.RandomElastic;
import io.github.dl4jimagegen.augment.geometric.RandomGridDistortion;
import io.github.dl4jimagegen.augment.geometric.RandomOpticalDistortion;
import io.github.dl4jimagegen.augment.geometric.RandomPerspective;
import io.github.dl4jimagegen.augment.geometric.RandomResizedCrop;
import io.github.dl4jimagegen.augment.geometric.RandomRotate90;
import io.github.dl4jimagegen.augment.geometric.Resize;
import io.github.dl4jimagegen.augment.mix.CutMix;
import io.github.dl4jimagegen.augment.mix.MixUp;
import io.github.dl4jimagegen.augment.photometric.AutoContrast;
import io.github.dl4jimagegen.augment.photometric.Clahe;
import io.github.dl4jimagegen.augment.photometric.Equalize;
import io.github.dl4jimagegen.augment.photometric.Grayscale;
import io.github.dl4jimagegen.augment.photometric.Invert;
import io.github.dl4jimagegen.augment.photometric.MedianBlur;
import io.github.dl4jimagegen.augment.photometric.Posterize;
import io.github.dl4jimagegen.augment.photometric.RandomBrightness;
import io.github.dl4jimagegen.augment.photometric.RandomChannelDropout;
import io.github.dl4jimagegen.augment.photometric.RandomChannelShuffle;
import io.github.dl4jimagegen.augment.photometric.RandomCoarseDropout;
import io.github.dl4jimagegen.augment.photometric.RandomColorJitter;
import io.github.dl4jimagegen.augment.photometric.RandomContrast;
import io.github.dl4jimagegen.augment.photometric.RandomErasing;
import io.github.dl4jimagegen.augment.photometric.RandomGamma;
import io.github.dl4jimagegen.augment.photometric.RandomGaussianBlur;
import io.github.dl4jimagegen.augment.photometric.RandomGaussianNoise;
import io.github.dl4jimagegen.augment.photometric.RandomGridDropout;
import io.github.dl4jimagegen.augment.photometric.RandomHue;
import io.github.dl4jimagegen.augment.photometric.RandomJpegCompression;
import io.github.dl4jimagegen.augment.photometric.RandomMotionBlur;
import io.github.dl4jimagegen.augment.photometric.RandomRgbShift;
import io.github.dl4jimagegen.augment.photometric.RandomSaltAndPepper;
import io.github.dl4jimagegen.augment.photometric.RandomSaturation;
import io.github.dl4jimagegen.augment.photometric.RandomSharpness;
import io.github.dl4jimagegen.augment.photometric.RandomShotNoise;
import io.github.dl4jimagegen.augment.photometric.Solarize;
import io.github.dl4jimagegen.augment.policy.AugMix;
import io.github.dl4jimagegen.augment.policy.AutoAugment;
import io.github.dl4jimagegen.augment.policy.RandAugment;
import io.github.dl4jimagegen.augment.policy.TrivialAugmentWide;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.json.AugmentationTypes;
import java.util.List;

/** The records behind {@link Augmentations}, for JSON. Found by {@link java.util.ServiceLoader}. */
public final class Catalogue implements AugmentationTypes {

    /** For {@link java.util.ServiceLoader}. */
    public Catalogue() {}

    @Override
    public List<Class<? extends Augmentation>> types() {
        return List.of(
                CenterCrop.class,
                Flip.class,
                Pad.class,
                PadTo.class,
                RandomAffine.class,
                RandomCrop.class,
                RandomD4.class,
                RandomElastic.class,
                RandomGridDistortion.class,
                RandomOpticalDistortion.class,
                RandomPerspective.class,
                RandomRotate90.class,
                Resize.class,
                AutoContrast.class,
                Clahe.class,
                Equalize.class,
                Grayscale.class,
                Invert.class,
                MedianBlur.class,
                Posterize.class,
                RandomBrightness.class,
                RandomChannelDropout.class,
                RandomChannelShuffle.class,
                RandomCoarseDropout.class,
                RandomColorJitter.class,
                RandomContrast.class,
                RandomErasing.class,
                RandomGamma.class,
                RandomGaussianBlur.class,
                RandomGaussianNoise.class,
                RandomGridDropout.class,
                RandomHue.class,
                RandomJpegCompression.class,
                RandomMotionBlur.class,
                RandomRgbShift.class,
                RandomSaltAndPepper.class,
                RandomSaturation.class,
                RandomSharpness.class,
                RandomShotNoise.class,
                Solarize.class,
                AugMix.class,
                AutoAugment.class,
                RandAugment.class,
                TrivialAugmentWide.class);
    }

    @Override
    public List<Class<? extends SizePolicy>> sizePolicies() {
        return List.of(RandomResizedCrop.class);
    }

    @Override
    public List<Class<? extends Mixing>> mixings() {
        return List.of(MixUp.class, CutMix.class);
    }
}
