package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.json.AugmentationTypes;
import java.util.List;

/** The record behind {@link ImageDataGenerator#augmentation}, for JSON. Found by {@link java.util.ServiceLoader}. */
public final class KerasTypes implements AugmentationTypes {

    /** For {@link java.util.ServiceLoader}. */
    public KerasTypes() {}

    @Override
    public List<Class<? extends Augmentation>> types() {
        return List.of(RandomTransform.class);
    }
}
