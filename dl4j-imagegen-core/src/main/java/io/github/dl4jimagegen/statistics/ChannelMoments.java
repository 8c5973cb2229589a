package io.github.dl4jimagegen.statistics;

import java.nio.FloatBuffer;

/**
 * How many values each channel has, their means, and the sums of their squared distances from the means. Immutable.
 *
 * <p>Moments of parts are merged by the formula of Chan, Golub and LeVeque (Updating formulae and a pairwise algorithm
 * for computing sample variances, 1979), in double: nothing is lost to cancellation, however many values there are.
 * Merging is associative up to rounding; merged in the same order, the result is the same to the last bit.
 */
public final class ChannelMoments {

    private static final int PIXELS_AT_ONCE = 2_048;

    private final long count;
    private final double[] mean;
    private final double[] squares;

    private ChannelMoments(long count, double[] mean, double[] squares) {
        this.count = count;
        this.mean = mean;
        this.squares = squares;
    }

    /**
     * Returns the moments of nothing.
     *
     * @param channels the number of channels
     * @return what merging begins with
     */
    public static ChannelMoments none(int channels) {
        return new ChannelMoments(0, new double[channels], new double[channels]);
    }

    /**
     * Returns the moments of some values.
     *
     * @param values from the buffer's position to its limit, the channels of a pixel next to each other; the buffer is
     *     left as it was
     * @param channels the number of channels
     * @return the moments of each channel
     * @throws IllegalArgumentException if the number of values is not a multiple of the channels, or 0
     */
    public static ChannelMoments of(FloatBuffer values, int channels) {
        int length = values.remaining();
        if (length == 0 || length % channels != 0) {
            throw new IllegalArgumentException(length + " values are not the pixels of " + channels + " channels");
        }
        float[] near = new float[channels]; // of the size of the means, so that the sums stay small
        FloatBuffer unusedFirst = values.get(values.position(), near);
        double[] sums = new double[channels];
        double[] sumsOfSquares = new double[channels];
        float[] some = new float[Math.min(length, channels * PIXELS_AT_ONCE)]; // an array is read faster than a buffer
        for (int from = 0; from < length; from += some.length) {
            int size = Math.min(some.length, length - from);
            FloatBuffer unusedPart = values.get(values.position() + from, some, 0, size);
            for (int c = 0; c < channels; c++) {
                add(some, c, size, near, sums, sumsOfSquares);
            }
        }
        long count = length / channels;
        double[] mean = new double[channels];
        double[] squares = new double[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = near[c] + sums[c] / count;
            squares[c] = Math.max(0, sumsOfSquares[c] - sums[c] * sums[c] / count);
        }
        return new ChannelMoments(count, mean, squares);
    }

    private static void add(
            float[] values, int channel, int size, float[] near, double[] sums, double[] sumsOfSquares) {
        double origin = near[channel];
        double sum = 0;
        double sumOfSquares = 0;
        for (int i = channel; i < size; i += near.length) {
            double distance = values[i] - origin;
            sum += distance;
            sumOfSquares += distance * distance;
        }
        sums[channel] += sum;
        sumsOfSquares[channel] += sumOfSquares;
    }

    /**
     * Returns the moments of these values and others together.
     *
     * @param other moments of as many channels
     * @return the moments of both
     */
    public ChannelMoments merge(ChannelMoments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long total = count + other.count;
        double[] mergedMean = new double[mean.length];
        double[] mergedSquares = new double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            double distance = other.mean[c] - mean[c];
            double weight = (double) other.count / total;
            mergedMean[c] = mean[c] + distance * weight;
            mergedSquares[c] = squares[c] + other.squares[c] + distance * distance * weight * count;
        }
        return new ChannelMoments(total, mergedMean, mergedSquares);
    }

    /**
     * Returns how many values each channel has.
     *
     * @return at least 0
     */
    public long count() {
        return count;
    }

    /**
     * Returns the mean of each channel.
     *
     * @return one number a channel; 0 if there are no values
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * Returns the standard deviation of each channel, that of a population: divided by n and not by n - 1.
     *
     * @return one number a channel; 0 if there are no values
     */
    public double[] standardDeviation() {
        double[] deviation = new double[mean.length];
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] = count == 0 ? 0 : Math.sqrt(squares[c] / count);
        }
        return deviation;
    }
}
