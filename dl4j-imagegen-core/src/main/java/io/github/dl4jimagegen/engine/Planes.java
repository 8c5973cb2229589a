package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ImageShape;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.jspecify.annotations.Nullable;

/** The channels of an image behind each other in memory, with one view a channel. Reused. Not thread-safe. */
final class Planes implements AutoCloseable {

    private final Mat all = new Mat();
    private @Nullable MatVector views;
    private int type;

    /** Returns all planes as one Mat, of the shape and type that {@link #views} was asked for last. */
    Mat all() {
        return all;
    }

    MatVector views(ImageShape shape, int wantedType) {
        MatVector current = views;
        if (current == null || type != wantedType || all.cols() != shape.width()) {
            if (current != null) {
                current.close();
                views = null;
            }
            current = of(all, shape, wantedType);
            views = current;
            type = wantedType;
        }
        return current;
    }

    private static MatVector of(Mat all, ImageShape shape, int type) {
        all.create(shape.height() * shape.channels(), shape.width(), type);
        MatVector views = new MatVector((long) shape.channels());
        for (int c = 0; c < shape.channels(); c++) {
            try (Mat view = plane(all, shape, c)) {
                views.put(c, view);
            }
        }
        return views;
    }

    /** Returns a view of one channel in a Mat of planes. */
    static Mat plane(Mat all, ImageShape shape, int channel) {
        return all.rowRange(channel * shape.height(), (channel + 1) * shape.height());
    }

    @Override
    public void close() {
        if (views != null) {
            views.close();
        }
        all.close();
    }
}
