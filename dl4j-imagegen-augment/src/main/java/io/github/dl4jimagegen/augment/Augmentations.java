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
import io.github.dl4jimagegen.augment.mix.CutMix;
import io.github.dl4jimagegen.augment.mix.MixUp;
import io.github.dl4jimagegen.augment.photometric.AutoContrast;
import io.github.dl4jimagegen.augment.photometric.Clahe;
import io.github.dl4jimagegen.augment.photometric.Equalize;
import io.github.dl4jimagegen.augment.photometric.Grayscale;
import io.github.dl4jimagegen.augment.photometric.Invert;
import io.github.dl4jimagegen.augment.photometric.MedianBlur;
import io.github.dl4jimagegen.augment.photometric.Posterize;
import io.github.dl4jimagegen.augment.photometric.RandomBrightness;
import io.github.dl4jimagegen.augment.photometric.RandomChannelDropout;
import io.github.dl4jimagegen.augment.photometric.RandomChannelShuffle;
import io.github.dl4jimagegen.augment.photometric.RandomCoarseDropout;
import io.github.dl4jimagegen.augment.photometric.RandomColorJitter;
import io.github.dl4jimagegen.augment.photometric.RandomContrast;
import io.github.dl4jimagegen.augment.photometric.RandomErasing;
import io.github.dl4jimagegen.augment.photometric.RandomGamma;
import io.github.dl4jimagegen.augment.photometric.RandomGaussianBlur;
import io.github.dl4jimagegen.augment.photometric.RandomGaussianNoise;
import io.github.dl4jimagegen.augment.photometric.RandomGridDropout;
import io.github.dl4jimagegen.augment.photometric.RandomHue;
import io.github.dl4jimagegen.augment.photometric.RandomJpegCompression;
import io.github.dl4jimagegen.augment.photometric.RandomMotionBlur;
import io.github.dl4jimagegen.augment.photometric.RandomRgbShift;
import io.github.dl4jimagegen.augment.photometric.RandomSaltAndPepper;
import io.github.dl4jimagegen.augment.photometric.RandomSaturation;
import io.github.dl4jimagegen.augment.photometric.RandomSharpness;
import io.github.dl4jimagegen.augment.photometric.RandomShotNoise;
import io.github.dl4jimagegen.augment.photometric.Solarize;
import io.github.dl4jimagegen.augment.policy.AugMix;
import io.github.dl4jimagegen.augment.policy.AutoAugment;
import io.github.dl4jimagegen.augment.policy.RandAugment;
import io.github.dl4jimagegen.augment.policy.TrivialAugmentWide;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Mosaic;
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
     * Returns {@link #randomRotation(double) randomRotation(45)}: the default of albumentations's {@code
     * ShiftScaleRotate}.
     *
     * @return an augmentation that keeps the size
     */
    public static RandomAffine randomRotation() {
        return randomRotation(45);
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
     * Returns {@link #randomTranslation(double, double) randomTranslation(0.0625, 0.0625)}: the defaults of
     * albumentations's {@code ShiftScaleRotate}.
     *
     * @return an augmentation that keeps the size and interpolates nothing
     */
    public static RandomAffine randomTranslation() {
        return randomTranslation(0.0625, 0.0625);
    }

    /**
     * Returns a translation by whole pixels, drawn uniformly.
     *
     * @param x the largest shift to the left or right, in fractions of the width, from 0 to 1; often 0.1
     * @param y the largest shift up or down, in fractions of the height, from 0 to 1
     * @return an augmentation that keeps the size and interpolates nothing
     * @throws IllegalArgumentException if x or y lies outside [0, 1]
     */
    public static RandomAffine randomTranslation(double x, double y) {
        String cure = "give the largest shift to either side, of n pixels as n / size, or a range of your own by"
                + " randomAffine().xTranslation(from, to).yTranslation(from, to)";
        Range ofWidth = eitherSide(x, 1, "randomTranslation's x, in fractions of the width,", cure);
        Range ofHeight = eitherSide(y, 1, "randomTranslation's y, in fractions of the height,", cure);
        return randomAffine().xTranslation(ofWidth.from(), ofWidth.to()).yTranslation(ofHeight.from(), ofHeight.to());
    }

    /**
     * Returns {@link #randomZoom(double, double) randomZoom(0.9, 1.1)}: the defaults of albumentations's {@code
     * ShiftScaleRotate}.
     *
     * @return an augmentation that keeps the size
     */
    public static RandomAffine randomZoom() {
        return randomZoom(0.9, 1.1);
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
     * Returns a shear along x, about the centre: vertical lines lean by an angle a drawn uniformly from [-degrees,
     * degrees]. The pixel at (x, y) from the centre goes to (x + y tan(a), y): every row keeps its place and its length,
     * as in torchvision's {@code affine}. (Keras's {@code shear_range}, of {@code ImageDataGenerator}, also stretches.)
     *
     * @param degrees the largest angle to either side, 0 to 80; often 10 to 20
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if degrees lies outside [0, 80]
     */
    public static RandomAffine randomShear(double degrees) {
        Range range = eitherSide(
                degrees,
                80,
                "randomShear's degrees",
                "give the largest angle to either side, or a range of your own by randomAffine().xShear(from, to)");
        return randomAffine().xShear(range.from(), range.to());
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
     * Returns the size policy that makes a part of the full picture, of drawn area and aspect ratio and from anywhere in it,
     * an image of the pipeline's size: {@code pipeline.resize(randomResizedCrop())}. The part has 8 to 100 percent of the
     * picture's area and an aspect ratio of 3/4 to 4/3, unless {@link RandomResizedCrop#area(double, double)} and {@link
     * RandomResizedCrop#aspectRatio(double, double)} say otherwise.
     *
     * @return a policy for training flows; an evaluation flow refuses what draws
     */
    public static RandomResizedCrop randomResizedCrop() {
        return new RandomResizedCrop(Range.of(0.08, 1), Range.of(3 / 4.0, 4 / 3.0));
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
     * @param margin rows and columns on each side, 0 to 1000000
     * @return an augmentation that draws and interpolates nothing
     * @throws IllegalArgumentException if the margin lies outside [0, 1000000]
     */
    public static GeometricAugmentation pad(int margin) {
        return new Pad(margin, margin, margin, margin);
    }

    /**
     * Returns an image with a margin of 0.
     *
     * @param top rows above, 0 to 1000000
     * @param right columns to the right, 0 to 1000000
     * @param bottom rows below, 0 to 1000000
     * @param left columns to the left, 0 to 1000000
     * @return an augmentation that draws and interpolates nothing
     * @throws IllegalArgumentException if a margin lies outside [0, 1000000]
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
     * Returns {@link #randomPerspective(double) randomPerspective(0.1)}: the larger number of
     * albumentations's {@code Perspective}, whose corners are normally distributed and not limited.
     *
     * @return an augmentation that keeps the size and makes nothing up
     */
    public static GeometricAugmentation randomPerspective() {
        return randomPerspective(0.1);
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
     * Returns {@link #randomElastic(double, double) randomElastic(50, 5)}: the defaults of torchvision's {@code
     * ElasticTransform}. Those of albumentations, 1 and 50, move nothing by more than a hundredth of a pixel.
     *
     * @return an augmentation that keeps the size
     */
    public static GeometricAugmentation randomElastic() {
        return randomElastic(50, 5);
    }

    /**
     * Returns a smooth random bending, as of rubber, that folds nothing; alpha and sigma mean what they do in torchvision.
     * The displacement of a pixel has a standard deviation of 0.081 alpha / sigma pixels, along each axis.
     *
     * @param alpha how strong, in pixels; at least 0 and at most 2 sigma<sup>2</sup>, which can well be seen.
     *     albumentations's alpha is half of it, if its noise is uniform
     * @param sigma how smooth, in pixels, 1 to 1000: what is sigma apart moves much alike, what is 4 sigma apart nearly
     *     independently
     * @return an augmentation that keeps the size
     * @throws IllegalArgumentException if sigma lies outside [1, 1000] or alpha outside [0, 2 sigma<sup>2</sup>]
     */
    public static GeometricAugmentation randomElastic(double alpha, double sigma) {
        return new RandomElastic(alpha, sigma);
    }

    /**
     * Returns {@link #randomGridDistortion(int, double) randomGridDistortion(5, 0.3)}: the defaults of
     * albumentations's {@code GridDistortion}.
     *
     * @return an augmentation that keeps the size and makes nothing up
     */
    public static GeometricAugmentation randomGridDistortion() {
        return randomGridDistortion(5, 0.3);
    }

    /**
     * Returns the image under a grid whose lines are moved. The edges stay in their places.
     *
     * @param cells how many cells the grid has along each side, 2 to 1000; often 5
     * @param limit how far a line moves at most, in fractions of a cell; at least 0 and less than 0.5; often 0.3
     * @return an augmentation that keeps the size and makes nothing up
     * @throws IllegalArgumentException if cells lies outside [2, 1000] or limit outside [0, 0.5)
     */
    public static GeometricAugmentation randomGridDistortion(int cells, double limit) {
        return new RandomGridDistortion(cells, limit);
    }

    /**
     * Returns {@link #randomOpticalDistortion(double) randomOpticalDistortion(0.05)}: the default of albumentations's
     * {@code OpticalDistortion}.
     *
     * @return an augmentation that keeps the size
     */
    public static GeometricAugmentation randomOpticalDistortion() {
        return randomOpticalDistortion(0.05);
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

    /**
     * Returns {@link #randomBrightness(double, double) randomBrightness(-0.2, 0.2)}: the defaults of albumentations's
     * {@code RandomBrightnessContrast}. Keras's has none.
     *
     * @return an augmentation that draws a number for each image
     */
    public static RandomBrightness randomBrightness() {
        return randomBrightness(-0.2, 0.2);
    }

    /**
     * Returns the addition of a share of the value range to every value, as in Keras.
     *
     * @param from the lowest share, -1 to 1; -0.2 and 0.2 are a common choice
     * @param to the highest share
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [-1, 1]
     */
    public static RandomBrightness randomBrightness(double from, double to) {
        return new RandomBrightness(Range.of(from, to));
    }

    /**
     * Returns {@link #randomContrast(double, double) randomContrast(0.8, 1.2)}: the defaults of albumentations's
     * {@code RandomBrightnessContrast}.
     *
     * @return an augmentation that draws a number for each image
     */
    public static RandomContrast randomContrast() {
        return randomContrast(0.8, 1.2);
    }

    /**
     * Returns the stretching of values about the mean luminance of the image.
     *
     * @param from the lowest factor, 0 to 100; 0.8 and 1.2 are a common choice
     * @param to the highest factor
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0, 100]
     */
    public static RandomContrast randomContrast(double from, double to) {
        return new RandomContrast(Range.of(from, to));
    }

    /**
     * Returns {@link #randomSaturation(double, double) randomSaturation(0.8, 1.2)}: the defaults of albumentations's
     * {@code ColorJitter}.
     *
     * @return an augmentation that draws a number for each image
     */
    public static RandomSaturation randomSaturation() {
        return randomSaturation(0.8, 1.2);
    }

    /**
     * Returns the blending of colours with grey.
     *
     * @param from the lowest factor, 0 to 100; 0 is grey, 1 changes nothing
     * @param to the highest factor
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0, 100]
     */
    public static RandomSaturation randomSaturation(double from, double to) {
        return new RandomSaturation(Range.of(from, to));
    }

    /**
     * Returns {@link #randomHue(double, double) randomHue(-1 / 9.0, 1 / 9.0)}: the defaults of albumentations's {@code
     * HueSaturationValue}, 20 of 180 to either side.
     *
     * @return an augmentation that draws a number for each image
     */
    public static RandomHue randomHue() {
        return randomHue(-1 / 9.0, 1 / 9.0);
    }

    /**
     * Returns the turning of all hues.
     *
     * @param from the lowest shift, in turns of the circle of hues, -0.5 to 0.5
     * @param to the highest shift
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [-0.5, 0.5]
     */
    public static RandomHue randomHue(double from, double to) {
        return new RandomHue(Range.of(from, to));
    }

    /**
     * Returns {@link #randomColorJitter(double, double, double, double) randomColorJitter(0.4, 0.4, 0.4, 0)}: the
     * defaults of timm. Those of torchvision and Keras change nothing; by those of albumentations, whose hue is ±0.5,
     * everything gets any colour.
     *
     * @return an augmentation that draws four numbers and an order for each image
     */
    public static RandomColorJitter randomColorJitter() {
        return randomColorJitter(0.4, 0.4, 0.4, 0);
    }

    /**
     * Returns the changing of brightness, contrast, saturation and hue in an order that is drawn, as torchvision's
     * {@code ColorJitter}: the first three by factors from 1 - x (or 0, if that is negative) to 1 + x.
     *
     * @param brightness x of brightness, 0 to 99; 0.4 is a common choice for the first three
     * @param contrast x of contrast, 0 to 99
     * @param saturation x of saturation, 0 to 99
     * @param hue the largest shift to either side, in turns, 0 to 0.5
     * @return an augmentation that draws four numbers and an order for each image
     * @throws IllegalArgumentException if one of the four is outside its bounds
     */
    public static RandomColorJitter randomColorJitter(
            double brightness, double contrast, double saturation, double hue) {
        return new RandomColorJitter(
                around1(brightness, "brightness"),
                around1(contrast, "contrast"),
                around1(saturation, "saturation"),
                eitherSide(
                        hue,
                        0.5,
                        "randomColorJitter's hue, in turns of the circle,",
                        "give the largest turn to either side, of n degrees as n / 360"));
    }

    /**
     * Returns {@link #randomRgbShift(double, double) randomRgbShift(-20, 20)}: the defaults of albumentations's {@code
     * RGBShift}.
     *
     * @return an augmentation that draws a number for each channel
     */
    public static RandomRgbShift randomRgbShift() {
        return randomRgbShift(-20, 20);
    }

    /**
     * Returns the addition of a number to each channel, another one to every channel.
     *
     * @param from the lowest number, -255 to 255; -20 and 20 are a common choice
     * @param to the highest number
     * @return an augmentation that draws a number for each channel
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [-255, 255]
     */
    public static RandomRgbShift randomRgbShift(double from, double to) {
        return new RandomRgbShift(Range.of(from, to));
    }

    /**
     * Returns {@link #randomGamma(double, double) randomGamma(0.8, 1.2)}: the defaults of albumentations's {@code
     * RandomGamma}.
     *
     * @return an augmentation that draws a number for each image
     */
    public static RandomGamma randomGamma() {
        return randomGamma(0.8, 1.2);
    }

    /**
     * Returns the darkening or lightening of shadows by an exponent.
     *
     * @param from the lowest exponent, 0.01 to 100; 0.8 and 1.2 are a common choice
     * @param to the highest exponent; above 1 is darker
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0.01, 100]
     */
    public static RandomGamma randomGamma(double from, double to) {
        return new RandomGamma(Range.of(from, to));
    }

    /**
     * Returns the change of colours to grey, in as many channels as before.
     *
     * @return an augmentation that draws nothing
     */
    public static Grayscale grayscale() {
        return new Grayscale();
    }

    /**
     * Returns the change of half of the images to grey, as Keras's {@code RandomGrayscale} and albumentations's {@code
     * ToGray}; torchvision's changes a tenth, {@code sometimes(0.1, grayscale())}.
     *
     * @return {@link #grayscale()} with probability 0.5
     */
    public static Augmentation randomGrayscale() {
        return Augmentation.sometimes(0.5, grayscale());
    }

    /**
     * Returns the negative.
     *
     * @return an augmentation that draws nothing
     */
    public static Invert invert() {
        return new Invert();
    }

    /**
     * Returns {@link #posterize(int) posterize(4)}: the default of albumentations's {@code Posterize}.
     *
     * @return an augmentation that draws nothing
     */
    public static Posterize posterize() {
        return posterize(4);
    }

    /**
     * Returns the clearing of the lower bits of every value.
     *
     * @param bits how many of the 8 bits stay, 0 to 8; 4 is a common choice
     * @return an augmentation that draws nothing
     * @throws IllegalArgumentException if there are fewer than 0 or more than 8
     */
    public static Posterize posterize(int bits) {
        return new Posterize(bits);
    }

    /**
     * Returns {@link #solarize(double) solarize(128)}: the default of Pillow's {@code solarize}, and albumentations's,
     * half of the range.
     *
     * @return an augmentation that draws nothing
     */
    public static Solarize solarize() {
        return solarize(128);
    }

    /**
     * Returns the inversion of bright values.
     *
     * @param threshold from which value on, 0 to 256; 128 is a common choice
     * @return an augmentation that draws nothing
     * @throws IllegalArgumentException if it lies outside [0, 256]
     */
    public static Solarize solarize(double threshold) {
        return new Solarize(threshold);
    }

    /**
     * Returns the spreading of each channel's values, so that all are about equally frequent, as Pillow and torchvision
     * do it. Images of fewer than 256 pixels stay as they are.
     *
     * @return an augmentation that draws nothing
     */
    public static Equalize equalize() {
        return new Equalize();
    }

    /**
     * Returns the stretching of each channel to the full range.
     *
     * @return an augmentation that draws nothing
     */
    public static AutoContrast autoContrast() {
        return new AutoContrast();
    }

    /**
     * Returns {@link #clahe(double, int) clahe(4, 8)}: the defaults of Keras's {@code CLAHE}. albumentations's draws
     * the limit from 1 to 4.
     *
     * @return an augmentation that draws nothing
     */
    public static Clahe clahe() {
        return clahe(4, 8);
    }

    /**
     * Returns adaptive histogram equalisation of limited contrast (CLAHE).
     *
     * @param clipLimit how often a value may be there, as a multiple of the mean, at least 1; 4 is a common choice
     * @param tiles rows, and columns, of the grid, at least 1; 8 is a common choice
     * @return an augmentation that draws nothing
     * @throws IllegalArgumentException if one of the two is less than 1
     */
    public static Clahe clahe(double clipLimit, int tiles) {
        return new Clahe(clipLimit, tiles);
    }

    /**
     * Returns sharpening or smoothing.
     *
     * @param from the lowest factor, 0 to 100; 0 is smooth, 1 changes nothing
     * @param to the highest factor; above 1 is sharper
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0, 100]
     */
    public static RandomSharpness randomSharpness(double from, double to) {
        return new RandomSharpness(Range.of(from, to));
    }

    /**
     * Returns {@link #randomGaussianBlur(double, double) randomGaussianBlur(0.5, 3)}: the defaults of albumentations's
     * {@code GaussianBlur}.
     *
     * @return an augmentation that draws a number for each image
     */
    public static RandomGaussianBlur randomGaussianBlur() {
        return randomGaussianBlur(0.5, 3);
    }

    /**
     * Returns a Gaussian blur.
     *
     * @param from the lowest standard deviation, in pixels, 0 to 100; 0.1 and 2 are a common choice for 224 x 224
     * @param to the highest standard deviation
     * @return an augmentation that draws a number for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0, 100]
     */
    public static RandomGaussianBlur randomGaussianBlur(double from, double to) {
        return new RandomGaussianBlur(Range.of(from, to));
    }

    /**
     * Returns {@link #randomMotionBlur(double, double) randomMotionBlur(3, 7)}: the defaults of albumentations's
     * {@code MotionBlur}.
     *
     * @return an augmentation that draws a length and a direction for each image
     */
    public static RandomMotionBlur randomMotionBlur() {
        return randomMotionBlur(3, 7);
    }

    /**
     * Returns the blur of a camera that moves in a straight line, in a direction that is drawn.
     *
     * @param from the lowest length of the line, in pixels, 1 to 255; 3 and 7 are a common choice
     * @param to the highest length of the line
     * @return an augmentation that draws a length and a direction for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [1, 255]
     */
    public static RandomMotionBlur randomMotionBlur(double from, double to) {
        return new RandomMotionBlur(Range.of(from, to));
    }

    /**
     * Returns the median of a square around each value.
     *
     * @param size rows, and columns, of the square: 3 or 5
     * @return an augmentation that draws nothing
     * @throws IllegalArgumentException if the size is another
     */
    public static MedianBlur medianBlur(int size) {
        return new MedianBlur(size);
    }

    /**
     * Returns {@link #randomGaussianNoise(double, double) randomGaussianNoise(51, 112.2)}: the defaults of
     * albumentations's {@code GaussNoise}, 0.2 and 0.44 of the range. That is much.
     *
     * @return an augmentation that draws a deviation, and the noise, for each image
     */
    public static RandomGaussianNoise randomGaussianNoise() {
        return randomGaussianNoise(51, 112.2);
    }

    /**
     * Returns the addition of normally distributed noise.
     *
     * @param from the lowest standard deviation, 0 to 255; 10 and 40 are seen well
     * @param to the highest standard deviation
     * @return an augmentation that draws a deviation, and the noise, for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0, 255]
     */
    public static RandomGaussianNoise randomGaussianNoise(double from, double to) {
        return new RandomGaussianNoise(Range.of(from, to));
    }

    /**
     * Returns the noise of few photons.
     *
     * @param from the lowest number of photons that make white, 0.1 to 1000000; 5 and 60 are seen well
     * @param to the highest number of photons that make white; the more, the less noise
     * @return an augmentation that draws a number, and the noise, for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0.1, 1000000]
     */
    public static RandomShotNoise randomShotNoise(double from, double to) {
        return new RandomShotNoise(Range.of(from, to));
    }

    /**
     * Returns {@link #randomSaltAndPepper(double, double) randomSaltAndPepper(0.01, 0.06)}: the defaults of
     * albumentations's {@code SaltAndPepper}.
     *
     * @return an augmentation that draws a share, and the pixels, for each image
     */
    public static RandomSaltAndPepper randomSaltAndPepper() {
        return randomSaltAndPepper(0.01, 0.06);
    }

    /**
     * Returns the change of single pixels to white or black.
     *
     * @param from the lowest share of the pixels, 0 to 1; 0.01 and 0.06 are a common choice
     * @param to the highest share of the pixels
     * @return an augmentation that draws a share, and the pixels, for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [0, 1]
     */
    public static RandomSaltAndPepper randomSaltAndPepper(double from, double to) {
        return new RandomSaltAndPepper(Range.of(from, to));
    }

    /**
     * Returns {@link #randomJpegCompression(int, int) randomJpegCompression(99, 100)}: the defaults of
     * albumentations's {@code ImageCompression}: one hardly sees it. From 40 to 90 one does.
     *
     * @return an augmentation that draws a quality for each image
     */
    public static RandomJpegCompression randomJpegCompression() {
        return randomJpegCompression(99, 100);
    }

    /**
     * Returns the saving as JPEG and reading again.
     *
     * @param from the lowest quality, 1 to 100
     * @param to the highest quality, 1 to 100
     * @return an augmentation that draws a quality for each image
     * @throws IllegalArgumentException if the bounds are not in order or lie outside [1, 100]
     */
    public static RandomJpegCompression randomJpegCompression(int from, int to) {
        return new RandomJpegCompression(from, to);
    }

    /**
     * Returns the blackening of one channel.
     *
     * @return an augmentation that draws a channel for each image
     */
    public static RandomChannelDropout randomChannelDropout() {
        return new RandomChannelDropout();
    }

    /**
     * Returns the exchange of red, green and blue.
     *
     * @return an augmentation that draws an order for each image
     */
    public static RandomChannelShuffle randomChannelShuffle() {
        return new RandomChannelShuffle();
    }

    /**
     * Returns the replacement of one rectangle, with torchvision's parameters: 0.02 to 0.33 of the area, height /
     * width from 0.3 to 3.3, black. It is done to every image: usual is {@code sometimes(0.5, randomErasing())}.
     *
     * @return an augmentation whose parameters can be set
     */
    public static RandomErasing randomErasing() {
        return new RandomErasing(Range.of(0.02, 0.33), Range.of(0.3, 3.3), Fill.BLACK);
    }

    /**
     * Returns the replacement of some rectangles, with albumentations's parameters: 1 or 2 of 0.1 to 0.2 of the
     * height and width, black.
     *
     * @return an augmentation whose parameters can be set
     */
    public static RandomCoarseDropout randomCoarseDropout() {
        return new RandomCoarseDropout(1, 2, Range.of(0.1, 0.2), Range.of(0.1, 0.2), Fill.BLACK);
    }

    /**
     * Returns the replacement of squares in a regular grid, with albumentations's parameters: 10 along the shorter
     * side, holes and what is between them equally wide, black.
     *
     * @return an augmentation whose parameters can be set
     */
    public static RandomGridDropout randomGridDropout() {
        return new RandomGridDropout(0.5, 10, Fill.BLACK);
    }

    /**
     * Returns {@link #randAugment(int, int) randAugment(2, 9)}: the defaults of torchvision.
     *
     * @return an augmentation that moves the picture and changes its values
     */
    public static RandAugment randAugment() {
        return randAugment(2, 9);
    }

    /**
     * Returns some changes of one strength, each drawn from 14 (RandAugment). What a change moves away is 0, and nothing
     * is interpolated, unless {@link RandAugment#border} and {@link RandAugment#interpolation} say otherwise.
     *
     * @param operations how many changes, one after the other, 0 to 100; 2 is a common choice
     * @param magnitude how strong, 0 to 30; 9 is a common choice
     * @return an augmentation that moves the picture and changes its values
     * @throws IllegalArgumentException if one of the two is outside its bounds
     */
    public static RandAugment randAugment(int operations, int magnitude) {
        return new RandAugment(operations, magnitude, Border.constant(0), Interpolation.NEAREST);
    }

    /**
     * Returns one change out of 14, of any strength (TrivialAugment, wide): there is nothing to tune. What a change
     * moves away is 0, and nothing is interpolated, unless {@link TrivialAugmentWide#border} and
     * {@link TrivialAugmentWide#interpolation} say otherwise.
     *
     * @return an augmentation that moves the picture or changes its values
     */
    public static TrivialAugmentWide trivialAugmentWide() {
        return new TrivialAugmentWide(Border.constant(0), Interpolation.NEAREST);
    }

    /**
     * Returns {@link #autoAugment(AutoAugment.Policy) autoAugment(AutoAugment.Policy.IMAGENET)}: the default of
     * torchvision.
     *
     * @return an augmentation that moves the picture and changes its values
     */
    public static AutoAugment autoAugment() {
        return autoAugment(AutoAugment.Policy.IMAGENET);
    }

    /**
     * Returns pairs of changes that a search has found (AutoAugment). What a change moves away is 0, and nothing is
     * interpolated, unless {@link AutoAugment#border} and {@link AutoAugment#interpolation} say otherwise.
     *
     * @param policy the data set that they were found on
     * @return an augmentation that moves the picture and changes its values
     */
    public static AutoAugment autoAugment(AutoAugment.Policy policy) {
        return new AutoAugment(policy, Border.constant(0), Interpolation.NEAREST);
    }

    /**
     * Returns a weighted mean of the image and of three changed versions of it (AugMix), with torchvision's parameters:
     * severity 3, chains of 1 to 3 changes, alpha 1, bilinear, 0 where the picture is moved away; each can be set.
     *
     * @return an augmentation that leaves masks, boxes and keypoints where they are
     */
    public static AugMix augMix() {
        return new AugMix(3, 3, 0, 1, Border.constant(0), Interpolation.BILINEAR);
    }

    /**
     * Returns {@link #mixUp(double) mixUp(0.2)}: the default of Keras's {@code MixUp}.
     *
     * @return a mixing, for {@code pipeline.mix}
     */
    public static MixUp mixUp() {
        return mixUp(0.2);
    }

    /**
     * Returns the mixing of each image of a batch, and its labels, with another one into weighted means (MixUp).
     *
     * @param alpha 0.01 to 1000: Keras's 0.2 leaves most images nearly as they are, 1 makes all weights equally likely
     * @return a mixing, for {@code pipeline.mix}
     * @throws IllegalArgumentException if alpha is outside its bounds
     */
    public static MixUp mixUp(double alpha) {
        return new MixUp(alpha);
    }

    /**
     * Returns {@link #cutMix(double) cutMix(1)}: the default of Keras and torchvision.
     *
     * @return a mixing, for {@code pipeline.mix}
     */
    public static CutMix cutMix() {
        return cutMix(1);
    }

    /**
     * Returns the mixing that gives each image of a batch a rectangle of another one, and its labels as much of the
     * other's as the rectangle covers (CutMix).
     *
     * @param alpha 0.01 to 1000: 1, the usual one, makes all areas equally likely
     * @return a mixing, for {@code pipeline.mix}
     * @throws IllegalArgumentException if alpha is outside its bounds
     */
    public static CutMix cutMix(double alpha) {
        return new CutMix(alpha);
    }

    /**
     * Returns {@link #mosaic(double) mosaic(0.5)}: the probability of albumentations's {@code Mosaic}, whose tiles meet
     * a little nearer to the middle, {@code center(0.3, 0.7)}.
     *
     * @return for {@code pipeline.mosaic}
     */
    public static Mosaic mosaic() {
        return mosaic(0.5);
    }

    /**
     * Returns what puts four images of a batch together into one, two rows of two that meet within the middle half, with
     * their masks and boxes (mosaic).
     *
     * @param probability the share of the images that become one, from 0 to 1
     * @return for {@code pipeline.mosaic}
     * @throws IllegalArgumentException if the probability lies outside [0, 1]
     */
    public static Mosaic mosaic(double probability) {
        return new Mosaic(probability, Range.of(0.25, 0.75));
    }

    private static Range around1(double x, String what) {
        Range range = eitherSide(
                x,
                99,
                "randomColorJitter's " + what,
                "the factor is drawn from 1 - x to 1 + x, from 0.6 to 1.4 for 0.4; ranges of your own are those of the"
                        + " record RandomColorJitter");
        return Range.of(Math.max(0, 1 + range.from()), 1 + range.to());
    }

    private static Range eitherSide(double most, double limit, String what, String cure) {
        if (!(most >= 0 && most <= limit)) {
            throw new IllegalArgumentException(what + " must lie in [0, " + limit + "] but was " + most + ": " + cure);
        }
        return Range.of(-most, most);
    }
}
