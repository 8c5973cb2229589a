package io.github.dl4jimagegen.image;

import java.io.Serializable;

/**
 * A geometric change of an image, drawn: where each pixel of the result comes from. Immutable.
 *
 * <p>The map is from the input to the output ("where does this pixel go"); the engine pulls through its inverse, for
 * the image with the stated interpolation and border. Coordinates as in {@link Affine}.
 *
 * @param map from input to output coordinates, invertible
 * @param input the shape it is for
 * @param height rows of the result
 * @param width columns of the result
 * @param border what lies outside the image; {@link Border#NEAREST} unless set
 * @param interpolation bilinear unless set
 */
public record Warp(Affine map, ImageShape input, int height, int width, Border border, Interpolation interpolation)
        implements ImageOperation, Serializable {

    /**
     * Checks that the map has an inverse and the result at least one pixel.
     *
     * @param map from input to output coordinates, invertible
     * @param input the shape it is for
     * @param height rows of the result
     * @param width columns of the result
     * @param border what lies outside the image; {@link Border#NEAREST} unless set
     * @param interpolation bilinear unless set
     */
    public Warp {
        if (map.a() * map.e() - map.b() * map.d() == 0) {
            throw new IllegalArgumentException("a warp needs a map with an inverse but got " + map);
        }
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a warp must result in at least 1x1 but was " + height + "x" + width);
        }
        if (interpolation != Interpolation.NEAREST && interpolation != Interpolation.BILINEAR) {
            throw new IllegalArgumentException("a warp is NEAREST or BILINEAR but was " + interpolation);
        }
    }

    /**
     * Returns the warp of an affine map; the result is as large as the image.
     *
     * @param shape the image
     * @param map from input to output coordinates, invertible
     * @return a warp with border NEAREST and bilinear interpolation
     * @throws IllegalArgumentException if the map has no inverse
     */
    public static Warp affine(ImageShape shape, Affine map) {
        return new Warp(map, shape, shape.height(), shape.width(), Border.NEAREST, Interpolation.BILINEAR);
    }

    /**
     * Returns the warp that changes nothing.
     *
     * @param shape the image
     * @return the identity
     */
    public static Warp identity(ImageShape shape) {
        return affine(shape, Affine.IDENTITY);
    }

    /**
     * Returns a rotation about the centre of the image, ((width - 1) / 2, (height - 1) / 2).
     *
     * @param shape the image
     * @param degrees counter-clockwise as one looks at the image
     * @return a rotation; what turns out of the frame is lost
     */
    public static Warp rotation(ImageShape shape, double degrees) {
        double quarters = degrees / 90;
        double cos;
        double sin;
        if (quarters == Math.rint(quarters) && Math.abs(quarters) < 1e9) {
            int turns = Math.floorMod((int) quarters, 4);
            cos = turns == 0 ? 1 : turns == 2 ? -1 : 0;
            sin = turns == 1 ? 1 : turns == 3 ? -1 : 0;
        } else {
            cos = StrictMath.cos(Math.toRadians(degrees));
            sin = StrictMath.sin(Math.toRadians(degrees));
        }
        double cx = (shape.width() - 1) / 2.0;
        double cy = (shape.height() - 1) / 2.0;
        // y points down, so counter-clockwise is (cos, sin / -sin, cos).
        return affine(shape, new Affine(cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy));
    }

    /**
     * Returns the flip that exchanges left and right.
     *
     * @param shape the image
     * @return an exact warp: no value changes
     */
    public static Warp flipHorizontal(ImageShape shape) {
        return affine(shape, new Affine(-1, 0, shape.width() - 1, 0, 1, 0));
    }

    /**
     * Returns the flip that exchanges top and bottom.
     *
     * @param shape the image
     * @return an exact warp: no value changes
     */
    public static Warp flipVertical(ImageShape shape) {
        return affine(shape, new Affine(1, 0, 0, 0, -1, shape.height() - 1));
    }

    /**
     * Returns this warp with another border.
     *
     * @param border what lies outside the image
     * @return a new warp
     */
    public Warp border(Border border) {
        return new Warp(map, input, height, width, border, interpolation);
    }

    /**
     * Returns this warp with another interpolation.
     *
     * @param interpolation how a value between pixels is found
     * @return a new warp
     */
    public Warp interpolation(Interpolation interpolation) {
        return new Warp(map, input, height, width, border, interpolation);
    }

    @Override
    public ImageShape outputShape(ImageShape shape) {
        if (shape.height() != input.height() || shape.width() != input.width()) {
            throw new IllegalArgumentException(
                    "a warp made for " + input + " cannot be applied to an image of " + shape);
        }
        return new ImageShape(height, width, shape.channels());
    }

    /**
     * Returns whether this warp and the next can be one resampling: both sample in the same way, or one of them only
     * moves whole pixels about and never looks outside.
     *
     * @param next the warp that follows
     * @return true if {@link #then} may be called
     */
    public boolean fusesWith(Warp next) {
        boolean same = border.equals(next.border) && interpolation == next.interpolation;
        return same || isExact() || next.isExact();
    }

    /**
     * Returns the warp that does this one and then another in one resampling.
     *
     * @param next the warp that follows, made for the shape this one results in
     * @return a warp with the border and interpolation of the one that samples
     * @throws IllegalArgumentException if the two do not fuse
     */
    public Warp then(Warp next) {
        if (!fusesWith(next)) {
            throw new IllegalArgumentException("cannot fuse warps of different borders or interpolations: " + border
                    + " " + interpolation + " and " + next.border + " " + next.interpolation);
        }
        Warp sampler = isExact() ? next : this;
        ImageShape result = next.outputShape(outputShape(input));
        return new Warp(
                map.then(next.map), input, result.height(), result.width(), sampler.border, sampler.interpolation);
    }

    /**
     * Returns whether nothing changes.
     *
     * @return true if every pixel stays where it is
     */
    public boolean isIdentity() {
        return map.equals(Affine.IDENTITY) && height == input.height() && width == input.width();
    }

    /**
     * Returns whether this is one of the flips, or the identity, over the whole image: no value is interpolated and
     * none comes from outside.
     *
     * @return true if the result holds exactly the pixels of the image, in another order
     */
    public boolean isExact() {
        return height == input.height()
                && width == input.width()
                && map.b() == 0
                && map.d() == 0
                && isExact(map.a(), map.c(), width)
                && isExact(map.e(), map.f(), height);
    }

    private static boolean isExact(double scale, double shift, int length) {
        return (scale == 1 && shift == 0) || (scale == -1 && shift == length - 1);
    }
}
