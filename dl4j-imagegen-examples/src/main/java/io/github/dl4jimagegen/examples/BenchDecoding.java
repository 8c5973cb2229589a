package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The floor: threads that do nothing but decode files in full, by OpenCV, out of memory. Of a large folder every n-th
 * file, so that they fit there.
 */
final class BenchDecoding implements BenchSide {

    private static final long MOST_BYTES = 256L << 20;

    private final List<ByteBuffer> files = new ArrayList<>();
    private final int threads;
    private final BenchRates rates = new BenchRates();

    BenchDecoding(Path folder, ImageFolder images, int threads) throws IOException {
        this.threads = threads;
        long bytes = 0;
        for (int i = 0; i < images.size(); i++) {
            bytes += Files.size(folder.resolve(images.name(i)));
        }
        int most = (int) Math.max(1, Math.min(images.size(), images.size() * (double) MOST_BYTES / bytes));
        for (int i = 0; i < most; i++) {
            files.add(file(images, (int) ((long) i * images.size() / most)));
        }
    }

    private static ByteBuffer file(ImageFolder images, int index) throws IOException {
        return ((EncodedImage) images.read(index, ByteBuffer::allocateDirect)).bytes();
    }

    @Override
    public void round(BenchRound round) {
        AtomicLong next = new AtomicLong();
        AtomicLong decoded = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> started = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> decode(round, start, next, decoded), "bench-decoding-" + i))
                .toList();
        started.forEach(Thread::start);
        try {
            for (Thread thread : started) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        rates.add(decoded.get(), System.nanoTime() - start);
    }

    private void decode(BenchRound round, long start, AtomicLong next, AtomicLong decoded) {
        long count = 0;
        try (Mat pixels = new Mat()) {
            for (long i = next.getAndIncrement(); round.goesOn(i, start); i = next.getAndIncrement()) {
                ByteBuffer file = files.get((int) (i % files.size()));
                try (BytePointer bytes = new BytePointer(file);
                        Mat encoded = new Mat(1, file.limit(), opencv_core.CV_8UC1, bytes);
                        Mat same = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB, pixels)) {
                    if (!same.empty()) {
                        count++;
                    }
                }
            }
        }
        var unused = decoded.addAndGet(count);
    }

    @Override
    public void forgetWarmUp() {
        rates.clear();
    }

    BenchRates.Rate rate() {
        return rates.rate();
    }
}
