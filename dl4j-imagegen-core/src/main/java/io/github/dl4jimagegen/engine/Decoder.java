package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.Placement;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Image files become pixels: 8-bit, 16-bit or, for everything else, float; of the wanted channels; upright.
 *
 * <p>OpenCV unpacks. What a file means beyond its numbers (orientation, colour, the largest value) is done here, so that
 * it is the same for all formats.
 */
final class Decoder {

    private Decoder() {}

    /**
     * Decodes a file; the result is one of the scratch's Mats. A JPEG may come out at a half, a quarter or an eighth of
     * its size, rounded.
     *
     * @param file the whole file, in native memory
     * @param header its header
     * @param reduction 1, or 2, 4 or 8 for a JPEG
     */
    static Mat decode(ByteBuffer file, ImageHeader header, Decoding decoding, int reduction, Scratch scratch) {
        Mat pixels = header.format() == ImageFormat.JPEG
                ? jpeg(file, header, decoding.colorMode(), reduction, scratch)
                : other(file, header, decoding, scratch);
        return decoding.applyExifOrientation() ? Orientation.apply(header.orientation(), pixels, scratch) : pixels;
    }

    /** Returns how much smaller a file may be decoded: the largest of 8, 4 and 2 that leaves the gap, or 1. */
    static int reduction(ImageHeader header, Placement placement, double gap) {
        int reduction = header.format() == ImageFormat.JPEG && gap > 0 ? 8 : 1;
        double least = Math.min(
                placement.source().width() / (gap * placement.target().width()),
                placement.source().height() / (gap * placement.target().height()));
        while (reduction > 1 && reduction > least) {
            reduction /= 2;
        }
        return reduction;
    }

    /** libjpeg knows the colours and how to shrink. */
    private static Mat jpeg(ByteBuffer file, ImageHeader header, ColorMode mode, int reduction, Scratch scratch) {
        int color =
                switch (mode) {
                    case GRAYSCALE -> opencv_imgcodecs.IMREAD_GRAYSCALE;
                    case RGB, RGBA -> opencv_imgcodecs.IMREAD_COLOR_RGB;
                    case BGR -> opencv_imgcodecs.IMREAD_COLOR_BGR;
                };
        int size =
                switch (reduction) {
                    case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
                    case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
                    case 8 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
                    default -> 0;
                };
        Mat pixels =
                unpack(file, header, color | size | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION, reduction, scratch);
        Mat whole = wholePixels(pixels, header, reduction, scratch);
        return Channels.convert(whole, mode == ColorMode.BGR, mode, scratch);
    }

    /** The last row and column of a reduced JPEG may be less than half filled: then they are left out. */
    private static Mat wholePixels(Mat pixels, ImageHeader header, int reduction, Scratch scratch) {
        int rows = Math.round((float) header.height() / reduction);
        int columns = Math.round((float) header.width() / reduction);
        if (rows == pixels.rows() && columns == pixels.cols()) {
            return pixels;
        }
        Mat result = scratch.resultOtherThan(pixels);
        try (Rect rect = new Rect(0, 0, columns, rows);
                Mat part = new Mat(pixels, rect)) {
            part.copyTo(result);
        }
        return result;
    }

    private static Mat other(ByteBuffer file, ImageHeader header, Decoding decoding, Scratch scratch) {
        boolean rgb = header.format() == ImageFormat.PNG && scratch.smallPng.decode(file, header, scratch.decoded);
        Mat pixels = rgb ? scratch.decoded : ofKnownRange(unpack(file, header, scratch), header, scratch);
        boolean bgr = !rgb;
        if (decoding.background() != null && pixels.channels() == 4) {
            pixels = Channels.blend(pixels, bgr, decoding.background(), scratch);
        }
        return Channels.convert(pixels, bgr, decoding.colorMode(), scratch);
    }

    private static Mat unpack(ByteBuffer file, ImageHeader header, Scratch scratch) {
        int flags = opencv_imgcodecs.IMREAD_UNCHANGED;
        return switch (header.format()) {
            case TIFF -> tiff(file, header, scratch);
            case PNG -> unpack(PngHeader.stillImage(file, scratch.cleanFile), header, flags, 1, scratch);
            default -> unpack(file, header, flags, 1, scratch);
        };
    }

    private static Mat tiff(ByteBuffer file, ImageHeader header, Scratch scratch) {
        try (TiffHeader.Quirks quirks = new TiffHeader.Quirks(file)) {
            Mat pixels = unpack(file, header, opencv_imgcodecs.IMREAD_UNCHANGED, 1, scratch);
            if (quirks.whiteIsZero() && pixels.depth() == opencv_core.CV_16U) {
                pixels.convertTo(pixels, pixels.depth(), -1, header.maxValue());
            }
            return pixels;
        }
    }

    /** 8-bit from 0 to 255, 16-bit from 0 to 65535, or float as it is. */
    private static Mat ofKnownRange(Mat pixels, ImageHeader header, Scratch scratch) {
        int depth = pixels.depth();
        if (depth != opencv_core.CV_8U && depth != opencv_core.CV_16U) {
            if (depth == opencv_core.CV_32F) {
                return pixels;
            }
            Mat floats = scratch.resultOtherThan(pixels);
            pixels.convertTo(floats, opencv_core.CV_32F);
            return floats;
        }
        int full = depth == opencv_core.CV_8U ? 255 : 65535;
        if (header.maxValue() > 0 && header.maxValue() < full) {
            pixels.convertTo(pixels, depth, (double) full / header.maxValue(), 0);
        }
        return pixels;
    }

    private static Mat unpack(ByteBuffer file, ImageHeader header, int flags, int reduction, Scratch scratch) {
        try (BytePointer pointer = new BytePointer(file);
                Mat encoded = new Mat(1, file.limit(), opencv_core.CV_8UC1, pointer);
                Mat decoded = imdecode(encoded, header.format(), flags, scratch.decoded)) {
            if (decoded.empty()) {
                throw new IllegalArgumentException("a damaged " + header.format());
            }
        }
        Mat pixels = scratch.decoded;
        int rows = (header.height() + reduction - 1) / reduction;
        int columns = (header.width() + reduction - 1) / reduction;
        if (pixels.rows() != rows || pixels.cols() != columns) {
            throw ImageHeader.damaged(
                    header.format(),
                    "it has " + pixels.rows() + "x" + pixels.cols() + " pixels (height x width) where its header says "
                            + rows + "x" + columns);
        }
        return pixels;
    }

    private static Mat imdecode(Mat encoded, ImageFormat format, int flags, Mat result) {
        try {
            return opencv_imgcodecs.imdecode(encoded, flags, result);
        } catch (RuntimeException e) { // an exception of C++
            throw new IllegalArgumentException("a damaged " + format + ": " + e.getMessage(), e);
        }
    }
}
