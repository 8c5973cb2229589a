package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The floor: threads that do nothing but decode files in full, by OpenCV, out of memory. Of a large folder every n-th
 * file, so that they fit there.
 */
final class BenchDecoding implements BenchSide {

    /** Memory outside of the Java heap may be as large as that, unless told otherwise. */
    private static final long MOST_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

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
        long start = System.nanoTime();
        Callable<Long> decoding = () -> decode(round, start, next);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long decoded = 0;
            for (Future<Long> thread : pool.invokeAll(Collections.nCopies(threads, decoding))) {
                decoded += thread.get();
            }
            rates.add(decoded, System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IllegalStateException("decoding alone has failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private long decode(BenchRound round, long start, AtomicLong next) {
        long decoded = 0;
        try (Mat pixels = new Mat()) {
            for (long i = next.getAndIncrement(); round.goesOn(i, start); i = next.getAndIncrement()) {
                ByteBuffer file = files.get((int) (i % files.size()));
                try (BytePointer bytes = new BytePointer(file);
                        Mat encoded = new Mat(1, file.limit(), opencv_core.CV_8UC1, bytes);
                        Mat same = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB, pixels)) {
                    if (!same.empty()) {
                        decoded++;
                    }
                }
            }
        }
        return decoded;
    }

    @Override
    public void forgetWarmUp() {
        rates.clear();
    }

    BenchRates.Rate rate() {
        return rates.rate();
    }
}
