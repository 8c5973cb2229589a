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
import io.github.dl4jimagegen.image.Augmentation;
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
                RandomResizedCrop.class,
                RandomRotate90.class,
                Resize.class);
    }
}
