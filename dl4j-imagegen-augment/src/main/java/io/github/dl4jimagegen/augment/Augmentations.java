package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.augment.geometric.CenterCrop;
import io.github.dl4jimagegen.augment.geometric.Flip;
import io.github.dl4jimagegen.augment.geometric.Pad;
import io.github.dl4jimagegen.augment.geometric.PadTo;
import io.github.dl4jimagegen.augment.geometric.RandomAffine;
import io.github.dl4jimagegen.augment.geometric.RandomCrop;
import io.github.dl4jimagegen.augment.geometric.RandomD4;
import io.github.dl4jimagegen.augment.geometric.RandomElastic;
import io.github.dl4jimagegen.augment.geometric.RandomGridDistortion;
import io.github.dl4jimagegen.augment.geometric.RandomOpticalDistortion;
import io.github.dl4jimagegen.augment.geometric.RandomPerspective;
import io.github.dl4jimagegen.augment.geometric.RandomResizedCrop;
import io.github.dl4jimagegen.augment.geometric.RandomRotate90;
import io.github.dl4jimagegen.augment.geometric.Resize;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Range;

/**
 * The catalogue of augmentations, for a static import. Names that start with "random" draw anew for each image and
 * epoch; with {@link Augmentation#sometimes} others do too. All are immutable and thread-safe.
 *
 * <p>What moves pixels moves masks, boxes and keypoints with them. Unless something else is said, the outermost pixels
 * go on where a picture ends, and values between pixels are bilinear; {@code .border(Border.REFLECT)} and {@code
 * .interpolation(Interpolation.BICUBIC)} behind a factory change that. Neighbours that sample in the same way become one
 * resampling.
 */
public final class Augmentations {

    private Augmentations() {}

    /**
     * Returns the flip that exchanges left and right of half of the images.
     *
     * @return an augmentation that interpolates nothing
     */
    public static Augmentation randomFlipHorizontal() {
        return Augmentation.sometimes(0.5, new Flip(Flip.Direction.HORIZONTAL));
    }

    /**
     * Returns the flip that exchanges top and bottom of half of the images.
     *
     * @return an augmentation that interpolates nothing
     */
    public static Augmentation randomFlipVertical() {
        return Augmentation.sometimes(0.5, new Flip(Flip.Direction.VERTICAL));
    }

    /**
     * Returns a turn by 0, 90, 180 or 270 degrees, each as likely as any other. Images that are not square change their
     * shape.
     *
     * @return an augmentation that interpolates nothing
     */
    public static GeometricAugmentation randomRotate90() {
        return new RandomRotate90();
    }

    /**
     * Returns one of the eight symmetries of the square, each as likely as any other: for pictures from above or through
     * a microscope. Images that are not square change their shape.
     *
     * @return an augmentation that interpolates nothing
     */
    public static GeometricAugmentation randomD4() {
        return new RandomD4();
    }

    /**
     * Returns the start for an affine change of one's own: {@code randomAffine().rotation(-10, 10).zoom(0.9, 1.1)}.
     *
     * @return an augmentation that changes nothing yet
     */
    public static RandomAffine randomAffine() {
        return RandomAffine.IDENTITY;
    }

    /**
     * Returns a rotation about the centre by an angle drawn uniformly from [-degrees, degrees].
     *
     * @param degrees the largest angle to either side, 0 to 180; often 10 to 30
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if degrees lies outside [0, 180]
     */
    public static RandomAffine randomRotation(double degrees) {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException("a rotation range must lie in [0, 180] degrees but was " + degrees);
        }
        return randomAffine().rotation(-degrees, degrees);
    }

    /**
     * Returns a translation by whole pixels, drawn uniformly.
     *
     * @param x the largest shift to the left or right, in fractions of the width, at least 0; often 0.1
     * @param y the largest shift up or down, in fractions of the height, at least 0
     * @return an augmentation that keeps the size and interpolates nothing
     * @throws IllegalArgumentException if x or y is negative
     */
    public static RandomAffine randomTranslation(double x, double y) {
        return randomAffine().xTranslation(-x, x).yTranslation(-y, y);
    }

    /**
     * Returns a zoom about the centre, the same for height and width. Things grow where it is greater than 1.
     *
     * @param from the smallest factor, at least 0.01; often 0.8
     * @param to the largest factor, at most 100; often 1.2
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if not 0.01 &lt;= from &lt;= to &lt;= 100
     */
    public static RandomAffine randomZoom(double from, double to) {
        return randomAffine().zoom(from, to);
    }

    /**
     * Returns a shear along x, about the centre: vertical lines lean by an angle drawn uniformly from [-degrees,
     * degrees].
     *
     * @param degrees the largest angle to either side, 0 to 80; often 10 to 20
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if degrees lies outside [0, 80]
     */
    public static RandomAffine randomShear(double degrees) {
        return randomAffine().xShear(-degrees, degrees);
    }

    /**
     * Returns a part of an image, of a fixed size, from anywhere in it. A smaller image is padded with 0.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return an augmentation that interpolates nothing
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static GeometricAugmentation randomCrop(int height, int width) {
        return new RandomCrop(height, width);
    }

    /**
     * Returns a part of an image, of drawn area and aspect ratio, resized to a fixed size. The part has 8 to 100 percent
     * of the image's area and an aspect ratio of 3/4 to 4/3, unless {@link RandomResizedCrop#area(double, double)} and
     * {@link RandomResizedCrop#aspectRatio(double, double)} say otherwise.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return an augmentation that resamples once
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static RandomResizedCrop randomResizedCrop(int height, int width) {
        return new RandomResizedCrop(height, width, Range.of(0.08, 1), Range.of(3 / 4.0, 4 / 3.0));
    }

    /**
     * Returns the middle of an image, of a fixed size. A smaller image is padded with 0.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return an augmentation that draws and interpolates nothing
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static GeometricAugmentation centerCrop(int height, int width) {
        return new CenterCrop(height, width);
    }

    /**
     * Returns an image with a margin of 0 all around: {@code sequence(pad(4), randomCrop(32, 32))} shifts small images.
     *
     * @param margin rows and columns on each side, at least 0
     * @return an augmentation that draws and interpolates nothing
     * @throws IllegalArgumentException if the margin is negative
     */
    public static GeometricAugmentation pad(int margin) {
        return new Pad(margin, margin, margin, margin);
    }

    /**
     * Returns an image with a margin of 0.
     *
     * @param top rows above, at least 0
     * @param right columns to the right, at least 0
     * @param bottom rows below, at least 0
     * @param left columns to the left, at least 0
     * @return an augmentation that draws and interpolates nothing
     * @throws IllegalArgumentException if a margin is negative
     */
    public static GeometricAugmentation pad(int top, int right, int bottom, int left) {
        return new Pad(top, right, bottom, left);
    }

    /**
     * Returns an image with margins of 0 where it is smaller than a size; it is in the middle then.
     *
     * @param height rows of the result at least, at least 1
     * @param width columns of the result at least, at least 1
     * @return an augmentation that draws and interpolates nothing
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static GeometricAugmentation padTo(int height, int width) {
        return new PadTo(height, width);
    }

    /**
     * Returns an image of another size, stretched if it has another aspect ratio.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return an augmentation that draws nothing; shrinking averages over areas
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static GeometricAugmentation resize(int height, int width) {
        return new Resize(height, width, Resize.Fit.STRETCH);
    }

    /**
     * Returns an image as large as it can be inside a frame. It keeps its aspect ratio; {@link #padTo} fills the rest.
     *
     * @param height rows of the frame, at least 1
     * @param width columns of the frame, at least 1; as many as rows to limit the longest side
     * @return an augmentation that draws nothing; shrinking averages over areas
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static GeometricAugmentation resizeInside(int height, int width) {
        return new Resize(height, width, Resize.Fit.INSIDE);
    }

    /**
     * Returns an image as small as it can be to cover a frame. It keeps its aspect ratio; {@link #centerCrop} or {@link
     * #randomCrop} cuts the rest.
     *
     * @param height rows of the frame, at least 1
     * @param width columns of the frame, at least 1; as many as rows to fix the shortest side
     * @return an augmentation that draws nothing; shrinking averages over areas
     * @throws IllegalArgumentException if height or width is less than 1
     */
    public static GeometricAugmentation resizeToCover(int height, int width) {
        return new Resize(height, width, Resize.Fit.COVER);
    }

    /**
     * Returns a view from a drawn place: a quadrilateral of the image, stretched to its whole frame.
     *
     * @param scale how far from the corners of the image those of the quadrilateral lie at most, in fractions of height
     *     and width, from 0 to 0.3; often 0.1
     * @return an augmentation that keeps the size and makes nothing up
     * @throws IllegalArgumentException if the scale lies outside [0, 0.3]
     */
    public static GeometricAugmentation randomPerspective(double scale) {
        return new RandomPerspective(scale);
    }

    /**
     * Returns a smooth random bending, as of rubber, that folds nothing.
     *
     * @param alpha the largest displacement, in fractions of height and width; at least 0 and less than 0.25 / cells; 0.03
     *     can well be seen
     * @param cells how many independent bends there are along each side, at least 1; often 4
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if cells is less than 1 or alpha lies outside [0, 0.25 / cells)
     */
    public static GeometricAugmentation randomElastic(double alpha, int cells) {
        return new RandomElastic(alpha, cells);
    }

    /**
     * Returns the image under a grid whose lines are moved. The edges stay in their places.
     *
     * @param cells how many cells the grid has along each side, at least 2; often 5
     * @param limit how far a line moves at most, in fractions of a cell; at least 0 and less than 0.5; often 0.3
     * @return an augmentation that keeps the size and makes nothing up
     * @throws IllegalArgumentException if cells is less than 2 or limit lies outside [0, 0.5)
     */
    public static GeometricAugmentation randomGridDistortion(int cells, double limit) {
        return new RandomGridDistortion(cells, limit);
    }

    /**
     * Returns the distortion of a lens, from pincushion (-k) to barrel (k), drawn uniformly.
     *
     * @param k how far the corners move at most, in fractions of their distance from the centre, from 0 to 0.3; often
     *     0.05
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if k lies outside [0, 0.3]
     */
    public static GeometricAugmentation randomOpticalDistortion(double k) {
        return new RandomOpticalDistortion(Range.of(-k, k));
    }
}
