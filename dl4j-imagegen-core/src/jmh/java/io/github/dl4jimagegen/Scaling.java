package io.github.dl4jimagegen;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What a second worker gains, against what a second thread gains that does nothing but decode the same files from
 * memory: rounds of both, one after the other in the same run, to 224x224x3 float batches of 32. A round is an epoch of a
 * flow that goes on for the whole run, as in training. Warm-up is long, since the compiler takes the second processor
 * away from the second worker. Ends with the ratios of the gains: 1 means that nothing but the decoder and the machine
 * limit the pipeline.
 *
 * <p>{@code Scaling FOLDER [ROUNDS]}, on a quiet machine of at least two cores
 */
public final class Scaling {

    private static final int WARM_UP = 10;

    /** Something done by one thread and by two. */
    private static final class Pair {
        private final Rates one;
        private final Rates two;
        private final Work work;

        Pair(String name, Work work) {
            this.one = new Rates(name + ", 1 thread");
            this.two = new Rates(name + ", 2 threads");
            this.work = work;
        }

        void warmUp() {
            for (int i = 0; i < WARM_UP; i++) {
                work.images(2);
            }
            work.images(1);
        }

        void round() {
            one.measure(() -> work.images(1));
            two.measure(() -> work.images(2));
        }

        double gain() {
            return two.median() / one.median();
        }
    }

    /** Does all images with a number of threads and returns how many there were. */
    private interface Work {
        int images(int threads);
    }

    private Scaling() {}

    public static void main(String[] arguments) throws IOException {
        ImageFolder images = ImageFolder.of(Path.of(arguments[0]));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
        opencv_core.setNumThreads(1);

        List<ByteBuffer> files = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            files.add(((EncodedImage) images.read(i, ByteBuffer::allocateDirect)).bytes());
        }
        ImagePipeline plain = Photographs.PLAIN;
        ImagePipeline augmented = Photographs.ROTATED_AND_FLIPPED;

        Pair decoding = new Pair("decoding alone", threads -> decode(files, threads));
        List<Pair> pipelines = List.of(
                new Pair("plain", new Epochs(plain, images)),
                new Pair("plain, recycled memory", new Epochs(plain.batchMemory(Photographs.RECYCLED), images)),
                new Pair("augmented", new Epochs(augmented, images)),
                new Pair(
                        "augmented, recycled memory", new Epochs(augmented.batchMemory(Photographs.RECYCLED), images)));
        decoding.warmUp();
        pipelines.forEach(Pair::warmUp);
        for (int round = 0; round < rounds; round++) {
            for (Pair pipeline : pipelines) {
                decoding.round();
                pipeline.round();
            }
        }
        print(decoding);
        for (Pair pipeline : pipelines) {
            print(pipeline);
            System.out.printf(Locale.ROOT, "  %.2f of what decoding alone gains%n", pipeline.gain() / decoding.gain());
        }
    }

    private static void print(Pair pair) {
        System.out.printf(Locale.ROOT, "%s%n%s%n  gain %.2f%n", pair.one, pair.two, pair.gain());
    }

    /** Epochs of a pipeline, by a flow for each number of workers, which end with the process. */
    private static final class Epochs implements Work {
        private final Map<Integer, ImageDataSetIterator> flows = new HashMap<>();
        private final ImagePipeline pipeline;
        private final ImageFolder images;

        Epochs(ImagePipeline pipeline, ImageFolder images) {
            this.pipeline = pipeline;
            this.images = images;
        }

        @Override
        public int images(int threads) {
            ImageDataSetIterator flow = flows.computeIfAbsent(
                    threads, workers -> pipeline.workers(workers).trainingFlow(images));
            flow.reset();
            int count = 0;
            while (flow.hasNext()) {
                count += flow.next().numExamples();
            }
            return count;
        }
    }

    private static int decode(List<ByteBuffer> files, int threads) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger decoded = new AtomicInteger();
        List<Thread> started = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> decode(files, next, decoded)))
                .toList();
        started.forEach(Thread::start);
        try {
            for (Thread thread : started) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return decoded.get();
    }

    private static void decode(List<ByteBuffer> files, AtomicInteger next, AtomicInteger decoded) {
        try (Mat pixels = new Mat()) {
            for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                ByteBuffer file = files.get(i);
                try (BytePointer bytes = new BytePointer(file);
                        Mat encoded = new Mat(1, file.limit(), opencv_core.CV_8UC1, bytes);
                        Mat same = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB, pixels)) {
                    if (!same.empty()) {
                        decoded.incrementAndGet();
                    }
                }
            }
        }
    }
}
