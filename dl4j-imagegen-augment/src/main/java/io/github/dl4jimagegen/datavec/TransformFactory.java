package io.github.dl4jimagegen.datavec;

import java.io.Serializable;
import org.datavec.image.transform.ImageTransform;

/**
 * Makes a transform of DataVec, for instance {@code () -> new WarpImageTransform(8)}. A transform keeps what it does in
 * its fields, so that every thread needs one of its own. What a lambda captures must be serialisable.
 */
@FunctionalInterface
public interface TransformFactory extends Serializable {

    /**
     * Returns a new transform; called twice when the augmentation is made and once on every thread, by many at a time.
     *
     * @return another object, with other parts, at each call
     */
    ImageTransform create();
}
