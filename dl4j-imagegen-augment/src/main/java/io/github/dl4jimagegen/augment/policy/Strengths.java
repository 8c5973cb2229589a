package io.github.dl4jimagegen.augment.policy;

import io.github.dl4jimagegen.image.ImageShape;
import java.util.random.RandomGenerator;

/**
 * How strong changes are at a level from 0 to 1.
 *
 * @param shear the largest shear, in pixels a pixel
 * @param shiftShare the largest translation as a share of the image's width or height
 * @param shiftPixels the largest translation in pixels, added to the share
 * @param degrees the largest angle
 * @param color the largest distance from 1 of the factors of brightness, colour, contrast, sharpness
 * @param mostBits how many bits posterize keeps at level 0
 * @param bitsLost how many it loses to level 1
 */
record Strengths(
        double shear, double shiftShare, double shiftPixels, double degrees, double color, int mostBits, int bitsLost) {

    static final Strengths AUTO_AUGMENT = new Strengths(0.3, 150 / 331.0, 0, 30, 0.9, 8, 4);
    static final Strengths TRIVIAL_AUGMENT_WIDE = new Strengths(0.99, 0, 32, 135, 0.99, 8, 6);
    static final Strengths AUG_MIX = new Strengths(0.3, 1 / 3.0, 0, 30, 0.9, 4, 4);

    /** Returns a magnitude, its sign drawn if it has one; one number is taken from the stream in any case. */
    double magnitude(Change change, double level, ImageShape shape, RandomGenerator random) {
        boolean negative = random.nextBoolean();
        double magnitude = magnitude(change, level, shape);
        return negative && change.isSigned() ? -magnitude : magnitude;
    }

    private double magnitude(Change change, double level, ImageShape shape) {
        return switch (change) {
            case SHEAR_X, SHEAR_Y -> shear * level;
            case TRANSLATE_X -> (shiftShare * shape.width() + shiftPixels) * level;
            case TRANSLATE_Y -> (shiftShare * shape.height() + shiftPixels) * level;
            case ROTATE -> degrees * level;
            case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> color * level;
            case POSTERIZE -> mostBits - Math.rint(bitsLost * level);
            case SOLARIZE -> 255 * (1 - level);
            case IDENTITY, AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
        };
    }
}
