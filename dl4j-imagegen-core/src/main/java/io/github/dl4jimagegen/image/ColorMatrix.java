package io.github.dl4jimagegen.image;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A change of colours in which each new channel is a weighted sum of the old ones; grey images stay as they are.
 * Immutable.
 *
 * @param weights 9 numbers, row by row: what red, green and blue give to the new red, then to green, then to blue
 */
public record ColorMatrix(List<Double> weights) implements PixelOp {

    /** Luminance in every channel, by the weights 0.299, 0.587, 0.114 of ITU-R BT.601, as OpenCV and Pillow have it. */
    public static final ColorMatrix GRAYSCALE = saturation(0);

    /**
     * Checks and copies the weights.
     *
     * @param weights 9 numbers, row by row: what red, green and blue give to the new red, then to green, then to blue
     */
    public ColorMatrix {
        weights = List.copyOf(weights);
        if (weights.size() != 9 || !weights.stream().allMatch(weight -> Double.isFinite(weight))) {
            throw new IllegalArgumentException("a colour matrix has 9 finite weights but was given " + weights);
        }
    }

    /**
     * Returns the blend of the image with its grey version: factor x colour + (1 - factor) x luminance, torchvision's
     * {@code adjust_saturation}.
     *
     * @param factor 0 for grey, 1 for the image as it is, above 1 for stronger colours
     * @return a matrix that keeps luminance
     */
    public static ColorMatrix saturation(double factor) {
        double red = 0.299 * (1 - factor);
        double green = 0.587 * (1 - factor);
        double blue = 0.114 * (1 - factor);
        return new ColorMatrix(
                List.of(red + factor, green, blue, red, green + factor, blue, red, green, blue + factor));
    }

    /**
     * Returns the exchange of channels.
     *
     * @param red which of the old channels the new red is: 0 for red, 1 for green, 2 for blue
     * @param green which of the old channels the new green is
     * @param blue which of the old channels the new blue is
     * @return a matrix of zeros and ones
     * @throws IndexOutOfBoundsException if there is no such channel
     */
    public static ColorMatrix channels(int red, int green, int blue) {
        Double[] weights = new Double[9];
        Arrays.fill(weights, 0.0);
        int[] sources = {red, green, blue};
        for (int i = 0; i < 3; i++) {
            weights[3 * i + Objects.checkIndex(sources[i], 3)] = 1.0;
        }
        return new ColorMatrix(List.of(weights));
    }
}
