package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.statistics.NormalizationParameters.Samplewise;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the last stage of a pipeline does to the values of an image, once they have been multiplied by {@code rescale}.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * pipeline.normalize(Normalization.samplewiseStd())
 * pipeline.rescale(1 / 255.0).normalize(Normalization.imageNet())
 * pipeline.normalize(pipeline.fit(photos.training()).featurewiseStd())
 * }</pre>
 *
 * <p>The steps are Keras's, in Keras's order, whatever the order in which they are put together with {@link #and}:
 * samplewise centre, samplewise standard deviation, featurewise centre, featurewise standard deviation, ZCA. Values are
 * computed in double where float would show.
 *
 * <p>A normalisation that belongs to a certain rescale or order of channels is refused, when a flow is made, by a
 * pipeline that has another.
 */
public final class Normalization implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What Keras adds to a standard deviation before it divides by it. */
    static final double EPSILON = 1e-6;

    private static final Normalization NONE = new Normalization(Samplewise.NONE, null, null, null, null, null);
    private static final double[] IMAGENET_MEAN = {0.485, 0.456, 0.406};
    private static final double[] IMAGENET_STD = {0.229, 0.224, 0.225};
    private static final double[] CAFFE_MEAN = {103.939, 116.779, 123.68};

    private final Samplewise samplewise;
    private final double @Nullable [] center;
    private final double @Nullable [] divisor;
    private final @Nullable Whitening whitening;
    private final @Nullable Double rescale;
    private final @Nullable ColorMode colorMode;

    private Normalization(
            Samplewise samplewise,
            double @Nullable [] center,
            double @Nullable [] divisor,
            @Nullable Whitening whitening,
            @Nullable Double rescale,
            @Nullable ColorMode colorMode) {
        this.samplewise = samplewise;
        this.center = center;
        this.divisor = divisor;
        this.whitening = whitening;
        this.rescale = rescale;
        this.colorMode = colorMode;
    }

    /**
     * Returns the normalisation that changes nothing.
     *
     * @return a pipeline's default
     */
    public static Normalization none() {
        return NONE;
    }

    /**
     * Returns Keras's {@code samplewise_center}: the mean of all values of an image, over all its channels, is
     * subtracted from each.
     *
     * @return images of mean 0
     */
    public static Normalization samplewiseCenter() {
        return new Normalization(Samplewise.CENTER, null, null, null, null, null);
    }

    /**
     * Returns Keras's {@code samplewise_std_normalization}: the mean of an image is subtracted, and the values divided by
     * their standard deviation + 1e-6, both over all channels. An image of one colour becomes 0.
     *
     * @return images of mean 0 and standard deviation 1
     */
    public static Normalization samplewiseStd() {
        return new Normalization(Samplewise.STD, null, null, null, null, null);
    }

    /**
     * Returns (value - mean) / std with numbers of one's own, as torchvision's {@code Normalize}: nothing is added to the
     * standard deviation. See {@link ImageStatistics#featurewiseStd} for those of a data set.
     *
     * @param mean one number a channel, or one for all; in the unit of rescaled values; copied
     * @param std as many numbers, all above 0
     * @return a normalisation for images of that many channels, or of any number
     * @throws IllegalArgumentException if the numbers are not as many, not finite, or a std is not positive
     */
    public static Normalization featurewise(double[] mean, double[] std) {
        return new Normalization(Samplewise.NONE, checked("mean", mean), positive(mean, std), null, null, null);
    }

    private static double[] checked(String name, double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("the " + name + " of a channel must be finite but was " + number);
            }
        }
        return numbers.clone();
    }

    private static double[] positive(double[] mean, double[] std) {
        if (mean.length == 0 || mean.length != std.length) {
            throw new IllegalArgumentException("there must be a mean and a std for each channel but there are "
                    + mean.length + " and " + std.length);
        }
        for (double number : std) {
            if (number <= 0) {
                throw new IllegalArgumentException("the std of a channel must be positive but was " + number
                        + (number == 0 ? ": add a small number, Keras 1e-6" : ""));
            }
        }
        return checked("std", std);
    }

    static Normalization ofStatistics(ImageStatistics statistics, double[] divisor, @Nullable Whitening whitening) {
        double[] center = statistics.mean().stream().mapToDouble(d -> d).toArray();
        return new Normalization(
                Samplewise.NONE, center, divisor, whitening, statistics.rescale(), statistics.colorMode());
    }

    /**
     * Returns what networks trained on ImageNet with PyTorch expect: mean 0.485, 0.456, 0.406 and standard deviation
     * 0.229, 0.224, 0.225 of red, green and blue, in values from <b>0 to 1</b>. So it needs {@code rescale(1 / 255.0)}
     * and RGB, and refuses others. {@link #torch} is the same for values from 0 to 255.
     *
     * @return (value - mean) / std
     */
    public static Normalization imageNet() {
        return new Normalization(Samplewise.NONE, IMAGENET_MEAN, IMAGENET_STD, null, 1 / 255.0, ColorMode.RGB);
    }

    /**
     * Returns Keras's {@code preprocess_input} of mode torch: the mean and standard deviation of {@link #imageNet}, for
     * values from <b>0 to 255</b>. It needs rescale 1, the default, and RGB, and refuses others.
     *
     * @return (value / 255 - mean) / std
     */
    public static Normalization torch() {
        return new Normalization(
                Samplewise.NONE, times255(IMAGENET_MEAN), times255(IMAGENET_STD), null, 1.0, ColorMode.RGB);
    }

    private static double[] times255(double[] numbers) {
        return Arrays.stream(numbers).map(number -> 255 * number).toArray();
    }

    /**
     * Returns Keras's {@code preprocess_input} of mode tf, for values from <b>0 to 255</b>. It needs rescale 1, the
     * default, and refuses others.
     *
     * @return value / 127.5 - 1, from -1 to 1
     */
    public static Normalization tf() {
        return new Normalization(Samplewise.NONE, new double[] {127.5}, new double[] {127.5}, null, 1.0, null);
    }

    /**
     * Returns Keras's {@code preprocess_input} of mode caffe: ImageNet's mean is subtracted, 103.939 from blue, 116.779
     * from green, 123.68 from red, in values from <b>0 to 255</b> and in that order of the channels. It needs
     * {@code colorMode(ColorMode.BGR)} and rescale 1, the default, and refuses others.
     *
     * @return value - mean
     */
    public static Normalization caffe() {
        return new Normalization(Samplewise.NONE, CAFFE_MEAN, new double[] {1}, null, 1.0, ColorMode.BGR);
    }

    /**
     * Returns the normalisation that does both. Samplewise steps come first.
     *
     * @param other what is done besides; it may not do a step that this one does
     * @return both
     * @throws IllegalArgumentException if both have a samplewise step, or both a featurewise one (ZCA centres by itself,
     *     and does not go with a standard deviation), or if they belong to pipelines that differ
     */
    public Normalization and(Normalization other) {
        if (samplewise != Samplewise.NONE && other.samplewise != Samplewise.NONE) {
            throw new IllegalArgumentException(
                    "both normalisations are samplewise: use samplewiseStd() alone, which" + " centres too");
        }
        if (center != null && other.center != null) {
            throw new IllegalArgumentException("both normalisations are featurewise, " + this + " and " + other
                    + ": use one of them; zca(...) centres by itself and needs no standard deviation");
        }
        Normalization featurewise = center != null ? this : other;
        return new Normalization(
                samplewise != Samplewise.NONE ? samplewise : other.samplewise,
                featurewise.center,
                featurewise.divisor,
                featurewise.whitening,
                featurewise.rescale,
                featurewise.colorMode);
    }

    /**
     * Returns this normalisation for any rescale. For images that already have values of the right size, say float images
     * from 0 to 1, and for keras_preprocessing 1.1, whose fit does not multiply by rescale as its generator does.
     *
     * @return a normalisation that is not refused for the pipeline's rescale
     */
    public Normalization forAnyRescale() {
        return new Normalization(samplewise, center, divisor, whitening, null, colorMode);
    }

    /**
     * Checks that this normalisation suits a pipeline. For pipelines.
     *
     * @param shape the shape of its images
     * @param colors what their channels are
     * @param factor its rescale
     * @throws IllegalStateException if it does not, with the cure
     */
    public void checkSuits(ImageShape shape, ColorMode colors, double factor) {
        if (center != null && center.length != 1 && center.length != shape.channels()) {
            throw new IllegalStateException("the normalization has means for " + center.length
                    + " channels but the pipeline's images have " + shape.channels() + " (colorMode " + colors + ")");
        }
        if (colorMode != null && colorMode != colors) {
            throw new IllegalStateException("the normalization is for colorMode " + colorMode + " but the pipeline has "
                    + colors + ": its means would meet the wrong channels");
        }
        if (whitening != null && !whitening.shape().equals(shape)) {
            throw new IllegalStateException("the ZCA matrix is for images of " + whitening.shape()
                    + " but the pipeline's are " + shape + ": fit the statistics with the same targetSize");
        }
        if (rescale != null && Math.abs(rescale - factor) > 1e-6 * Math.abs(rescale)) {
            throw new IllegalStateException("the normalization is for values that were rescaled by " + rescale
                    + " but the pipeline's rescale is " + factor + ": use rescale("
                    + (rescale == 1 / 255.0 ? "1 / 255.0" : rescale)
                    + "), or forAnyRescale() if the values have the right size as they are");
        }
    }

    /**
     * Returns what is subtracted from every image.
     *
     * @return one number a channel, in the order of {@link #colorMode}, or one for all channels, in the unit of rescaled
     *     values; empty if there is no featurewise step
     */
    public List<Double> mean() {
        return center == null ? List.of() : list(center);
    }

    /**
     * Returns what the rest is divided by.
     *
     * @return one number a channel or one for all, in the unit of rescaled values: of {@link
     *     ImageStatistics#featurewiseStd} the standard deviation + 1e-6, and 1 if it is only centred; empty if there is no
     *     featurewise step
     */
    public List<Double> std() {
        return divisor == null ? List.of() : list(divisor);
    }

    /**
     * Returns the rescale that a pipeline must have for this.
     *
     * @return the factor, or null if any will do
     */
    public @Nullable Double rescale() {
        return rescale;
    }

    /**
     * Returns the channels that a pipeline's images must have for this.
     *
     * @return the color mode, or null if any will do
     */
    public @Nullable ColorMode colorMode() {
        return colorMode;
    }

    /**
     * Returns all numbers of this normalisation. For JSON.
     *
     * @return what {@link #of} makes an equal one of
     */
    public NormalizationParameters parameters() {
        return new NormalizationParameters(
                samplewise,
                center == null ? null : list(center),
                divisor == null ? null : list(divisor),
                whitening == null ? null : whitening.shape(),
                whitening == null ? null : whitening.toBase64(),
                rescale,
                colorMode);
    }

    /**
     * Returns the normalisation of some numbers. For JSON.
     *
     * @param parameters what {@link #parameters} returned
     * @return an equal one
     * @throws IllegalArgumentException if a number is not allowed, or the ZCA matrix has another size than its shape
     */
    public static Normalization of(NormalizationParameters parameters) {
        double[] center = array(parameters.center());
        double[] divisor = array(parameters.divisor());
        ImageShape shape = parameters.zcaShape();
        String matrix = parameters.zcaMatrix();
        return new Normalization(
                parameters.samplewise(),
                center == null ? null : checked("mean", center),
                divisor == null ? null : checked("divisor", divisor),
                shape == null || matrix == null ? null : Whitening.ofBase64(shape, matrix),
                parameters.rescale(),
                parameters.colorMode());
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static double @Nullable [] array(@Nullable List<Double> numbers) {
        return numbers == null ? null : numbers.stream().mapToDouble(d -> d).toArray();
    }

    /**
     * Returns whether nothing is done.
     *
     * @return true for {@link #none}
     */
    public boolean isNone() {
        return samplewise == Samplewise.NONE && center == null;
    }

    /**
     * Returns whether {@link #scaling} needs the mean and standard deviation of each image. For the engine.
     *
     * @return true if there is a samplewise step
     */
    public boolean isSamplewise() {
        return samplewise != Samplewise.NONE;
    }

    /**
     * Returns all steps but ZCA as one gain and bias for each channel. For the engine.
     *
     * @param channels the number of channels
     * @param factor the pipeline's rescale
     * @param mean the mean of the image's values before rescaling, if {@link #isSamplewise}
     * @param std their standard deviation
     * @return what becomes of the values
     */
    public ChannelScaling scaling(int channels, double factor, double mean, double std) {
        double sampleGain = samplewise == Samplewise.STD ? 1 / (Math.abs(factor) * std + EPSILON) : 1;
        double sampleBias = samplewise == Samplewise.NONE ? 0 : -factor * mean * sampleGain;
        double[] gain = new double[channels];
        double[] bias = new double[channels];
        for (int c = 0; c < channels; c++) {
            double divide = of(divisor, c, 1);
            gain[c] = factor * sampleGain / divide;
            bias[c] = (sampleBias - of(center, c, 0)) / divide;
        }
        return new ChannelScaling(gain, bias);
    }

    private static double of(double @Nullable [] numbers, int channel, double otherwise) {
        return numbers == null ? otherwise : numbers[numbers.length == 1 ? 0 : channel];
    }

    /**
     * Returns what the scaled image is multiplied by.
     *
     * @return the matrix of ZCA, of as many rows and columns as an image of its {@link Whitening#shape} has values; or null
     */
    public @Nullable Whitening whitening() {
        return whitening;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Normalization that
                && samplewise == that.samplewise
                && Arrays.equals(center, that.center)
                && Arrays.equals(divisor, that.divisor)
                && Objects.equals(whitening, that.whitening)
                && Objects.equals(rescale, that.rescale)
                && colorMode == that.colorMode;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                samplewise, Arrays.hashCode(center), Arrays.hashCode(divisor), whitening, rescale, colorMode);
    }

    /** Returns all steps and their numbers in one line, the same on every run: part of what a saved state is compared by. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (samplewise != Samplewise.NONE) {
            text.append(samplewise == Samplewise.STD ? "samplewise std" : "samplewise center");
        }
        if (center != null) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("featurewise center ")
                    .append(Arrays.toString(center))
                    .append(" divisor ")
                    .append(Arrays.toString(divisor));
        }
        if (whitening != null) {
            text.append(", ZCA ").append(whitening);
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
