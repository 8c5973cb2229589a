package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.report.StageTimes;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The native memory that one worker reuses for every image: encoded bytes, pixels, planes. Not thread-safe.
 *
 * <p>The first one made tells OpenCV to use one thread, for the whole process: images are done in parallel, and threads
 * within an image would only get in each other's way.
 */
public final class Scratch implements AutoCloseable {

    static {
        OpenCv.load();
    }

    final StageTimes times;

    private final NativeBuffer file = new NativeBuffer();
    final NativeBuffer cleanFile = new NativeBuffer();
    final SmallPng smallPng = new SmallPng();

    final Mat decoded = new Mat();
    final Mat sized = new Mat();
    final Mat mosaic = new Mat();
    final PixelScratch pixels = new PixelScratch();
    final Mat affine = new Mat(2, 3, opencv_core.CV_64F);
    final Mat perspective = new Mat(3, 3, opencv_core.CV_64F);
    final Mat none = new Mat();
    final PillowResize pillow = new PillowResize();
    private final Mat sources = new Mat();
    private float[] sourcesOfRow = {};
    private final Mat[] results = {new Mat(), new Mat()};

    final Planes planes = new Planes();
    final Planes floatPlanes = new Planes();
    final Mat means = new Mat();
    final Mat deviations = new Mat();
    final Mat centred = new Mat();
    final Mat whitened = new Mat();
    final Mat wide = new Mat();

    /**
     * Allocates nothing of size yet: memory grows with the images.
     *
     * @param times where the worker's time is added up
     */
    public Scratch(StageTimes times) {
        this.times = times;
    }

    /** Counts an image as passed over, since it could not be read. */
    public void countSkipped() {
        times.countSkipped();
    }

    /**
     * Returns a buffer for the bytes of a file.
     *
     * @param capacity how many bytes are needed at least
     * @return a direct buffer whose content is lost at the next call
     */
    public ByteBuffer buffer(int capacity) {
        return file.ofCapacity(capacity);
    }

    /** Returns a Mat to write a step's result into, other than the one given. */
    Mat resultOtherThan(Mat used) {
        return results[0].equals(used) ? results[1] : results[0];
    }

    /** Returns where each pixel comes from, x and y as the two channels of a Mat of the field's size. */
    Mat sources(DisplacementField field) {
        sources.create(field.height(), field.width(), opencv_core.CV_32FC2);
        int length = 2 * field.width();
        if (sourcesOfRow.length < length) {
            sourcesOfRow = new float[length];
        }
        try (FloatPointer all = new FloatPointer(sources.data())) {
            for (int row = 0; row < field.height(); row++) {
                field.sources(row, sourcesOfRow);
                FloatPointer unused = all.position((long) row * length).put(sourcesOfRow, 0, length);
            }
        }
        return sources;
    }

    @Override
    public void close() {
        pixels.close();
        planes.close();
        floatPlanes.close();
        for (Mat mat : new Mat[] {decoded, sized, mosaic, results[0], results[1]}) {
            mat.close();
        }
        for (Mat mat : new Mat[] {affine, perspective, none, sources, means, deviations, centred, whitened, wide}) {
            mat.close();
        }
        file.close();
        cleanFile.close();
        smallPng.close();
    }
}
