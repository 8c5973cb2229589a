package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what statistics are made of. Its memory does not depend on the number of images. Images that are added in the
 * same order give the same statistics, to the last bit. For one thread.
 */
public final class StatisticsSums implements AutoCloseable {

    private final @Nullable CovarianceSums covariance;
    private ChannelMoments moments;
    private long images;

    /**
     * Allocates the matrix, if there is to be one.
     *
     * @param shape the shape of all images
     * @param withCovariance whether it is found how the values of an image vary together
     * @throws IllegalArgumentException if the matrix would not fit into memory
     */
    public StatisticsSums(ImageShape shape, boolean withCovariance) {
        this.moments = ChannelMoments.none(shape.channels());
        this.covariance = withCovariance ? new CovarianceSums(shape) : null;
    }

    /**
     * Adds images.
     *
     * @param values of each image, the channels of a pixel next to each other
     * @param momentsOfEach of each image
     */
    public void add(List<FloatBuffer> values, List<ChannelMoments> momentsOfEach) {
        for (ChannelMoments image : momentsOfEach) { // one by one, so that it does not matter how they are batched
            moments = moments.merge(image);
        }
        images += momentsOfEach.size();
        if (covariance != null) {
            covariance.add(values, momentsOfEach);
        }
    }

    /**
     * Returns how many images were added.
     *
     * @return at least 0
     */
    public long images() {
        return images;
    }

    /**
     * Returns the statistics of what was added.
     *
     * @param colorMode what the channels are
     * @param rescale what the values would be multiplied by
     * @return the statistics of values multiplied by it
     * @throws IllegalStateException if nothing was added
     */
    public ImageStatistics statistics(ColorMode colorMode, double rescale) {
        if (images == 0) {
            throw new IllegalStateException("there are no images to find the mean of");
        }
        double[] mean = moments.mean();
        return new ImageStatistics(
                images,
                colorMode,
                rescale,
                Arrays.stream(mean).mapToObj(each -> each * rescale).toList(),
                Arrays.stream(moments.standardDeviation())
                        .mapToObj(each -> each * Math.abs(rescale))
                        .toList(),
                covariance == null ? null : covariance.about(mean, rescale));
    }

    /** Frees the matrix. */
    @Override
    public void close() {
        if (covariance != null) {
            covariance.close();
        }
    }
}
