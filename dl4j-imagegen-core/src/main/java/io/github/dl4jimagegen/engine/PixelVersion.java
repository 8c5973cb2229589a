package io.github.dl4jimagegen.engine;

import org.bytedeco.opencv.global.opencv_core;

/** Which pixels the engine makes of a file: what was decoded by another version must be decoded anew. */
public final class PixelVersion {

    /**
     * To be raised with every change after which decoding or sizing gives other pixels, so that no cache of the old ones
     * is used any more. {@code PixelVersionTest} says when.
     */
    static final int ENGINE = 1;

    private static final String CURRENT;

    static {
        OpenCv.load();
        CURRENT = "engine " + ENGINE + ", OpenCV " + opencv_core.CV_VERSION();
    }

    private PixelVersion() {}

    /**
     * Returns the version, which is compared only. The first call loads OpenCV.
     *
     * @return the engine's and OpenCV's
     */
    public static String current() {
        return CURRENT;
    }
}
