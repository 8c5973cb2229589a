package io.github.dl4jimagegen.image;

import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An image as a value: height x width x channels, channels next to each other (RGB), either 8-bit (0 to 255) or float
 * (any range). Immutable and thread-safe; the arrays never escape.
 *
 * <p>The pipeline itself works on native memory. An {@code Image} is what a generator hands in and what a user's own
 * pixel function gets to see.
 */
public final class Image implements ImageContent, Serializable {

    private static final long serialVersionUID = 1L;

    private final ImageShape shape;
    private final byte @Nullable [] bytes;
    private final float @Nullable [] floats;

    private Image(ImageShape shape, byte @Nullable [] bytes, float @Nullable [] floats) {
        this.shape = shape;
        this.bytes = bytes;
        this.floats = floats;
    }

    /**
     * Returns an 8-bit image.
     *
     * @param height rows
     * @param width columns
     * @param channels 1 for grey, 3 for RGB, 4 for RGBA
     * @param values height x width x channels values, each byte read as 0 to 255; copied
     * @return an image of those values
     * @throws IllegalArgumentException if the number of values is not height x width x channels
     */
    public static Image ofBytes(int height, int width, int channels, byte[] values) {
        ImageShape shape = checked(height, width, channels, values.length);
        return new Image(shape, values.clone(), null);
    }

    /**
     * Returns a float image.
     *
     * @param height rows
     * @param width columns
     * @param channels 1 for grey, 3 for RGB, 4 for RGBA
     * @param values height x width x channels values of any range; copied
     * @return an image of those values
     * @throws IllegalArgumentException if the number of values is not height x width x channels
     */
    public static Image ofFloats(int height, int width, int channels, float[] values) {
        ImageShape shape = checked(height, width, channels, values.length);
        return new Image(shape, null, values.clone());
    }

    /**
     * Returns an image of Java's own kind as a value: grey, RGB or RGBA (grey with alpha too). Channels of 8 bits keep
     * their numbers, unless they belong to a palette or a packed or premultiplied type: then they are sRGB. Channels of
     * 16 bits become floats from 0 to 255, with fractions.
     *
     * @param picture any type; copied
     * @return an image of the same size
     */
    public static Image of(BufferedImage picture) {
        return BufferedImages.image(picture);
    }

    /**
     * Returns this image as Java's own kind, for {@code ImageIO.write} or to look at: grey, RGB or RGBA with 8 bits a
     * channel. Float values are rounded, those outside 0 to 255 clamped.
     *
     * @return a new picture of the same size; {@link #of} makes an equal image of it, if this one has 8 bits
     */
    public BufferedImage toBufferedImage() {
        return BufferedImages.picture(this);
    }

    private static ImageShape checked(int height, int width, int channels, int length) {
        ImageShape shape = new ImageShape(height, width, channels);
        if (shape.length() != length) {
            throw new IllegalArgumentException(
                    "an image of " + shape + " has " + shape.length() + " values but " + length + " were given");
        }
        return shape;
    }

    /**
     * Returns the shape.
     *
     * @return height, width and channels
     */
    public ImageShape shape() {
        return shape;
    }

    /**
     * Returns whether the values are 8-bit.
     *
     * @return true for 0 to 255 in whole numbers, false for float
     */
    public boolean isEightBit() {
        return bytes != null;
    }

    /**
     * Returns one value.
     *
     * @param row from 0 at the top
     * @param column from 0 at the left
     * @param channel from 0: red, green, blue, alpha
     * @return 0 to 255 for an 8-bit image
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public float value(int row, int column, int channel) {
        Objects.checkIndex(row, shape.height());
        Objects.checkIndex(column, shape.width());
        Objects.checkIndex(channel, shape.channels());
        return at((row * shape.width() + column) * shape.channels() + channel);
    }

    private float at(int i) {
        return bytes != null ? bytes[i] & 0xFF : Objects.requireNonNull(floats)[i];
    }

    /**
     * Returns the image whose values are a function of this one's. Of an 8-bit image the results are rounded to the
     * nearest whole number (halves up) and clamped to 0 to 255.
     *
     * @param function from old to new value
     * @return a new image of the same shape and kind
     */
    public Image map(DoubleUnaryOperator function) {
        if (bytes != null) {
            byte[] result = new byte[bytes.length];
            for (int i = 0; i < result.length; i++) {
                double value = function.applyAsDouble(bytes[i] & 0xFF);
                result[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
            return new Image(shape, result, null);
        }
        float[] result = new float[shape.length()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) function.applyAsDouble(at(i));
        }
        return new Image(shape, null, result);
    }

    /**
     * Returns a copy of the values as 8-bit numbers.
     *
     * @return row by row, pixel by pixel, channel by channel
     * @throws IllegalStateException if this is a float image
     */
    public byte[] toBytes() {
        if (bytes == null) {
            throw new IllegalStateException("this is a float image: use toFloats()");
        }
        return bytes.clone();
    }

    /**
     * Returns a copy of the values as floats.
     *
     * @return row by row, pixel by pixel, channel by channel
     */
    public float[] toFloats() {
        if (floats != null) {
            return floats.clone();
        }
        float[] result = new float[shape.length()];
        for (int i = 0; i < result.length; i++) {
            result[i] = at(i);
        }
        return result;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Image that
                && shape.equals(that.shape)
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(floats, that.floats);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * shape.hashCode() + Arrays.hashCode(bytes)) + Arrays.hashCode(floats);
    }

    @Override
    public String toString() {
        return "Image[" + shape + (isEightBit() ? ", 8-bit]" : ", float]");
    }
}
