package io.github.dl4jimagegen.json;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.SizePolicy;
import java.util.List;

/**
 * Records that are augmentations, size policies or mixings, offered by a library to {@link AugmentationJson#standard()}.
 * Implementations are found by {@link java.util.ServiceLoader}.
 */
public interface AugmentationTypes {

    /**
     * Returns the types. Each is a record whose components are numbers, text, enums, lists, other records or other
     * augmentations.
     *
     * @return the same on every call
     */
    List<Class<? extends Augmentation>> types();

    /**
     * Returns the types of size policies, records of the same kind.
     *
     * @return the same on every call; none unless overridden
     */
    default List<Class<? extends SizePolicy>> sizePolicies() {
        return List.of();
    }

    /**
     * Returns the types of mixings, records of the same kind.
     *
     * @return the same on every call; none unless overridden
     */
    default List<Class<? extends Mixing>> mixings() {
        return List.of();
    }
}
