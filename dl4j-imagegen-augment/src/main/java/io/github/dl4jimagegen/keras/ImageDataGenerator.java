package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code ImageDataGenerator}: how images are augmented and brought into the range of values that a network
 * wants.
 *
 * <pre>{@code
 * ImageDataGenerator generator = ImageDataGenerator.builder()
 *         .rotationRange(20).widthShiftRange(0.1).heightShiftRange(0.1).horizontalFlip(true).rescale(1 / 255.0)
 *         .build();
 * Image turned = generator.randomTransform(photo, 7);
 * pipeline.augment(generator.augmentation());
 * }</pre>
 *
 * <p>Immutable and thread-safe, without threads or open files. {@link Compatibility} says whether it does what Keras's
 * documentation says, which is the default, or what one of its generations does.
 */
public final class ImageDataGenerator implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Compatibility compatibility;
    private final TransformRanges ranges;
    private final DocumentedTransform documented;
    private final KerasTransform keras;
    private final ValueRange valueRange;
    private final double rescale;
    private final @Nullable PreprocessingFunction preprocessingFunction;
    private final double validationSplit;

    ImageDataGenerator(
            Compatibility compatibility,
            TransformRanges ranges,
            DocumentedTransform documented,
            KerasTransform keras,
            ValueRange valueRange,
            double rescale,
            @Nullable PreprocessingFunction preprocessingFunction,
            double validationSplit) {
        this.compatibility = compatibility;
        this.ranges = ranges;
        this.documented = documented;
        this.keras = keras;
        this.valueRange = valueRange;
        this.rescale = rescale;
        this.preprocessingFunction = preprocessingFunction;
        this.validationSplit = validationSplit;
    }

    /**
     * Returns a builder of a generator that changes nothing, unless told to.
     *
     * @return a new builder
     */
    public static ImageDataGeneratorBuilder builder() {
        return new ImageDataGeneratorBuilder();
    }

    /**
     * Returns the parameters of a random transform: those that Keras's {@code get_random_transform} draws after {@code
     * numpy.random.seed(seed)}. By default the channels have a shift each, x is columns and y rows, and shifts in whole
     * pixels or from a list are drawn as documented, which Keras does not.
     *
     * @param shape the shape of the image
     * @param seed from 0 to 2^32 - 1
     * @return parameters for {@link #applyTransform}
     * @throws IllegalArgumentException if the seed is outside that range
     */
    public TransformParameters getRandomTransform(ImageShape shape, long seed) {
        return ranges.draw(shape, compatibility, new NumpyRandom(seed));
    }

    /**
     * Returns an image after a transform, by the very code that flows use: everything geometric in one resampling.
     *
     * @param image 8-bit or float; it stays as it is
     * @param parameters what is done
     * @return an image of the same shape: of the same kind by default, float if the compatibility is one of Keras's
     */
    public Image applyTransform(Image image, TransformParameters parameters) {
        return Operations.apply(operations(image.shape(), parameters), image, valueRange);
    }

    /**
     * Returns an image after a random transform: {@link #getRandomTransform}, then {@link #applyTransform}.
     *
     * @param image 8-bit or float; it stays as it is
     * @param seed from 0 to 2^32 - 1
     * @return an image of the same shape
     * @throws IllegalArgumentException if the seed is outside that range
     */
    public Image randomTransform(Image image, long seed) {
        return applyTransform(image, getRandomTransform(image.shape(), seed));
    }

    /**
     * Returns an image as a network gets it: the preprocessing function, then rescaling, in single precision.
     *
     * @param image 8-bit or float; it stays as it is
     * @return a float image
     */
    public Image standardize(Image image) {
        Image processed = preprocessingFunction == null ? image : preprocessingFunction.apply(image);
        ImageShape shape = processed.shape();
        float[] values = processed.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) rescale;
        }
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
    }

    /**
     * Returns the random transform as an augmentation for an {@code ImagePipeline}, without rescaling or preprocessing.
     * Its random numbers and the value range of float images are the pipeline's; masks, boxes and keypoints go where the pixels go.
     *
     * @return an immutable augmentation
     * @throws IllegalStateException if the compatibility is one of Keras's, which belongs to Keras's order of random
     *     numbers, batch by batch
     */
    public Augmentation augmentation() {
        if (compatibility.isKeras()) {
            throw new IllegalStateException("the mode " + compatibility + " goes with Keras's order of random numbers,"
                    + " batch by batch, which only the generator's own flows have: use the mode "
                    + Compatibility.AS_DOCUMENTED + " for augmentations of an ImagePipeline");
        }
        return randomTransform();
    }

    /** Returns the random transform in whatever mode; Keras's modes make float images, and know no targets. */
    Augmentation randomTransform() {
        return new RandomTransform(this);
    }

    /**
     * The random transform of a generator. Immutable.
     *
     * @param generator whose
     */
    private record RandomTransform(ImageDataGenerator generator) implements Augmentation {

        @Override
        public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
            TransformParameters parameters = generator.ranges.draw(shape, generator.compatibility, random);
            return generator.operations(shape, parameters);
        }

        @Override
        public String describe() {
            return generator.toString();
        }
    }

    private List<ImageOperation> operations(ImageShape shape, TransformParameters parameters) {
        if (compatibility.isKeras()) {
            return List.of(PixelOp.toFloat(), PixelOp.custom(image -> keras.apply(image, parameters)));
        }
        return documented.operations(shape, parameters);
    }

    /** Returns the order and the random numbers of Keras's seeded iterators, for a pipeline with that batch size. */
    Sampler order(int batchSize, boolean shuffle, Traversal traversal) {
        return new KerasOrder(batchSize, shuffle, traversal, ranges, compatibility);
    }

    /** Returns the rows of arrays or tables that belong to a subset. */
    IntStream rows(int n, Subset subset) {
        return subset.rows(n, validationSplit);
    }

    /** Returns the transform in words; part of what a saved state is compared by. */
    @Override
    public String toString() {
        return "ImageDataGenerator[" + compatibility + ", " + ranges + ", "
                + (compatibility.isKeras() ? keras.sampler() : documented) + "]";
    }
}
