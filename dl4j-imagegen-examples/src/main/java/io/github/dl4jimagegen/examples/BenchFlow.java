package io.github.dl4jimagegen.examples;

import com.sun.management.ThreadMXBean;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.report.Stage;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A flow that is read again and again: how fast that is, what each stage takes, how much goes onto the heap. */
final class BenchFlow implements BenchSide, AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final ImageDataSetIterator flow;
    private final BenchRates rates = new BenchRates();
    private final Map<Stage, Long> nanoseconds = new EnumMap<>(Stage.class);
    private long images;
    private long heapBytes;

    BenchFlow(ImageDataSetIterator flow) {
        this.flow = flow;
    }

    @Override
    public void round(BenchRound round) {
        Map<Long, Long> before = allocated();
        long start = System.nanoTime();
        long done = 0;
        do {
            done += epoch();
        } while (round.goesOn(done, start));
        rates.add(done, System.nanoTime() - start);
        // Workers end after a second without work: none ends in the middle of a round.
        allocated().forEach((thread, bytes) -> heapBytes += bytes - before.getOrDefault(thread, 0L));
        images += done;
    }

    private long epoch() {
        flow.reset();
        long count = 0;
        while (flow.hasNext()) {
            count += flow.next().numExamples();
        }
        flow.report().stages().forEach((stage, time) -> nanoseconds.merge(stage, time.toNanos(), Long::sum));
        return count;
    }

    /** Returns what each thread has put onto the heap since it began, in bytes. */
    private static Map<Long, Long> allocated() {
        long[] threads = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(threads);
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < threads.length; i++) {
            all.put(threads[i], Math.max(0, bytes[i])); // -1 of a thread that has just ended
        }
        return all;
    }

    @Override
    public void forgetWarmUp() {
        rates.clear();
        nanoseconds.clear();
        images = 0;
        heapBytes = 0;
    }

    BenchRates.Rate rate() {
        return rates.rate();
    }

    /** Returns the milliseconds that one thread is busy with an image, stage by stage. */
    Map<String, Double> millisecondsPerImage() {
        Map<String, Double> perImage = new LinkedHashMap<>();
        nanoseconds.forEach((stage, sum) -> perImage.put(stage.toString(), sum / 1e6 / images));
        return perImage;
    }

    long heapBytesPerImage() {
        return heapBytes / images;
    }

    @Override
    public void close() {
        flow.close();
    }
}
