package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.Optional;

/**
 * A geometric change of an image, drawn: where each pixel of the result comes from. Immutable.
 *
 * <p>The map is from the input to the output ("where does this pixel go"); the engine pulls through its inverse, for
 * the image with the stated interpolation and border. Coordinates as in {@link PlaneMap}.
 *
 * @param map from input to output coordinates, invertible
 * @param input the shape it is for
 * @param height rows of the result
 * @param width columns of the result
 * @param border what lies outside the image; {@link Border#NEAREST} unless set
 * @param interpolation bilinear unless set
 */
public record Warp(PlaneMap map, ImageShape input, int height, int width, Border border, Interpolation interpolation)
        implements ImageOperation, Serializable {

    private static final double WHOLE = 1e-9;
    private static final double MOST_PIXELS = 1 << 30;

    /**
     * Checks that the result has at least one pixel and the map a place for each of them to come from.
     *
     * @param map from input to output coordinates, invertible
     * @param input the shape it is for
     * @param height rows of the result
     * @param width columns of the result
     * @param border what lies outside the image; {@link Border#NEAREST} unless set
     * @param interpolation bilinear unless set
     */
    public Warp {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a warp must result in at least 1x1 but was " + height + "x" + width);
        }
        if (map instanceof Affine affine && affine.determinant() == 0) {
            throw new IllegalArgumentException("a warp needs a map with an inverse but got " + map);
        }
        if (map instanceof Perspective perspective && !perspective.inverse().isInFront(height, width)) {
            throw new IllegalArgumentException("a warp may not show the horizon but " + map + " does, in an image of "
                    + height + "x" + width + ": tilt less");
        }
        if (map instanceof DisplacementField field && (field.height() != height || field.width() != width)) {
            throw new IllegalArgumentException("the result of " + field + " cannot be " + height + "x" + width);
        }
    }

    /**
     * Returns the warp of a map; the result is as large as the image.
     *
     * @param shape the image
     * @param map from input to output coordinates, invertible
     * @return a warp with border NEAREST and bilinear interpolation
     * @throws IllegalArgumentException if the map has no inverse, shows a horizon, or is a field for another size
     */
    public static Warp of(ImageShape shape, PlaneMap map) {
        return new Warp(map, shape, shape.height(), shape.width(), Border.NEAREST, Interpolation.BILINEAR);
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
        return of(shape, map);
    }

    /**
     * Returns the warp that changes nothing.
     *
     * @param shape the image
     * @return the identity
     */
    public static Warp identity(ImageShape shape) {
        return of(shape, Affine.IDENTITY);
    }

    /**
     * Returns a rotation about the centre of the image, ((width - 1) / 2, (height - 1) / 2).
     *
     * @param shape the image
     * @param degrees counter-clockwise as one looks at the image
     * @return a rotation; what turns out of the frame is lost
     */
    public static Warp rotation(ImageShape shape, double degrees) {
        return of(shape, Affine.rotation(degrees).aboutCentreOf(shape));
    }

    /**
     * Returns the flip that exchanges left and right.
     *
     * @param shape the image
     * @return an exact warp: no value changes
     */
    public static Warp flipHorizontal(ImageShape shape) {
        return of(shape, Affine.scaling(-1, 1).aboutCentreOf(shape));
    }

    /**
     * Returns the flip that exchanges top and bottom.
     *
     * @param shape the image
     * @return an exact warp: no value changes
     */
    public static Warp flipVertical(ImageShape shape) {
        return of(shape, Affine.scaling(1, -1).aboutCentreOf(shape));
    }

    /**
     * Returns the turn of the whole image by quarters; height and width are exchanged by an odd number of them.
     *
     * @param shape the image
     * @param quarters counter-clockwise as one looks at the image, any number
     * @return an exact warp: no value changes
     */
    public static Warp quarterTurns(ImageShape shape, int quarters) {
        boolean odd = Math.floorMod(quarters, 2) == 1;
        int height = odd ? shape.width() : shape.height();
        int width = odd ? shape.height() : shape.width();
        Affine map = Affine.translation(-(shape.width() - 1) / 2.0, -(shape.height() - 1) / 2.0)
                .then(Affine.rotation(90.0 * quarters))
                .then(Affine.translation((width - 1) / 2.0, (height - 1) / 2.0));
        return new Warp(map, shape, height, width, Border.NEAREST, Interpolation.BILINEAR);
    }

    /**
     * Returns the flip about the diagonal from the top left: rows become columns.
     *
     * @param shape the image
     * @return an exact warp: no value changes
     */
    public static Warp transpose(ImageShape shape) {
        Affine map = new Affine(0, 1, 0, 1, 0, 0);
        return new Warp(map, shape, shape.width(), shape.height(), Border.NEAREST, Interpolation.BILINEAR);
    }

    /**
     * Returns the warp that shows a region of the image and nothing else, pixel by pixel. Where the region reaches out
     * of the image, the border is shown: so this also pads.
     *
     * @param shape the image
     * @param region what is shown
     * @return a warp that interpolates nothing
     */
    public static Warp crop(ImageShape shape, Rectangle region) {
        Affine map = Affine.translation(-region.left(), -region.top());
        return new Warp(map, shape, region.height(), region.width(), Border.NEAREST, Interpolation.BILINEAR);
    }

    /**
     * Returns the warp that stretches or shrinks the whole image to a size. Shrinking by bilinear, bicubic or Lanczos
     * interpolation takes the mean over the area of each pixel of the result, so that no detail turns into noise.
     *
     * @param shape the image
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return the resizing
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static Warp resize(ImageShape shape, int height, int width) {
        double x = (double) width / shape.width();
        double y = (double) height / shape.height();
        Affine map = new Affine(x, 0, (x - 1) / 2, 0, y, (y - 1) / 2); // edges on edges, not centres on centres
        return new Warp(map, shape, height, width, Border.NEAREST, Interpolation.BILINEAR);
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
     * Returns the one warp that does this one and then another with one resampling. It exists if both sample in the
     * same way, or one of them only moves whole pixels and never looks outside; the border and interpolation are those
     * of the one that samples. Displacement fields stay by themselves, and so do resizings, except that a crop before
     * one is its part.
     *
     * @param next the warp that follows, made for the shape this one results in
     * @return the two in one; empty if they must be done one after the other
     * @throws IllegalArgumentException if the next warp was made for another shape
     */
    public Optional<Warp> fusedWith(Warp next) {
        ImageShape result = next.outputShape(outputShape(input));
        boolean sameSampling = border.equals(next.border) && interpolation == next.interpolation;
        if (isResize() || !(sameSampling || isExact() || next.isExact())) {
            return Optional.empty();
        }
        Optional<PlaneMap> product = map.product(next.map);
        if (product.isEmpty()
                || (product.get() instanceof Perspective perspective
                        && !perspective.inverse().isInFront(result.height(), result.width()))) {
            return Optional.empty();
        }
        Warp sampler = isExact() ? next : this;
        Warp fused =
                new Warp(product.get(), input, result.height(), result.width(), sampler.border, sampler.interpolation);
        return next.isResize() && !fused.isResize() ? Optional.empty() : Optional.of(fused);
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
     * Returns whether whole pixels are moved and none comes from outside: flips, quarter turns, crops.
     *
     * @return true if the result holds pixels of the image, in another order, and nothing else
     */
    public boolean isExact() {
        return map instanceof Affine affine && affine.movesWholePixels() && region().isPresent();
    }

    /**
     * Returns whether this stretches or shrinks an upright region of the image to the result.
     *
     * @return true for {@link #resize} to another size, also after a crop
     */
    public boolean isResize() {
        return map instanceof Affine affine
                && affine.a() > 0
                && affine.e() > 0
                && !affine.movesWholePixels()
                && region().isPresent();
    }

    /**
     * Returns the part of the image that fills the result to its edges, if that is a rectangle of whole pixels of the
     * image.
     *
     * @return the region; empty if the warp shows anything else
     */
    public Optional<Rectangle> region() {
        if (!(map instanceof Affine affine)
                || !((affine.b() == 0 && affine.d() == 0) || (affine.a() == 0 && affine.e() == 0))) {
            return Optional.empty();
        }
        Point one = affine.pull(-0.5, -0.5);
        Point other = affine.pull(width - 0.5, height - 0.5);
        double left = Math.min(one.x(), other.x()) + 0.5;
        double top = Math.min(one.y(), other.y()) + 0.5;
        double right = Math.max(one.x(), other.x()) + 0.5;
        double bottom = Math.max(one.y(), other.y()) + 0.5;
        boolean whole = isWhole(left) && isWhole(top) && isWhole(right) && isWhole(bottom);
        if (!whole || Math.rint(right) <= Math.rint(left) || Math.rint(bottom) <= Math.rint(top)) {
            return Optional.empty();
        }
        Rectangle region =
                new Rectangle((int) Math.rint(left), (int) Math.rint(top), (int) Math.rint(right - left), (int)
                        Math.rint(bottom - top));
        return region.isWithin(input.height(), input.width()) ? Optional.of(region) : Optional.empty();
    }

    private static boolean isWhole(double edge) {
        return Math.abs(edge - Math.rint(edge)) < WHOLE && Math.abs(edge) < MOST_PIXELS;
    }
}
