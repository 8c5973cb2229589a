package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The class of each pixel of an image: height x width class indices from 0 to 255. Immutable and thread-safe; the array
 * never escapes.
 *
 * <p>One index may mean "no class: leave this pixel out of the loss". It is also what a mask holds where a warp looks
 * outside the image.
 */
public final class Mask implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The ignore index unless another is set: 255, as in Pascal VOC and Cityscapes. */
    public static final int IGNORE_INDEX = 255;

    private final int height;
    private final int width;
    private final byte[] classes;
    private final int ignoreIndex;

    private Mask(int height, int width, byte[] classes, int ignoreIndex) {
        this.height = height;
        this.width = width;
        this.classes = classes;
        this.ignoreIndex = ignoreIndex;
    }

    /**
     * Returns a mask whose ignore index is 255.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param classes height x width class indices, row by row, each byte read as 0 to 255; copied
     * @return a mask of those classes
     * @throws IllegalArgumentException if the number of classes is not height x width
     */
    public static Mask of(int height, int width, byte[] classes) {
        int length = new ImageShape(height, width, 1).length();
        if (classes.length != length) {
            throw new IllegalArgumentException("a mask of " + height + "x" + width + " has " + length
                    + " class indices but " + classes.length + " were given");
        }
        return new Mask(height, width, classes.clone(), IGNORE_INDEX);
    }

    /**
     * Returns this mask with another ignore index. The classes stay as they are.
     *
     * @param index the class index that means "no class", from 0 to 255
     * @return a new mask
     * @throws IllegalArgumentException if the index lies outside [0, 255]
     */
    public Mask ignoreIndex(int index) {
        if (index < 0 || index > 255) {
            throw new IllegalArgumentException("an ignore index must lie in [0, 255] but was " + index);
        }
        return new Mask(height, width, classes, index);
    }

    /**
     * Returns the class index that means "no class".
     *
     * @return from 0 to 255; 255 unless set
     */
    public int ignoreIndex() {
        return ignoreIndex;
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 1
     */
    public int height() {
        return height;
    }

    /**
     * Returns the number of columns.
     *
     * @return at least 1
     */
    public int width() {
        return width;
    }

    /**
     * Returns the class of one pixel.
     *
     * @param row from 0 at the top
     * @param column from 0 at the left
     * @return the class index, from 0 to 255
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public int value(int row, int column) {
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        return classes[row * width + column] & 0xFF;
    }

    /**
     * Returns a copy of the class indices.
     *
     * @return row by row, each byte to be read as 0 to 255
     */
    public byte[] toBytes() {
        return classes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mask that
                && height == that.height
                && width == that.width
                && ignoreIndex == that.ignoreIndex
                && Arrays.equals(classes, that.classes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(height, width, ignoreIndex, Arrays.hashCode(classes));
    }

    @Override
    public String toString() {
        return "Mask[" + height + "x" + width + ", ignore index " + ignoreIndex + "]";
    }
}
