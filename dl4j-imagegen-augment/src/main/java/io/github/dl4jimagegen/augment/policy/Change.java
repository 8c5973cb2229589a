package io.github.dl4jimagegen.augment.policy;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.Convolution;
import io.github.dl4jimagegen.image.Curve;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import java.util.Arrays;
import java.util.List;

/** What policies choose from. A magnitude is in the unit of the change; those that are signed go both ways. */
enum Change {
    IDENTITY(false),
    SHEAR_X(true),
    SHEAR_Y(true),
    TRANSLATE_X(true),
    TRANSLATE_Y(true),
    ROTATE(true),
    BRIGHTNESS(true),
    COLOR(true),
    CONTRAST(true),
    SHARPNESS(true),
    POSTERIZE(false),
    SOLARIZE(false),
    AUTO_CONTRAST(false),
    EQUALIZE(false),
    INVERT(false);

    /** All but the inversion, which only AutoAugment has. */
    static final List<Change> USUAL =
            Arrays.stream(values()).filter(change -> change != INVERT).toList();

    private final boolean signed;

    Change(boolean signed) {
        this.signed = signed;
    }

    boolean isSigned() {
        return signed;
    }

    /** Shears are about the upper left corner, as in all of AutoAugment's descendants; the rotation is about the centre. */
    ImageOperation of(double magnitude, ImageShape shape, Border border, Interpolation interpolation) {
        double m = magnitude;
        return switch (this) {
            case IDENTITY ->
                warp(shape, Affine.IDENTITY, border, interpolation); // its neighbours become one resampling
            case SHEAR_X -> warp(shape, new Affine(1, m, m / 2, 0, 1, 0), border, interpolation);
            case SHEAR_Y -> warp(shape, new Affine(1, 0, 0, m, 1, m / 2), border, interpolation);
            case TRANSLATE_X -> warp(shape, new Affine(1, 0, (int) m, 0, 1, 0), border, interpolation);
            case TRANSLATE_Y -> warp(shape, new Affine(1, 0, 0, 0, 1, (int) m), border, interpolation);
            case ROTATE -> Warp.rotation(shape, m).border(border).interpolation(interpolation);
            case BRIGHTNESS -> PixelOp.linear(1 + m, 0);
            case COLOR -> ColorMatrix.saturation(1 + m);
            case CONTRAST -> new PixelOp.Contrast(1 + m);
            case SHARPNESS -> Convolution.sharpness(1 + m);
            case POSTERIZE -> new Curve.Posterize((int) m);
            case SOLARIZE -> new Curve.Solarize(m);
            case AUTO_CONTRAST -> new PixelOp.AutoContrast();
            case EQUALIZE -> new PixelOp.Equalize();
            case INVERT -> Curve.Linear.INVERT;
        };
    }

    private static Warp warp(ImageShape shape, Affine map, Border border, Interpolation interpolation) {
        return Warp.affine(shape, map).border(border).interpolation(interpolation);
    }
}
