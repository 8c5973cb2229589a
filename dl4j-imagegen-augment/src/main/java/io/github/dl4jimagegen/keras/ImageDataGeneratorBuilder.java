package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.keras.Standardization.Featurewise;
import io.github.dl4jimagegen.statistics.Normalization;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds an {@link ImageDataGenerator}. Every method is one of Keras's constructor arguments; where Keras's may be
 * several things, there are several methods of its name, and the last one called counts. Not thread-safe.
 */
public final class ImageDataGeneratorBuilder extends TransformOptions {

    private static final Logger log = LoggerFactory.getLogger(ImageDataGeneratorBuilder.class);

    private Compatibility compatibility = Compatibility.AS_DOCUMENTED;
    private boolean featurewiseCenter;
    private boolean samplewiseCenter;
    private boolean featurewiseStd;
    private boolean samplewiseStd;
    private boolean zcaWhitening;
    private double zcaEpsilon = 1e-6;
    private ValueRange valueRange = ValueRange.EIGHT_BIT;
    private double rescale = 1;
    private @Nullable PreprocessingFunction preprocessingFunction;
    private double validationSplit;
    private DataFormat dataFormat = DataFormat.NCHW;
    private DataType dtype = DataType.FLOAT;

    ImageDataGeneratorBuilder() {}

    @Override
    ImageDataGeneratorBuilder self() {
        return this;
    }

    /**
     * Sets which Keras is followed; {@link Compatibility#AS_DOCUMENTED} unless set.
     *
     * @param compatibility how far
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder compatibility(Compatibility compatibility) {
        this.compatibility = compatibility;
        return this;
    }

    /**
     * Sets whether the mean of each channel, over all images, is subtracted. Needs a fit.
     *
     * @param center true to subtract it
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder featurewiseCenter(boolean center) {
        featurewiseCenter = center;
        return this;
    }

    /**
     * Sets whether the mean of each image, over all its channels, is subtracted from it.
     *
     * @param center true to subtract it
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder samplewiseCenter(boolean center) {
        samplewiseCenter = center;
        return this;
    }

    /**
     * Sets whether values are divided by the standard deviation of their channel, over all images, + 1e-6. Includes
     * {@link #featurewiseCenter}. Needs a fit.
     *
     * @param normalize true to divide
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder featurewiseStdNormalization(boolean normalize) {
        featurewiseStd = normalize;
        return this;
    }

    /**
     * Sets whether each image is divided by the standard deviation of its values, over all its channels, + 1e-6. Includes
     * {@link #samplewiseCenter}.
     *
     * @param normalize true to divide
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder samplewiseStdNormalization(boolean normalize) {
        samplewiseStd = normalize;
        return this;
    }

    /**
     * Sets whether images are multiplied by a matrix that takes away how their values vary together. Includes
     * {@link #featurewiseCenter} and excludes {@link #featurewiseStdNormalization}. Needs a fit, which takes memory with
     * the square and time with the cube of the number of values of an image: it is for small ones.
     *
     * @param whiten true to whiten
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder zcaWhitening(boolean whiten) {
        zcaWhitening = whiten;
        return this;
    }

    /**
     * Sets below which variance {@link #zcaWhitening} hardly enlarges anything; 1e-6 unless set. Keras 3 adds it not to a
     * variance but to a square root of a sum of squares.
     *
     * @param epsilon positive
     * @return this builder
     * @throws IllegalArgumentException if it is not positive and finite
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder zcaEpsilon(double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("zcaEpsilon must be positive and finite but was " + epsilon);
        }
        zcaEpsilon = epsilon;
        return this;
    }

    /**
     * Sets the factor of all values, after everything else; 1 unless set.
     *
     * @param factor finite and not 0
     * @return this builder
     * @throws IllegalArgumentException if the factor is 0 or not finite
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder rescale(double factor) {
        if (factor == 0 || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("rescale must be finite and not 0 but was " + factor
                    + (factor == 0 ? ": write 1 / 255.0, since 1 / 255 is 0 in Java" : ""));
        }
        rescale = factor;
        return this;
    }

    /**
     * Sets what is done to each image, of training and of validation, after augmentation and before rescaling; nothing
     * unless set.
     *
     * @param function pure and thread-safe, from a float image to one of the same shape; with a name, {@code
     *     PreprocessingFunction.named("my-name", image -> ...)}, a flow is not resumed with another one
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder preprocessingFunction(PreprocessingFunction function) {
        preprocessingFunction = function;
        return this;
    }

    /**
     * Sets the share of the images that {@link Subset#VALIDATION} is; 0 unless set.
     *
     * @param share from 0 to below 1
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder validationSplit(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "validationSplit must be strictly between 0 and 1, or 0 for none, but was " + share);
        }
        validationSplit = share;
        return this;
    }

    /**
     * Sets what is black and white in float images, for channel shifts and brightness; 0 and 255 unless set. Keras has no
     * such argument, which is why its brightness makes images with values from 0 to 1 black; its own modes ignore it.
     *
     * @param low the value of black
     * @param high the value of white, above low
     * @return this builder
     * @throws IllegalArgumentException if not low &lt; high
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder valueRange(double low, double high) {
        valueRange = new ValueRange(low, high);
        return this;
    }

    /**
     * Sets the order of a batch's dimensions; NCHW unless set, Keras's "channels_first", which is the faster one in
     * Deeplearning4j.
     *
     * @param format NCHW, or NHWC for Keras's "channels_last"
     * @return this builder
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder dataFormat(DataFormat format) {
        dataFormat = format;
        return this;
    }

    /**
     * Sets the type of a batch's features; FLOAT unless set.
     *
     * @param type FLOAT, or UINT8 for values of 0 to 255 that are neither rescaled nor normalised
     * @return this builder
     * @throws IllegalArgumentException if it is another
     */
    @CanIgnoreReturnValue
    public ImageDataGeneratorBuilder dtype(DataType type) {
        if (type != DataType.FLOAT && type != DataType.UINT8) {
            throw new IllegalArgumentException("dtype must be FLOAT or UINT8 but was " + type);
        }
        dtype = type;
        return this;
    }

    /**
     * Returns the generator.
     *
     * @return an immutable value
     * @throws IllegalArgumentException if the compatibility does not allow what else was set, or settings contradict each
     *     other
     */
    public ImageDataGenerator build() {
        if (compatibility.isKeras() && dtype != DataType.FLOAT) {
            throw new IllegalArgumentException("dtype must be FLOAT in the mode " + compatibility + " but was " + dtype
                    + ": keras-preprocessing 1.1 ignores it, and Keras 3 cuts off fractions at every step");
        }
        Normalization samplewise = samplewiseStd
                ? Normalization.samplewiseStd()
                : samplewiseCenter ? Normalization.samplewiseCenter() : Normalization.none();
        Featurewise featurewise = featurewise();
        if (dtype == DataType.UINT8 && (rescale != 1 || !samplewise.isNone() || featurewise != Featurewise.NONE)) {
            throw new IllegalArgumentException(
                    "dtype UINT8 holds the values 0 to 255: leave rescale and normalisation out"
                            + " and scale in the network, or use FLOAT");
        }
        Standardization standardization = new Standardization(
                compatibility, preprocessingFunction, rescale, samplewise, featurewise, zcaEpsilon, null);
        return new ImageDataGenerator(
                compatibility,
                ranges(compatibility),
                documented(compatibility),
                keras(compatibility),
                standardization,
                valueRange,
                dataFormat,
                dtype,
                new ValidationSplit(validationSplit));
    }

    private Featurewise featurewise() {
        if (zcaWhitening && featurewiseStd) {
            String both = "zcaWhitening makes featurewiseStdNormalization void";
            if (!compatibility.isKeras()) {
                throw new IllegalArgumentException(both + ": set one of the two");
            }
            log.warn("{}", both);
        }
        return zcaWhitening
                ? Featurewise.ZCA
                : featurewiseStd ? Featurewise.STD : featurewiseCenter ? Featurewise.CENTER : Featurewise.NONE;
    }
}
