package io.github.dl4jimagegen.report;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what all workers spend on each stage. Thread-safe. */
public final class StageTimes {

    private final Map<Stage, LongAdder> nanos = new EnumMap<>(Stage.class);
    private final LongAdder images = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    /** Starts at zero. */
    public StageTimes() {
        for (Stage stage : Stage.values()) {
            nanos.put(stage, new LongAdder());
        }
    }

    /**
     * Adds the time since a moment to a stage.
     *
     * @param stage what was done
     * @param since {@link System#nanoTime} when it began
     * @return the present moment, when the next stage begins
     */
    @SuppressWarnings("NullAway") // every stage is in the map
    public long add(Stage stage, long since) {
        long now = System.nanoTime();
        nanos.get(stage).add(now - since);
        return now;
    }

    /** Counts an image as done. */
    public void countImage() {
        images.increment();
    }

    /**
     * Returns how many images were done.
     *
     * @return at least 0
     */
    public long images() {
        return images.sum();
    }

    /** Counts an image as passed over. */
    public void countSkipped() {
        skipped.increment();
    }

    /**
     * Returns how many images were passed over, since they could not be read.
     *
     * @return at least 0
     */
    public long skipped() {
        return skipped.sum();
    }

    /**
     * Returns what was spent on each stage so far, by all workers together.
     *
     * @return one duration a stage, in the order of the stages
     */
    public Map<Stage, Duration> perStage() {
        Map<Stage, Duration> durations = new EnumMap<>(Stage.class);
        nanos.forEach((stage, sum) -> durations.put(stage, Duration.ofNanos(sum.sum())));
        return Collections.unmodifiableMap(durations);
    }
}
