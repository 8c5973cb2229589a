package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ImageShape;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the values of an image vary together: for each two of them the mean, over all images, of the product of their
 * distances from their channels' means, as Keras takes it for ZCA. Symmetric; immutable.
 */
public final class Covariance {

    /** An array of floats has at most 2^31 - 1 elements. */
    private static final int MOST_VALUES = 46_340;

    /**
     * The matrix while it is being found, LAPACK's two of workspace and half a matrix on either side of it, of doubles.
     */
    private static final long BYTES_PER_ELEMENT = 32;

    private final ImageShape shape;
    private final double[] upper;

    /** The rows of the upper triangle, each from the diagonal on, behind each other; not copied. */
    Covariance(ImageShape shape, double[] upper) {
        this.shape = shape;
        this.upper = upper;
    }

    /**
     * Returns the shape of the images.
     *
     * @return height, width and channels
     */
    public ImageShape shape() {
        return shape;
    }

    /**
     * Returns one element.
     *
     * @param i the first value's number in an image: row by row, pixel by pixel, channel by channel
     * @param j the second one's
     * @return the covariance of the two, or the variance of one
     */
    public double at(int i, int j) {
        return upper[start(Math.min(i, j)) + Math.abs(i - j)];
    }

    private int start(int row) {
        return start(row, shape.length());
    }

    /** Returns where a row of the upper triangle starts. */
    static int start(int row, int values) {
        return (int) ((long) row * (2L * values - row + 1) / 2);
    }

    /** Returns the length of the upper triangle. */
    static int length(int values) {
        return start(values, values);
    }

    double[] row(int i) {
        return Arrays.copyOfRange(upper, start(i), start(i + 1));
    }

    /** Refuses images whose matrix would not fit, before anything is allocated. */
    static void refuseIfTooLarge(ImageShape shape, long availableBytes) {
        long values = shape.length();
        long most = Math.min(MOST_VALUES, (long) Math.sqrt((double) availableBytes / BYTES_PER_ELEMENT));
        if (values <= most) {
            return;
        }
        int side = (int) Math.sqrt((double) most / shape.channels());
        throw new IllegalArgumentException("ZCA of images of " + shape + " works with matrices of " + values + " x "
                + values + " numbers, " + gigabytes(values * values * BYTES_PER_ELEMENT)
                + " in all, but the JVM may use "
                + gigabytes(availableBytes) + " (-Xmx): images of at most " + most + " values, such as " + side + "x"
                + side
                + "x" + shape.channels() + ", would fit. Use a smaller targetSize, or a larger -Xmx");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Covariance that && shape.equals(that.shape) && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "Covariance[" + shape + "]";
    }
}
