package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Perspective;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.report.StageTimes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What each kind of warp costs on an 8-bit image of 224x224x3; {@code bareOpenCv} is a rotation by OpenCV alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WarpBenchmark {

    private static final ImageShape SHAPE = new ImageShape(224, 224, 3);

    private final Scratch scratch = new Scratch(new StageTimes());
    private final Mat image = new Mat(224, 224, opencv_core.CV_8UC3, Scalar.all(99));
    private final Mat result = new Mat();
    private final Warp rotation = Warp.rotation(SHAPE, 20);
    private final Warp zoom = Warp.of(SHAPE, Affine.scaling(1.1, 1.1).aboutCentreOf(SHAPE));
    private final Warp flip = Warp.flipHorizontal(SHAPE);
    private final Warp quarterTurn = Warp.quarterTurns(SHAPE, 1);
    private final Warp perspective = Warp.of(
            SHAPE,
            Perspective.ofCorners(
                    List.of(new Point(9, 5), new Point(215, 0), new Point(223, 210), new Point(3, 223)),
                    List.of(new Point(0, 0), new Point(223, 0), new Point(223, 223), new Point(0, 223))));
    private final Warp field = Warp.of(SHAPE, DisplacementField.of(SHAPE, 4, 4, wave(), wave()));
    private final Warp crop = Warp.crop(SHAPE, new Rectangle(30, 20, 160, 150));
    private final Warp resize = Warp.resize(new ImageShape(150, 160, 3), 224, 224);

    private static double[] wave() {
        double[] points = new double[49];
        for (int i = 0; i < points.length; i++) {
            points[i] = 6 * Math.sin(i);
        }
        return points;
    }

    @TearDown
    public void free() {
        scratch.close();
        image.close();
        result.close();
    }

    private Mat apply(ImageOperation... operations) {
        return Operations.apply(List.of(operations), image, ValueRange.EIGHT_BIT, scratch);
    }

    @Benchmark
    public Mat bareOpenCv() {
        Affine pull = ((Affine) rotation.map()).inverse();
        try (DoublePointer matrix = new DoublePointer(scratch.affine.data());
                Size size = new Size(224, 224);
                Scalar value = Scalar.all(0)) {
            matrix.put(pull.a(), pull.b(), pull.c(), pull.d(), pull.e(), pull.f());
            opencv_imgproc.warpAffine(
                    image,
                    result,
                    scratch.affine,
                    size,
                    opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
                    opencv_core.BORDER_REPLICATE,
                    value);
        }
        return result;
    }

    @Benchmark
    public Mat rotate() {
        return apply(rotation);
    }

    @Benchmark
    public Mat rotateZoomFlip() {
        return apply(rotation, zoom, flip);
    }

    @Benchmark
    public Mat flip() {
        return apply(flip);
    }

    @Benchmark
    public Mat quarterTurn() {
        return apply(quarterTurn);
    }

    @Benchmark
    public Mat cropAndResize() {
        return apply(crop, resize);
    }

    @Benchmark
    public Mat perspective() {
        return apply(perspective);
    }

    @Benchmark
    public Mat displacementField() {
        return apply(field);
    }
}
