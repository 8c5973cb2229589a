package io.github.dl4jimagegen.batch;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Garbage collections on request. Java can only be asked for a full one, which visits everything that lives: 25 ms in a
 * process that does nothing but load images, a second beside a gigabyte of other data, and every thread waits. Batches
 * that nobody needs any more are young, and a collection of young objects is done in a millisecond. It comes by itself
 * when the space for new objects is full; so that is filled up, where this takes less time than a full one.
 * Thread-safe.
 */
final class GarbageCollection {

    /** Garbage is made in pieces small enough to be put among the new objects by every collector. */
    private static final int PIECE = 256 << 10;

    /** What it takes to fill new memory with zeros, on a slow machine. */
    private static final double NANOSECONDS_PER_BYTE = 0.2;

    private static final double FOREVER = Double.MAX_VALUE;

    private final double nanosecondsPerByte;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    /** Those that collect the space for new objects: not what other threads do for the old ones meanwhile. */
    private final List<GarbageCollectorMXBean> youngCollectors = collectors.stream()
            .filter(collector -> Stream.of(collector.getMemoryPoolNames()).anyMatch(GarbageCollection::isEden))
            .toList();

    /** The space for new objects; null if the collector has none, as ZGC and Shenandoah. */
    private final @Nullable MemoryPoolMXBean eden = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> isEden(pool.getName()))
            .findFirst()
            .orElse(null);

    /** Nanoseconds. Nothing is known before the first one, which also makes the space for new objects smaller in G1. */
    private double fullTakes;

    @SuppressWarnings("UnusedVariable") // so that the compiler cannot leave the garbage out
    private byte @Nullable [] garbage;

    GarbageCollection() {
        this(NANOSECONDS_PER_BYTE);
    }

    /** Takes how long new memory takes to fill. */
    GarbageCollection(double nanosecondsPerByte) {
        this.nanosecondsPerByte = nanosecondsPerByte;
    }

    /** Finds the young objects that nobody needs. Returns false if that would take longer than finding all of them. */
    synchronized boolean young() {
        if (eden == null) {
            return false;
        }
        MemoryUsage usage = eden.getUsage();
        long left = usage.getCommitted() - usage.getUsed();
        if (left * nanosecondsPerByte >= fullTakes) {
            return false;
        }
        long collected = count(youngCollectors);
        long most = 2 * left + 16 * PIECE; // the space may grow meanwhile
        for (long filled = 0; filled < most && count(youngCollectors) == collected; filled += PIECE) {
            garbage = new byte[PIECE];
        }
        garbage = null;
        return count(youngCollectors) > collected;
    }

    /** Finds all objects that nobody needs, unless the JVM was started with {@code -XX:+DisableExplicitGC}. */
    synchronized void full() {
        long collected = count(collectors);
        long start = System.nanoTime();
        System.gc();
        fullTakes = count(collectors) > collected ? System.nanoTime() - start : FOREVER;
    }

    private static boolean isEden(String memoryPool) {
        return memoryPool.contains("Eden");
    }

    private static long count(List<GarbageCollectorMXBean> collectors) {
        long collections = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            collections += collector.getCollectionCount();
        }
        return collections;
    }
}
