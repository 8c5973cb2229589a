package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.Affine;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.keras.ImageDataGenerator;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.statistics.Normalization;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Keras's chain (rotation, shifts, shear, zoom, flip), drawn, fused into one warp and written as floats into a batch, and
 * beside it OpenCV's {@code warpAffine} with the same matrices, drawn beforehand, and the same write: the difference is
 * what drawing, fusing and going through the engine cost. 224x224x3, 8-bit, one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KerasChainBenchmark {

    private static final ImageShape SHAPE = CatalogueBenchmark.SHAPE;
    private static final int DRAWS = 256;

    private final Augmentation chain = ImageDataGenerator.builder()
            .rotationRange(20)
            .widthShiftRange(0.1)
            .heightShiftRange(0.1)
            .shearRange(10)
            .zoomRange(0.2)
            .horizontalFlip(true)
            .build()
            .augmentation();
    private final RowWriter writer = new RowWriter(SHAPE, DataFormat.NCHW, false, 1 / 255.0, Normalization.none());
    private final Scratch scratch = new Scratch(new StageTimes());
    private final FloatPointer row = new FloatPointer(SHAPE.length());
    private final Mat image = new Mat();
    private final Mat warped = new Mat();
    private final double[][] matrices = new double[DRAWS][];
    private int index;

    @Setup
    public void prepare() {
        Pixels.copy(CatalogueBenchmark.picture(), image);
        for (int i = 0; i < DRAWS; i++) {
            List<ImageOperation> fused = ImageOperation.fuse(draw(i));
            if (fused.size() != 1) {
                throw new IllegalStateException("the chain should be one warp but is " + fused);
            }
            Affine pull = ((Affine) ((Warp) fused.get(0)).map()).inverse();
            matrices[i] = new double[] {pull.a(), pull.b(), pull.c(), pull.d(), pull.e(), pull.f()};
        }
    }

    private List<ImageOperation> draw(int i) {
        return chain.draw(SHAPE, SampleRandom.of(7, 1, i, 0));
    }

    @TearDown
    public void free() {
        scratch.close();
        row.close();
        image.close();
        warped.close();
    }

    @Benchmark
    public void keras() {
        Mat result = Operations.apply(draw(index++ % DRAWS), image, ValueRange.EIGHT_BIT, scratch);
        writer.write(result, row.address(), scratch);
    }

    @Benchmark
    public void openCv() {
        try (DoublePointer matrix = new DoublePointer(scratch.affine.data());
                Size size = new Size(SHAPE.width(), SHAPE.height());
                Scalar value = Scalar.all(0)) {
            matrix.put(matrices[index++ % DRAWS]);
            opencv_imgproc.warpAffine(
                    image,
                    warped,
                    scratch.affine,
                    size,
                    opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
                    opencv_core.BORDER_REPLICATE,
                    value);
        }
        writer.write(warped, row.address(), scratch);
    }
}
