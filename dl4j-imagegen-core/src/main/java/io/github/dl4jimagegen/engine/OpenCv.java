package io.github.dl4jimagegen.engine;

import java.util.List;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_imgproc.CLAHE;

/** Loads OpenCV, and tells it to use one thread, for the whole process. */
final class OpenCv {

    private static final String EXTENSION = "platform.extension";

    private static final List<Class<?>> USED = List.of(
            opencv_core.class,
            opencv_imgproc.class,
            opencv_imgcodecs.class,
            Mat.class,
            MatVector.class,
            Point.class,
            Rect.class,
            Scalar.class,
            Size.class,
            CLAHE.class);

    private OpenCv() {}

    /**
     * Loads what the engine uses. Unless told which extension of a library is wanted, JavaCPP looks for OpenCV's on CUDA, and
     * for thirty libraries of CUDA in every jar of the class path, which takes 0.4 s of the time to the first batch. What is
     * said here holds for the whole process, so it is taken back: ND4J's back end on CUDA is such an extension.
     */
    static void load() {
        Properties shared = Loader.loadProperties();
        boolean unsaid = shared.putIfAbsent(EXTENSION, "") == null;
        try {
            USED.forEach(Loader::load);
        } finally {
            if (unsaid) {
                shared.remove(EXTENSION);
            }
        }
        opencv_core.setNumThreads(1);
    }
}
