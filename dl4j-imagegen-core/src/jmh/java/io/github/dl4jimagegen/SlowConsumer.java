package io.github.dl4jimagegen;

import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * How much of its time a consumer waits that takes twice as long for a batch as the pipeline does, and how long it waits
 * for the first batch of an epoch, which is not counted. It sleeps, so that both processors are the pipeline's, as beside
 * a GPU.
 *
 * <p>{@code SlowConsumer FOLDER}
 */
public final class SlowConsumer {

    private static final int WARM_UP_EPOCHS = 20;
    private static final int EPOCHS = 5;

    private SlowConsumer() {}

    public static void main(String[] arguments) {
        ImageFolder images = ImageFolder.of(Path.of(arguments[0]));
        ImagePipeline plain = Photographs.PLAIN;
        ImagePipeline augmented = Photographs.ROTATED_AND_FLIPPED;
        measure("plain, fresh", plain, images);
        measure("plain, recycled", plain.batchMemory(Photographs.RECYCLED), images);
        measure("rotation and flip, fresh", augmented, images);
        measure("rotation and flip, recycled", augmented.batchMemory(Photographs.RECYCLED), images);
    }

    private static void measure(String name, ImagePipeline pipeline, ImageFolder images) {
        try (ImageDataSetIterator flow = pipeline.trainingFlow(images)) {
            measure(name, flow);
        }
    }

    private static void measure(String name, ImageDataSetIterator flow) {
        Consumed unused = consume(flow, WARM_UP_EPOCHS, 0);
        Consumed own = consume(flow, EPOCHS, 0);
        Consumed slow = consume(flow, EPOCHS, 2 * own.nanoseconds / own.batches);
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f ms a batch; a consumer that takes %.1f ms waits %.1f %% of its time, and %.1f ms for the first"
                        + " batch of an epoch%n",
                name,
                own.nanoseconds / 1e6 / own.batches,
                2 * own.nanoseconds / 1e6 / own.batches,
                100.0 * slow.waited / (slow.nanoseconds - slow.waitedForFirst),
                slow.waitedForFirst / 1e6 / EPOCHS);
    }

    private record Consumed(long batches, long nanoseconds, long waited, long waitedForFirst) {}

    private static Consumed consume(ImageDataSetIterator flow, int epochs, long pause) {
        long batches = 0;
        long waited = 0;
        long waitedForFirst = 0;
        long start = System.nanoTime();
        for (int epoch = 0; epoch < epochs; epoch++) {
            flow.reset();
            boolean first = true;
            long asked = System.nanoTime();
            while (flow.hasNext()) {
                int unused = flow.next().numExamples();
                long got = System.nanoTime();
                waited += first ? 0 : got - asked;
                waitedForFirst += first ? got - asked : 0;
                first = false;
                batches++;
                for (asked = got; asked - got < pause; asked = System.nanoTime()) {
                    LockSupport.parkNanos(pause - (asked - got));
                }
            }
            waited += System.nanoTime() - asked;
        }
        return new Consumed(batches, System.nanoTime() - start, waited, waitedForFirst);
    }
}
