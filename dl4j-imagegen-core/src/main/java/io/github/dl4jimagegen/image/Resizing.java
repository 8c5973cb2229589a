package io.github.dl4jimagegen.image;

import java.util.random.RandomGenerator;

/**
 * The size policies that treat every image alike: stretch it, crop it to the aspect ratio of the result, or pad it.
 * Immutable.
 *
 * <pre>{@code
 * Resizing.cropToAspectRatio().interpolation(Interpolation.AREA)
 * Resizing.stretch().pillow(PillowFilter.LANCZOS)
 * }</pre>
 *
 * @param fit what is done about another aspect ratio
 * @param padding what surrounds the image with {@link Fit#PAD}, in every channel; otherwise 0
 * @param resampling how pixels are computed; BILINEAR unless set
 */
public record Resizing(Fit fit, double padding, Resampling resampling) implements SizePolicy {

    static final Resampling BILINEAR = new Resampling.Standard(Interpolation.BILINEAR, false);

    /** What is done about an image whose aspect ratio is another than that of the result. */
    public enum Fit {
        /** It is distorted. */
        STRETCH,
        /** What is too long is cut off at both ends. */
        CROP,
        /** The missing is filled up at both ends. */
        PAD
    }

    /**
     * Checks that the padding is finite.
     *
     * @param fit what is done about another aspect ratio
     * @param padding what surrounds the image with {@link Fit#PAD}, in every channel; otherwise 0
     * @param resampling how pixels are computed
     */
    public Resizing {
        if (!Double.isFinite(padding)) {
            throw new IllegalArgumentException("padding must be finite but was " + padding);
        }
    }

    /**
     * Returns the policy that stretches images to the size, whatever becomes of the aspect ratio.
     *
     * @return the default of every pipeline
     */
    public static Resizing stretch() {
        return new Resizing(Fit.STRETCH, 0, BILINEAR);
    }

    /**
     * Returns the policy that takes the largest part in the middle of the image that has the aspect ratio of the result.
     * Of an image of h x w for a result of H x W that is min(h, floor(w H / W)) x min(w, floor(h W / H)) pixels, at least
     * 1 x 1, starting at half of what is left over, rounded down. Keras's {@code keep_aspect_ratio} and
     * {@code crop_to_aspect_ratio}.
     *
     * @return a policy that cuts off what is too long
     */
    public static Resizing cropToAspectRatio() {
        return new Resizing(Fit.CROP, 0, BILINEAR);
    }

    /**
     * Returns the policy that makes the image as large as fits into the result, in the middle, and fills up the rest. Of
     * an image of h x w for a result of H x W that is H x round(w H / h) or round(h W / w) x W pixels, at least 1 x 1.
     *
     * @param value what is filled in, in every channel, from 0 (black) to 255 (white); float images have it
     *     at that place of their {@link ValueRange}, or as it is where none is declared
     * @return a policy that loses nothing and distorts nothing
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Resizing padToAspectRatio(double value) {
        return new Resizing(Fit.PAD, value, BILINEAR);
    }

    /**
     * Sets how a value between pixels is found, by OpenCV's formulas; BILINEAR unless set.
     *
     * @param interpolation any
     * @return a new policy
     * @throws IllegalArgumentException if it is NEAREST and antialias is set
     */
    public Resizing interpolation(Interpolation interpolation) {
        boolean antialias = resampling instanceof Resampling.Standard standard && standard.antialias();
        return with(new Resampling.Standard(interpolation, antialias));
    }

    /**
     * Sets whether images that shrink are smoothed, so that no pixel is skipped; false unless set. Costs several times
     * as much; {@link Interpolation#AREA} does so in any case, and fast.
     *
     * @param antialias true to widen the filter when shrinking
     * @return a new policy
     * @throws IllegalArgumentException if the interpolation is NEAREST
     */
    public Resizing antialias(boolean antialias) {
        Interpolation interpolation =
                resampling instanceof Resampling.Standard standard ? standard.interpolation() : Interpolation.BILINEAR;
        return with(new Resampling.Standard(interpolation, antialias));
    }

    /**
     * Has pixels computed as Pillow does, bit by bit, in place of OpenCV's formulas.
     *
     * @param filter the filter of Pillow
     * @return a new policy
     */
    public Resizing pillow(PillowFilter filter) {
        return with(new Resampling.Pillow(filter));
    }

    /**
     * Has pixels computed as TensorFlow does without antialias, in place of OpenCV's formulas.
     *
     * @param interpolation BILINEAR or NEAREST
     * @return a new policy
     * @throws IllegalArgumentException if it is another
     */
    public Resizing tensorFlow(Interpolation interpolation) {
        return with(new Resampling.TensorFlow(interpolation));
    }

    private Resizing with(Resampling resampling) {
        return new Resizing(fit, padding, resampling);
    }

    @Override
    public boolean isDrawn() {
        return false;
    }

    @Override
    public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
        Rectangle all = Rectangle.whole(image.height(), image.width());
        Rectangle result = Rectangle.whole(height, width);
        return switch (fit) {
            case STRETCH -> new Placement(all, result);
            case CROP ->
                new Placement(
                        centre(
                                image.height(),
                                image.width(),
                                (long) image.width() * height / width,
                                (long) image.height() * width / height),
                        result);
            case PAD ->
                new Placement(
                        all,
                        centre(
                                height,
                                width,
                                rounded((long) image.height() * width, image.width()),
                                rounded((long) image.width() * height, image.height())));
        };
    }

    private static Rectangle centre(int height, int width, long wantedHeight, long wantedWidth) {
        int h = (int) Math.max(1, Math.min(height, wantedHeight));
        int w = (int) Math.max(1, Math.min(width, wantedWidth));
        return new Rectangle((width - w) / 2, (height - h) / 2, w, h);
    }

    private static long rounded(long dividend, long divisor) {
        return (2 * dividend + divisor) / (2 * divisor);
    }
}
