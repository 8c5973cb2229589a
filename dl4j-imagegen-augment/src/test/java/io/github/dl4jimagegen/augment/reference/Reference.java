package io.github.dl4jimagegen.augment.reference;

import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One entry of the catalogue against one call of a reference.
 *
 * @param entry the factory, a method of {@link io.github.dl4jimagegen.augment.Augmentations}
 * @param id the call, a name in {@link ReferenceVectors}
 * @param ours the entry with the parameters of the call
 * @param margin how many rows and columns at the edges are not compared
 * @param levels by how many of 256 levels a value may differ
 * @param percent how many of the values may differ at all
 * @param why what the difference comes from
 */
public record Reference(
        String entry, String id, UnaryOperator<Image> ours, int margin, int levels, double percent, Why why) {

    private static final SampleRandom ANY = SampleRandom.of(1, 0, 0, 0);

    /** Returns a comparison for equality of what a function makes. */
    public static Reference of(String entry, String id, UnaryOperator<Image> ours) {
        return new Reference(entry, id, ours, 0, 0, 0, Why.EQUAL);
    }

    /** Returns a comparison for equality of an augmentation whose ranges leave nothing to draw. */
    public static Reference of(String entry, String id, Augmentation augmentation) {
        return of(entry, id, image -> Operations.apply(augmentation.draw(image.shape(), ANY), image));
    }

    /** Returns a comparison for equality of an operation as the augmentation draws it. */
    public static Reference drawn(String entry, String id, Function<ImageShape, ImageOperation> operation) {
        return of(entry, id, image -> Operations.apply(List.of(operation.apply(image.shape())), image));
    }

    /** Returns this with a tolerance, and its reason. */
    public Reference within(int levels, double percent, Why why) {
        return new Reference(entry, id, ours, margin, levels, percent, why);
    }

    /** Returns this without the outermost pixels. */
    public Reference inside(int margin) {
        return new Reference(entry, id, ours, margin, levels, percent, why);
    }

    /** Returns whose answer it is. */
    public String library() {
        return id.substring(0, id.indexOf(' '));
    }

    /** Returns whose answer it is, and to which of its functions. */
    public String function() {
        return id.replaceAll("^(\\S+ \\S+).*", "$1");
    }

    @Override
    public String toString() {
        return entry + " vs " + id;
    }
}
