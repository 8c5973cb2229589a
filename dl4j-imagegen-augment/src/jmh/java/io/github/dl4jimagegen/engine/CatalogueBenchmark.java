package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What an augmentation of the catalogue costs on an 8-bit image of 224x224x3, on one thread: drawn anew for each image, and
 * carried out on a copy of the image, whose cost is that of {@code nothing}. {@link AugmentationCosts} runs it for all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CatalogueBenchmark {

    static final ImageShape SHAPE = new ImageShape(224, 224, 3);

    @Param(CatalogueEntries.NOTHING)
    private String augmentation;

    private final Scratch scratch = new Scratch(new StageTimes());
    private final Mat image = new Mat();
    private Augmentation entry;
    private int index;

    /** Returns an image with edges, gradients and some noise. */
    static Image picture() {
        byte[] values = new byte[SHAPE.length()];
        int i = 0;
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                for (int c = 0; c < SHAPE.channels(); c++) {
                    double edges = ((x / 37 + y / 29) & 1) * 60;
                    double gradient = 50 * Math.sin(0.02 * x + c) + 30 * Math.cos(0.03 * y - c);
                    values[i++] = (byte) Math.round(90 + edges + gradient + 10 * Math.sin(0.7 * x * y));
                }
            }
        }
        return Image.ofBytes(SHAPE.height(), SHAPE.width(), SHAPE.channels(), values);
    }

    @Setup
    public void prepare() {
        entry = CatalogueEntries.all().get(augmentation);
        if (entry == null) {
            throw new IllegalArgumentException("no augmentation is called " + augmentation);
        }
        Pixels.copy(picture(), image);
    }

    @TearDown
    public void free() {
        scratch.close();
        image.close();
    }

    @Benchmark
    public Mat cost() {
        image.copyTo(scratch.sized);
        return Operations.apply(
                entry.draw(SHAPE, SampleRandom.of(7, 1, index++, 0)), scratch.sized, ValueRange.EIGHT_BIT, scratch);
    }
}
