package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ColorMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the images of a data set have in common: mean and standard deviation of each channel and, if it was asked for,
 * how the values of an image vary together. Found by {@code pipeline.fit(source)}; kept as JSON. Immutable.
 *
 * <pre>{@code
 * ImageStatistics statistics = pipeline.fit(photos.training());
 * statistics.save(Path.of("statistics.json"));
 * ...
 * Normalization normalization = ImageStatistics.load(Path.of("statistics.json")).featurewiseStd();
 * training = pipeline.normalize(normalization).trainingFlow(photos.training());
 * }</pre>
 *
 * @param images how many images they are of, at least 1; an image that was taken n times counts n times
 * @param colorMode what the channels are
 * @param rescale what the values had been multiplied by; the numbers below are those of the rescaled values
 * @param mean the mean of each channel, over all pixels of all images
 * @param std the standard deviation of each channel, that of a population: divided by n and not by n - 1
 * @param covariance how the values of an image vary together, or null if that was not asked for
 */
public record ImageStatistics(
        long images,
        ColorMode colorMode,
        double rescale,
        List<Double> mean,
        List<Double> std,
        @Nullable Covariance covariance) {

    /**
     * Checks the numbers.
     *
     * @param images how many images they are of, at least 1; an image that was taken n times counts n times
     * @param colorMode what the channels are
     * @param rescale what the values had been multiplied by; the numbers below are those of the rescaled values
     * @param mean the mean of each channel, over all pixels of all images
     * @param std the standard deviation of each channel, that of a population: divided by n and not by n - 1
     * @param covariance how the values of an image vary together, or null if that was not asked for
     */
    public ImageStatistics {
        if (images < 1) {
            throw new IllegalArgumentException("statistics must be of at least 1 image but were of " + images);
        }
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != colorMode.channels() || std.size() != colorMode.channels()) {
            throw new IllegalArgumentException("statistics in " + colorMode + " must have " + colorMode.channels()
                    + " means and standard deviations but have " + mean.size() + " and " + std.size());
        }
        for (int c = 0; c < mean.size(); c++) {
            if (!Double.isFinite(mean.get(c))
                    || !(std.get(c) >= 0)
                    || std.get(c).isInfinite()) {
                throw new IllegalArgumentException("channel " + c + " has mean " + mean.get(c)
                        + " and standard deviation " + std.get(c)
                        + ": there are values among the images that are not finite");
            }
        }
    }

    /**
     * Returns Keras's {@code featurewise_center}: the channel's mean is subtracted.
     *
     * @return a normalisation for pipelines of the same rescale and colour mode
     */
    public Normalization featurewiseCenter() {
        return Normalization.ofStatistics(this, new double[] {1}, null);
    }

    /**
     * Returns Keras's {@code featurewise_std_normalization}: the channel's mean is subtracted, and the values divided by
     * its standard deviation + 1e-6.
     *
     * @return a normalisation for pipelines of the same rescale and colour mode
     */
    public Normalization featurewiseStd() {
        double[] divisor =
                std.stream().mapToDouble(d -> d + Normalization.EPSILON).toArray();
        return Normalization.ofStatistics(this, divisor, null);
    }

    /**
     * Returns Keras's {@code zca_whitening} by the usual formula: the channel's mean is subtracted, and the image
     * multiplied by a matrix that takes away how its values vary together. Finding it takes time with the cube of the
     * number of values of an image: seconds for 16x16x3, half a minute for 32x32x3.
     *
     * @param epsilon added to the variance along each axis, positive; Keras's default is 1e-6. The larger, the less is
     *     made of faint differences
     * @return a normalisation for pipelines of the same rescale, colour mode and target size
     * @throws IllegalArgumentException if epsilon is not positive
     * @throws IllegalStateException if there is no covariance
     */
    public Normalization zca(double epsilon) {
        return zca(ZcaFormula.STANDARD, epsilon);
    }

    /**
     * Returns Keras's {@code zca_whitening}, by the formula of one of its generations.
     *
     * @param formula how epsilon is taken into account
     * @param epsilon positive
     * @return a normalisation for pipelines of the same rescale, colour mode and target size
     * @throws IllegalArgumentException if epsilon is not positive
     * @throws IllegalStateException if there is no covariance
     */
    public Normalization zca(ZcaFormula formula, double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("the epsilon of ZCA must be positive and finite but was " + epsilon);
        }
        if (covariance == null) {
            throw new IllegalStateException("these statistics have no covariance, which ZCA needs: use"
                    + " pipeline.fit(source, Fit.everyImage().withCovariance())");
        }
        return Normalization.ofStatistics(this, new double[] {1}, Whitening.of(covariance, formula, images, epsilon));
    }

    /**
     * Returns these statistics as JSON. A covariance is large: 11 bytes for each two values of an image, 50 MB for 32x32x3.
     *
     * @return an object, over several lines
     */
    public String toJson() {
        return StatisticsJson.write(this);
    }

    /**
     * Returns the statistics that some JSON describes.
     *
     * @param json what {@link #toJson} returned, now or in an earlier version of this library
     * @return the same statistics, to the last bit
     * @throws IllegalArgumentException if it is no such JSON, or of a later version
     */
    public static ImageStatistics fromJson(String json) {
        return StatisticsJson.read(json);
    }

    /**
     * Writes these statistics into a file, as JSON.
     *
     * @param file where to; replaced if it exists
     * @throws IOException if that fails
     */
    public void save(Path file) throws IOException {
        StatisticsJson.write(this, file);
    }

    /**
     * Reads statistics from a file.
     *
     * @param file what {@link #save} wrote
     * @return the same statistics, to the last bit
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it has not the JSON of statistics, or of a later version
     */
    public static ImageStatistics load(Path file) throws IOException {
        return StatisticsJson.read(file);
    }
}
