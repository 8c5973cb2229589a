package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ImageShape;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the products of the values of images, in native memory: one matrix, however many images there are. For one
 * thread.
 *
 * <p>The values' distances from a point near their mean are what is multiplied, so that nothing is lost to cancellation.
 * The point is the mean of the first images.
 */
final class CovarianceSums implements AutoCloseable {

    private final ImageShape shape;
    private final int values;
    private final DoublePointer products;
    private final double[] sums;
    private double @Nullable [] origin;
    private long images;

    /** Refuses images whose matrix would not fit. */
    CovarianceSums(ImageShape shape) {
        Covariance.refuseIfTooLarge(shape, Runtime.getRuntime().maxMemory());
        this.shape = shape;
        this.values = shape.length();
        this.sums = new double[values];
        long bytes = (long) values * values * Double.BYTES;
        this.products = new DoublePointer((long) values * values);
        Pointer.memset(products, 0, bytes);
    }

    /** Adds images: their values, and the moments of each. */
    void add(List<FloatBuffer> block, List<ChannelMoments> moments) {
        double[] near = origin;
        if (near == null) {
            near = moments.stream()
                    .reduce(ChannelMoments.none(shape.channels()), ChannelMoments::merge)
                    .mean();
            origin = near;
        }
        double[] distances = new double[Math.multiplyExact(block.size(), values)];
        for (int row = 0; row < block.size(); row++) {
            FloatBuffer image = block.get(row);
            for (int i = 0; i < values; i++) {
                double distance = image.get(image.position() + i) - near[i % near.length];
                distances[row * values + i] = distance;
                sums[i] += distance;
            }
        }
        try (DoublePointer matrix = new DoublePointer(distances)) {
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasTrans,
                    values,
                    block.size(),
                    1,
                    matrix,
                    values,
                    1,
                    products,
                    values);
        }
        images += block.size();
    }

    /** Returns the covariance about some means, one a channel, of values multiplied by a factor. */
    Covariance about(double[] means, double factor) {
        double[] near = origin == null ? means : origin;
        int channels = means.length;
        double[] upper = new double[Covariance.length(values)];
        for (int i = 0; i < values; i++) {
            int start = Covariance.start(i, values);
            products.position((long) i * values + i).get(upper, start, values - i);
            double u = sums[i] / images;
            double t = means[i % channels] - near[i % channels];
            for (int j = i; j < values; j++) {
                double v = sums[j] / images;
                double w = means[j % channels] - near[j % channels];
                double product = upper[start + j - i] / images - u * w - v * t + t * w;
                upper[start + j - i] = product * factor * factor;
            }
        }
        products.position(0);
        return new Covariance(shape, upper);
    }

    @Override
    public void close() {
        products.close();
    }
}
