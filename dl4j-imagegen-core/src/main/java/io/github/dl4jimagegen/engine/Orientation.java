package io.github.dl4jimagegen.engine;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The eight orientations of EXIF: how stored rows and columns become what one sees. */
final class Orientation {

    private static final int FLIP_ROWS = 0;
    private static final int FLIP_COLUMNS = 1;
    private static final int FLIP_BOTH = -1;

    private Orientation() {}

    /** Returns whether rows become columns. */
    static boolean swapsSides(int orientation) {
        return orientation >= 5;
    }

    /** Returns the Mat that holds the upright picture: the one given, or one of the scratch's. */
    static Mat apply(int orientation, Mat pixels, Scratch scratch) {
        if (orientation == 1) {
            return pixels;
        }
        Mat result = scratch.resultOtherThan(pixels);
        switch (orientation) {
            case 2 -> opencv_core.flip(pixels, result, FLIP_COLUMNS);
            case 3 -> opencv_core.flip(pixels, result, FLIP_BOTH);
            case 4 -> opencv_core.flip(pixels, result, FLIP_ROWS);
            case 5 -> opencv_core.transpose(pixels, result);
            case 6 -> opencv_core.rotate(pixels, result, opencv_core.ROTATE_90_CLOCKWISE);
            case 7 -> {
                opencv_core.transpose(pixels, result);
                opencv_core.flip(result, result, FLIP_BOTH);
            }
            case 8 -> opencv_core.rotate(pixels, result, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
            default -> throw new IllegalArgumentException("there is no orientation " + orientation);
        }
        return result;
    }
}
