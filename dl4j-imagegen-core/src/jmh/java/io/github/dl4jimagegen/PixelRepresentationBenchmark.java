package io.github.dl4jimagegen;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Which pixels should travel between the steps of a pipeline? Every candidate takes one photograph from JPEG to a slot
 * of a batch: decode, size, warp, one colour step, write. They differ in the type (8 bits or float), the layout
 * (interleaved or planar) and the memory (native or Java heap) of the pixels in between. The answer is in
 * docs/adr/0001.
 *
 * <p>Everything runs on one thread with scratch memory that is reused. Where a choice was free it favours the candidate:
 * float pixels are 0..1 from their conversion on, so that nothing is left to scale; planar pixels take their last step
 * straight into the slot; the tables of the heap candidates are computed once.
 *
 * <p>{@code -p photo=/a/photo.jpg} measures a photograph of one's own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PixelRepresentationBenchmark {

    private static final String SYNTHETIC = "synthetic";
    private static final int PHOTO_WIDTH = 500;
    private static final int PHOTO_HEIGHT = 375;
    private static final int SIDE = 224;
    private static final int PLANE = SIDE * SIDE;
    private static final int CHANNELS = 3;
    private static final double GAIN = 1.2;
    private static final double BIAS = -15;
    private static final double SCALE = 1.0 / 255;
    /** Rounding to 8 bits between the steps costs less than half of 1/255; a step left out costs many. */
    private static final double TOLERANCE = 2 * SCALE;

    private static final int WARP = opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP;

    /** A path, or "synthetic" for a picture made up here. */
    @Param(SYNTHETIC)
    public String photo = SYNTHETIC;

    // What every candidate shares.
    private BytePointer jpegBytes;
    private Mat jpeg;
    private Mat decoded;
    private Mat rotation;
    private double[] inverse;
    private Size side;
    private Scalar black;
    private FloatPointer slot;
    private FloatBuffer slotBuffer;
    private Mat slotMat;
    private Mat[] slotPlane;
    private MatVector slotPlanes;

    // Interleaved, native.
    private Mat sized;
    private Mat warped;
    private Mat coloured;
    private Mat planesMat;
    private MatVector planes;
    private Mat decodedFloat;
    private Mat sizedFloat;
    private Mat warpedFloat;
    private Mat colouredFloat;

    // Planar, native.
    private MatVector decodedPlanes;
    private Mat[] decodedPlane;
    private Mat[] decodedFloatPlane;
    private Mat[] sizedPlane;
    private Mat[] warpedPlane;
    private Mat warpedPlanesMat;
    private Mat[] sizedFloatPlane;
    private Mat[] warpedFloatPlane;
    private Mat warpedFloatPlanesMat;

    // Interleaved, on the Java heap.
    private byte[] heapDecoded;
    private byte[] heapSized;
    private byte[] heapWarped;
    private byte[] heapColoured;
    private float[] heapDecodedFloat;
    private float[] heapSizedFloat;
    private float[] heapWarpedFloat;
    private float[] heapColouredFloat;
    private float[] heapRow;
    private byte[] heapTable;
    private Axis horizontal;
    private Axis vertical;

    @Setup(Level.Trial)
    public void setUp() {
        opencv_core.setNumThreads(1);
        jpegBytes = new BytePointer(SYNTHETIC.equals(photo) ? synthetic() : read(photo));
        jpeg = new Mat(1, Math.toIntExact(jpegBytes.limit()), CV_8UC1, jpegBytes);
        decoded = new Mat();
        decode();
        int rows = decoded.rows();
        int cols = decoded.cols();

        double centre = (SIDE - 1) / 2.0;
        double cos = Math.cos(Math.toRadians(17));
        double sin = Math.sin(Math.toRadians(17));
        inverse = new double[] {cos, sin, centre * (1 - cos - sin), -sin, cos, centre * (1 + sin - cos)};
        rotation = new Mat(inverse).reshape(1, 2);
        side = new Size(SIDE, SIDE);
        black = new Scalar(0, 0, 0, 0);

        slot = new FloatPointer((long) CHANNELS * PLANE);
        slotBuffer = slot.asBuffer();
        slotMat = new Mat(CHANNELS * SIDE, SIDE, CV_32FC1, slot);
        slotPlane = rowsOf(slotMat);
        slotPlanes = new MatVector(slotPlane);

        sized = new Mat();
        warped = new Mat();
        coloured = new Mat();
        planesMat = new Mat(CHANNELS * SIDE, SIDE, CV_8UC1);
        planes = new MatVector(rowsOf(planesMat));
        decodedFloat = new Mat();
        sizedFloat = new Mat();
        warpedFloat = new Mat();
        colouredFloat = new Mat();

        decodedPlane =
                new Mat[] {new Mat(rows, cols, CV_8UC1), new Mat(rows, cols, CV_8UC1), new Mat(rows, cols, CV_8UC1)};
        decodedPlanes = new MatVector(decodedPlane);
        decodedFloatPlane = new Mat[] {new Mat(), new Mat(), new Mat()};
        sizedPlane = new Mat[] {new Mat(), new Mat(), new Mat()};
        warpedPlanesMat = new Mat(CHANNELS * SIDE, SIDE, CV_8UC1);
        warpedPlane = rowsOf(warpedPlanesMat);
        sizedFloatPlane = new Mat[] {new Mat(), new Mat(), new Mat()};
        warpedFloatPlanesMat = new Mat(CHANNELS * SIDE, SIDE, CV_32FC1);
        warpedFloatPlane = rowsOf(warpedFloatPlanesMat);

        heapDecoded = new byte[rows * cols * CHANNELS];
        heapSized = new byte[PLANE * CHANNELS];
        heapWarped = new byte[PLANE * CHANNELS];
        heapColoured = new byte[PLANE * CHANNELS];
        heapDecodedFloat = new float[rows * cols * CHANNELS];
        heapSizedFloat = new float[PLANE * CHANNELS];
        heapWarpedFloat = new float[PLANE * CHANNELS];
        heapColouredFloat = new float[PLANE * CHANNELS];
        heapRow = new float[SIDE];
        heapTable = new byte[256];
        for (int v = 0; v < heapTable.length; v++) {
            heapTable[v] = (byte) Math.rint(Math.max(0, Math.min(255, GAIN * v + BIAS)));
        }
        horizontal = new Axis(cols, CHANNELS);
        vertical = new Axis(rows, cols * CHANNELS);

        check();
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        for (Pointer pointer : new Pointer[] {slotPlanes, slotMat, slot, jpeg, jpegBytes}) {
            pointer.close();
        }
    }

    // ---- candidates

    /** (a) 8 bits, interleaved, native; split, then converted into the slot. */
    @Benchmark
    public FloatPointer a_uint8InterleavedSplitThenConvert() {
        decode();
        opencv_imgproc.resize(decoded, sized, side, 0, 0, opencv_imgproc.INTER_LINEAR);
        opencv_imgproc.warpAffine(sized, warped, rotation, side, WARP, BORDER_REPLICATE, black);
        warped.convertTo(coloured, CV_8U, GAIN, BIAS);
        opencv_core.split(coloured, planes);
        planesMat.convertTo(slotMat, CV_32F, SCALE, 0);
        return slot;
    }

    /** (b) As (a), but converted first and split into the slot. */
    @Benchmark
    public FloatPointer b_uint8InterleavedConvertThenSplit() {
        decode();
        opencv_imgproc.resize(decoded, sized, side, 0, 0, opencv_imgproc.INTER_LINEAR);
        opencv_imgproc.warpAffine(sized, warped, rotation, side, WARP, BORDER_REPLICATE, black);
        warped.convertTo(coloured, CV_8U, GAIN, BIAS);
        coloured.convertTo(colouredFloat, CV_32F, SCALE, 0);
        opencv_core.split(colouredFloat, slotPlanes);
        return slot;
    }

    /** (c) Float, interleaved, native, from the decoded picture on. */
    @Benchmark
    public FloatPointer c1_floatInterleavedAfterDecode() {
        decode();
        decoded.convertTo(decodedFloat, CV_32F, SCALE, 0);
        opencv_imgproc.resize(decodedFloat, sizedFloat, side, 0, 0, opencv_imgproc.INTER_LINEAR);
        opencv_imgproc.warpAffine(sizedFloat, warpedFloat, rotation, side, WARP, BORDER_REPLICATE, black);
        colourFloat(warpedFloat, colouredFloat);
        opencv_core.split(colouredFloat, slotPlanes);
        return slot;
    }

    /** (c) Float, interleaved, native, from the sized picture on. */
    @Benchmark
    public FloatPointer c2_floatInterleavedAfterSize() {
        decode();
        opencv_imgproc.resize(decoded, sized, side, 0, 0, opencv_imgproc.INTER_LINEAR);
        sized.convertTo(sizedFloat, CV_32F, SCALE, 0);
        opencv_imgproc.warpAffine(sizedFloat, warpedFloat, rotation, side, WARP, BORDER_REPLICATE, black);
        colourFloat(warpedFloat, colouredFloat);
        opencv_core.split(colouredFloat, slotPlanes);
        return slot;
    }

    /** (d) 8 bits, planar, native. */
    @Benchmark
    public FloatPointer d_uint8Planar() {
        decode();
        opencv_core.split(decoded, decodedPlanes);
        for (int c = 0; c < CHANNELS; c++) {
            opencv_imgproc.resize(decodedPlane[c], sizedPlane[c], side, 0, 0, opencv_imgproc.INTER_LINEAR);
            opencv_imgproc.warpAffine(sizedPlane[c], warpedPlane[c], rotation, side, WARP, BORDER_REPLICATE, black);
        }
        warpedPlanesMat.convertTo(planesMat, CV_8U, GAIN, BIAS);
        planesMat.convertTo(slotMat, CV_32F, SCALE, 0);
        return slot;
    }

    /** (e) Float, planar, native. */
    @Benchmark
    public FloatPointer e_floatPlanar() {
        decode();
        opencv_core.split(decoded, decodedPlanes);
        for (int c = 0; c < CHANNELS; c++) {
            decodedPlane[c].convertTo(decodedFloatPlane[c], CV_32F, SCALE, 0);
            opencv_imgproc.resize(decodedFloatPlane[c], sizedFloatPlane[c], side, 0, 0, opencv_imgproc.INTER_LINEAR);
            opencv_imgproc.warpAffine(
                    sizedFloatPlane[c], warpedFloatPlane[c], rotation, side, WARP, BORDER_REPLICATE, black);
        }
        colourFloat(warpedFloatPlanesMat, slotMat);
        return slot;
    }

    /** (f) 8 bits, interleaved, on the Java heap from the decoded picture on. */
    @Benchmark
    public FloatPointer f_uint8Heap() {
        decode();
        try (BytePointer data = decoded.data()) {
            data.get(heapDecoded);
        }
        resize(heapDecoded, heapSized);
        warp(heapSized, heapWarped);
        for (int i = 0; i < heapWarped.length; i++) {
            heapColoured[i] = heapTable[heapWarped[i] & 0xFF];
        }
        slotBuffer.clear();
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < SIDE; y++) {
                int from = y * SIDE * CHANNELS + c;
                for (int x = 0; x < SIDE; x++) {
                    heapRow[x] = (heapColoured[from + x * CHANNELS] & 0xFF) * (float) SCALE;
                }
                slotBuffer.put(heapRow);
            }
        }
        return slot;
    }

    /** (g) Float, interleaved, on the Java heap from the decoded picture on. */
    @Benchmark
    public FloatPointer g_floatHeap() {
        decode();
        try (BytePointer data = decoded.data()) {
            data.get(heapDecoded);
        }
        for (int i = 0; i < heapDecoded.length; i++) {
            heapDecodedFloat[i] = (heapDecoded[i] & 0xFF) * (float) SCALE;
        }
        resize(heapDecodedFloat, heapSizedFloat);
        warp(heapSizedFloat, heapWarpedFloat);
        float gain = (float) GAIN;
        float bias = (float) (BIAS * SCALE);
        for (int i = 0; i < heapWarpedFloat.length; i++) {
            heapColouredFloat[i] = Math.max(0, Math.min(1, gain * heapWarpedFloat[i] + bias));
        }
        slotBuffer.clear();
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < SIDE; y++) {
                int from = y * SIDE * CHANNELS + c;
                for (int x = 0; x < SIDE; x++) {
                    heapRow[x] = heapColouredFloat[from + x * CHANNELS];
                }
                slotBuffer.put(heapRow);
            }
        }
        return slot;
    }

    // ---- the stages of (a), each alone: the first one is what no candidate can save

    @Benchmark
    public Mat stage1_decodeOnly() {
        decode();
        return decoded;
    }

    @Benchmark
    public Mat stage2_size() {
        opencv_imgproc.resize(decoded, sized, side, 0, 0, opencv_imgproc.INTER_LINEAR);
        return sized;
    }

    @Benchmark
    public Mat stage3_warp() {
        opencv_imgproc.warpAffine(sized, warped, rotation, side, WARP, BORDER_REPLICATE, black);
        return warped;
    }

    @Benchmark
    public Mat stage4_colour() {
        warped.convertTo(coloured, CV_8U, GAIN, BIAS);
        return coloured;
    }

    @Benchmark
    public FloatPointer stage5_write() {
        opencv_core.split(coloured, planes);
        planesMat.convertTo(slotMat, CV_32F, SCALE, 0);
        return slot;
    }

    // ---- steps

    private void decode() {
        // The returned header shares the pixels of "decoded"; it has to go at once or it waits for the collector.
        opencv_imgcodecs
                .imdecode(jpeg, opencv_imgcodecs.IMREAD_COLOR_RGB, decoded)
                .close();
    }

    private static void colourFloat(Mat from, Mat to) {
        from.convertTo(to, CV_32F, GAIN, BIAS * SCALE);
        opencv_imgproc.threshold(to, to, 1, 0, opencv_imgproc.THRESH_TRUNC);
        opencv_imgproc.threshold(to, to, 0, 0, opencv_imgproc.THRESH_TOZERO);
    }

    private void resize(byte[] from, byte[] to) {
        int[] firstOfX = horizontal.first;
        int[] secondOfX = horizontal.second;
        int[] weightOfX = horizontal.weight;
        for (int y = 0, i = 0; y < SIDE; y++) {
            int upper = vertical.first[y];
            int lower = vertical.second[y];
            int wy = vertical.weight[y];
            for (int x = 0; x < SIDE; x++) {
                int left = firstOfX[x];
                int right = secondOfX[x];
                int wx = weightOfX[x];
                for (int c = 0; c < CHANNELS; c++, i++) {
                    int above = (from[upper + left + c] & 0xFF) * (256 - wx) + (from[upper + right + c] & 0xFF) * wx;
                    int below = (from[lower + left + c] & 0xFF) * (256 - wx) + (from[lower + right + c] & 0xFF) * wx;
                    to[i] = (byte) ((above * (256 - wy) + below * wy + (1 << 15)) >> 16);
                }
            }
        }
    }

    private void resize(float[] from, float[] to) {
        int[] firstOfX = horizontal.first;
        int[] secondOfX = horizontal.second;
        float[] weightOfX = horizontal.exactWeight;
        for (int y = 0, i = 0; y < SIDE; y++) {
            int upper = vertical.first[y];
            int lower = vertical.second[y];
            float wy = vertical.exactWeight[y];
            for (int x = 0; x < SIDE; x++) {
                int left = firstOfX[x];
                int right = secondOfX[x];
                float wx = weightOfX[x];
                for (int c = 0; c < CHANNELS; c++, i++) {
                    float above = from[upper + left + c] + (from[upper + right + c] - from[upper + left + c]) * wx;
                    float below = from[lower + left + c] + (from[lower + right + c] - from[lower + left + c]) * wx;
                    to[i] = above + (below - above) * wy;
                }
            }
        }
    }

    private void warp(byte[] from, byte[] to) {
        int stepX = fixed(inverse[0]);
        int stepY = fixed(inverse[3]);
        for (int y = 0, i = 0; y < SIDE; y++) {
            int sourceX = fixed(inverse[1] * y + inverse[2]);
            int sourceY = fixed(inverse[4] * y + inverse[5]);
            for (int x = 0; x < SIDE; x++, sourceX += stepX, sourceY += stepY) {
                int wx = (sourceX >> 8) & 0xFF;
                int wy = (sourceY >> 8) & 0xFF;
                int left = clamp(sourceX >> 16) * CHANNELS;
                int right = clamp((sourceX >> 16) + 1) * CHANNELS;
                int upper = clamp(sourceY >> 16) * SIDE * CHANNELS;
                int lower = clamp((sourceY >> 16) + 1) * SIDE * CHANNELS;
                for (int c = 0; c < CHANNELS; c++, i++) {
                    int above = (from[upper + left + c] & 0xFF) * (256 - wx) + (from[upper + right + c] & 0xFF) * wx;
                    int below = (from[lower + left + c] & 0xFF) * (256 - wx) + (from[lower + right + c] & 0xFF) * wx;
                    to[i] = (byte) ((above * (256 - wy) + below * wy + (1 << 15)) >> 16);
                }
            }
        }
    }

    private void warp(float[] from, float[] to) {
        int stepX = fixed(inverse[0]);
        int stepY = fixed(inverse[3]);
        for (int y = 0, i = 0; y < SIDE; y++) {
            int sourceX = fixed(inverse[1] * y + inverse[2]);
            int sourceY = fixed(inverse[4] * y + inverse[5]);
            for (int x = 0; x < SIDE; x++, sourceX += stepX, sourceY += stepY) {
                float wx = (sourceX & 0xFFFF) * (1f / (1 << 16));
                float wy = (sourceY & 0xFFFF) * (1f / (1 << 16));
                int left = clamp(sourceX >> 16) * CHANNELS;
                int right = clamp((sourceX >> 16) + 1) * CHANNELS;
                int upper = clamp(sourceY >> 16) * SIDE * CHANNELS;
                int lower = clamp((sourceY >> 16) + 1) * SIDE * CHANNELS;
                for (int c = 0; c < CHANNELS; c++, i++) {
                    float above = from[upper + left + c] + (from[upper + right + c] - from[upper + left + c]) * wx;
                    float below = from[lower + left + c] + (from[lower + right + c] - from[lower + left + c]) * wx;
                    to[i] = above + (below - above) * wy;
                }
            }
        }
    }

    private static int fixed(double value) {
        return (int) Math.rint(value * (1 << 16));
    }

    private static int clamp(int index) {
        return Math.max(0, Math.min(SIDE - 1, index));
    }

    /** Which two lines of the source make up a line of the result, with the weight of the second one. */
    private static final class Axis {
        private final int[] first = new int[SIDE];
        private final int[] second = new int[SIDE];
        private final int[] weight = new int[SIDE];
        private final float[] exactWeight = new float[SIDE];

        Axis(int length, int stride) {
            for (int i = 0; i < SIDE; i++) {
                double position = Math.max(0, (i + 0.5) * length / SIDE - 0.5);
                int line = Math.min(length - 1, (int) position);
                first[i] = line * stride;
                second[i] = Math.min(length - 1, line + 1) * stride;
                exactWeight[i] = (float) (position - line);
                weight[i] = Math.round(exactWeight[i] * 256);
            }
        }
    }

    private static Mat[] rowsOf(Mat planes) {
        Mat[] views = new Mat[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            views[c] = planes.rowRange(c * SIDE, (c + 1) * SIDE);
        }
        return views;
    }

    // ---- do all candidates compute the same?

    private void check() {
        float[] expected = run(this::a_uint8InterleavedSplitThenConvert);
        same("b", expected, run(this::b_uint8InterleavedConvertThenSplit));
        same("c1", expected, run(this::c1_floatInterleavedAfterDecode));
        same("c2", expected, run(this::c2_floatInterleavedAfterSize));
        same("d", expected, run(this::d_uint8Planar));
        same("e", expected, run(this::e_floatPlanar));
        same("f", expected, run(this::f_uint8Heap));
        same("g", expected, run(this::g_floatHeap));
        float[] again = run(this::a_uint8InterleavedSplitThenConvert);
        same("a again", expected, again);
        double mean = 0;
        double meanOfSquares = 0;
        for (float value : again) {
            mean += value / again.length;
            meanOfSquares += value * value / again.length;
        }
        if (!(Math.sqrt(meanOfSquares - mean * mean) > 0.1)) {
            throw new IllegalStateException("The picture is flat: every candidate would agree on it.");
        }
    }

    private float[] run(Runnable candidate) {
        Arrays.fill(heapRow, Float.NaN);
        slotBuffer.clear();
        while (slotBuffer.hasRemaining()) {
            slotBuffer.put(heapRow);
        }
        candidate.run();
        float[] pixels = new float[CHANNELS * PLANE];
        slot.get(pixels);
        return pixels;
    }

    private static void same(String candidate, float[] expected, float[] actual) {
        double sum = 0;
        float greatest = 0;
        for (int i = 0; i < expected.length; i++) {
            float difference = Math.abs(expected[i] - actual[i]);
            sum += difference;
            greatest = Math.max(greatest, difference);
        }
        double mean = sum / expected.length;
        System.out.printf(
                "(%s) differs from (a) by %.3f/255 on average, at most by %.1f/255%n",
                candidate, mean / SCALE, greatest / SCALE);
        if (!(mean <= TOLERANCE)) {
            throw new IllegalStateException("Candidate " + candidate + " does not compute what (a) computes.");
        }
    }

    // ---- the photograph

    private static byte[] read(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Light from above, clouds of every size down to grain, a few things with edges; always the same. */
    private static byte[] synthetic() {
        Loader.load(opencv_core.class);
        try (PointerScope scope = new PointerScope()) {
            Random random = new Random(20260101);
            Mat picture = new Mat(PHOTO_HEIGHT, PHOTO_WIDTH, CV_32FC3, new Scalar(0));
            for (int i = 0; i < 12; i++) {
                int radius = 15 + random.nextInt(60);
                Point centre = new Point(random.nextInt(PHOTO_WIDTH), random.nextInt(PHOTO_HEIGHT));
                Scalar colour = new Scalar(
                        60 * random.nextGaussian(), 60 * random.nextGaussian(), 60 * random.nextGaussian(), 0);
                opencv_imgproc.circle(picture, centre, radius, colour, -1, opencv_imgproc.LINE_8, 0);
            }
            for (int y = 0; y < PHOTO_HEIGHT; y++) {
                double light = 160 - 90.0 * y / PHOTO_HEIGHT;
                Mat row = picture.row(y);
                opencv_core.add(row, new Mat(1, PHOTO_WIDTH, CV_32FC3, new Scalar(light, light, 1.1 * light, 0)), row);
            }
            opencv_imgproc.GaussianBlur(picture, picture, new Size(), 0.8);
            double[][] sizeAndStrength = {{30, 30}, {12, 18}, {5, 12}, {2, 8}, {0.8, 6}};
            for (double[] cloud : sizeAndStrength) {
                Mat noise = new Mat(gaussian(random)).reshape(CHANNELS, PHOTO_HEIGHT);
                opencv_imgproc.GaussianBlur(noise, noise, new Size(), cloud[0]);
                // Blurring white noise leaves 1 / (2 sqrt(pi) sigma) of its standard deviation.
                double strength = cloud[1] * 2 * Math.sqrt(Math.PI) * cloud[0];
                opencv_core.addWeighted(picture, 1, noise, strength, 0, picture);
            }
            Mat bytes = new Mat();
            picture.convertTo(bytes, CV_8U);
            if (bytes.type() != CV_8UC3) {
                throw new IllegalStateException("Not 8 bits and 3 channels: " + bytes);
            }
            BytePointer jpeg = new BytePointer();
            opencv_imgcodecs.imencode(
                    new BytePointer(".jpg"), bytes, jpeg, new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 90));
            byte[] file = new byte[Math.toIntExact(jpeg.limit())];
            jpeg.get(file);
            System.out.println("The photograph has " + file.length + " bytes.");
            if (file.length < 40_000 || file.length > 110_000) {
                throw new IllegalStateException("No photograph of this size has " + file.length + " bytes.");
            }
            return file;
        }
    }

    /** Noise of which most is brightness and some is colour, as in a photograph. */
    private static float[] gaussian(Random random) {
        float[] noise = new float[PHOTO_WIDTH * PHOTO_HEIGHT * CHANNELS];
        for (int i = 0; i < noise.length; i += CHANNELS) {
            double brightness = random.nextGaussian();
            for (int c = 0; c < CHANNELS; c++) {
                noise[i + c] = (float) (0.95 * brightness + 0.3 * random.nextGaussian());
            }
        }
        return noise;
    }
}
