package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.statistics.ChannelScaling;
import io.github.dl4jimagegen.statistics.Normalization;
import io.github.dl4jimagegen.statistics.Whitening;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * The last stage: pixels are rescaled, normalised and written into their row of a batch, in one go unless there is ZCA.
 * Immutable and thread-safe; what changes is in the worker's scratch.
 *
 * @param shape the shape of the image
 * @param dataFormat the order of the dimensions of a batch
 * @param eightBit whether values are written as UINT8 and not as FLOAT
 * @param rescale the factor of every value
 * @param normalization what is done to rescaled values
 */
public record RowWriter(
        ImageShape shape, DataFormat dataFormat, boolean eightBit, double rescale, Normalization normalization) {

    /**
     * With a larger bias what remains of value x gain + bias near the mean has an error of more than 3e-6 in float, so that
     * it is computed in double. That is so for values that hardly vary, or are not divided by how much they vary.
     */
    private static final double LARGEST_BIAS_IN_FLOAT = 16;

    /** Writes pixels of the shape, 8-bit or float, to a native address. */
    void write(Mat pixels, long address, Scratch scratch) {
        ChannelScaling scaling = scaling(pixels, scratch);
        Whitening whitening = normalization.whitening();
        if (whitening == null) {
            write(pixels, scaling, address, scratch);
        } else {
            write(
                    whitened(pixels, scaling, whitening, scratch),
                    ChannelScaling.identity(shape.channels()),
                    address,
                    scratch);
        }
    }

    private ChannelScaling scaling(Mat pixels, Scratch scratch) {
        if (!normalization.isSamplewise()) {
            return normalization.scaling(shape.channels(), rescale, 0, 1);
        }
        opencv_core.meanStdDev(pixels, scratch.means, scratch.deviations);
        double[] means = new double[shape.channels()];
        double[] deviations = new double[shape.channels()];
        try (DoublePointer m = new DoublePointer(scratch.means.data());
                DoublePointer d = new DoublePointer(scratch.deviations.data())) {
            m.get(means);
            d.get(deviations);
        }
        double mean = 0;
        for (double each : means) {
            mean += each / means.length;
        }
        double variance = 0;
        for (int c = 0; c < means.length; c++) {
            double distance = means[c] - mean;
            variance += (deviations[c] * deviations[c] + distance * distance) / means.length;
        }
        return normalization.scaling(shape.channels(), rescale, mean, Math.sqrt(variance));
    }

    private Mat whitened(Mat pixels, ChannelScaling scaling, Whitening whitening, Scratch scratch) {
        int type = opencv_core.CV_MAKETYPE(opencv_core.CV_32F, shape.channels());
        scratch.centred.create(shape.height(), shape.width(), type);
        scratch.whitened.create(shape.height(), shape.width(), type);
        interleaved(pixels, scaling, scratch.centred, scratch);
        try (FloatPointer centred = new FloatPointer(scratch.centred.data());
                FloatPointer whitened = new FloatPointer(scratch.whitened.data())) {
            whitening.apply(centred, whitened);
        }
        return scratch.whitened;
    }

    private void write(Mat pixels, ChannelScaling scaling, long address, Scratch scratch) {
        int channels = shape.channels();
        int depth = eightBit ? opencv_core.CV_8U : opencv_core.CV_32F;
        try (NativeAddress pointer = new NativeAddress(address)) {
            if (dataFormat == DataFormat.NHWC || channels == 1) {
                int type = opencv_core.CV_MAKETYPE(depth, channels);
                try (Mat slot = new Mat(shape.height(), shape.width(), type, pointer)) {
                    interleaved(pixels, scaling, slot, scratch);
                }
            } else {
                try (Mat slot = new Mat(shape.height() * channels, shape.width(), depth, pointer)) {
                    planes(pixels, scaling, slot, scratch);
                }
            }
        }
    }

    private void interleaved(Mat pixels, ChannelScaling scaling, Mat slot, Scratch scratch) {
        if (scaling.isUniform()) {
            convert(pixels, slot, scaling, 0, scratch);
            return;
        }
        MatVector views = scratch.floatPlanes.views(shape, slot.depth());
        planes(pixels, scaling, scratch.floatPlanes.all(), scratch);
        opencv_core.merge(views, slot);
    }

    /** 8-bit channels are taken apart before they become floats: a quarter of the memory to move. */
    private void planes(Mat pixels, ChannelScaling scaling, Mat slot, Scratch scratch) {
        opencv_core.split(pixels, scratch.planes.views(shape, pixels.depth()));
        if (scaling.isUniform()) {
            convert(scratch.planes.all(), slot, scaling, 0, scratch);
            return;
        }
        for (int c = 0; c < shape.channels(); c++) {
            try (Mat from = Planes.plane(scratch.planes.all(), shape, c);
                    Mat to = Planes.plane(slot, shape, c)) {
                convert(from, to, scaling, c, scratch);
            }
        }
    }

    private static void convert(Mat from, Mat to, ChannelScaling scaling, int channel, Scratch scratch) {
        double gain = scaling.gain(channel);
        double bias = scaling.bias(channel);
        if (Math.abs(bias) <= LARGEST_BIAS_IN_FLOAT) {
            from.convertTo(to, to.depth(), gain, bias);
        } else {
            from.convertTo(scratch.wide, opencv_core.CV_64F, gain, bias);
            scratch.wide.convertTo(to, to.depth());
        }
    }
}
