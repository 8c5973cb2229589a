package io.github.dl4jimagegen.report;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Where the time of one epoch went, or of the part of it that is over. Immutable.
 *
 * @param epoch the number of the epoch
 * @param batches how many batches were delivered
 * @param examples how many examples they had
 * @param elapsed from the moment the first batch was asked for to the end of the epoch, or to now
 * @param waited how much of that the consumer spent waiting for batches; what is left it spent on its own work
 * @param meanReady how many batches were ready, on average, when one was asked for
 * @param workers how many threads may prepare images
 * @param skipped how many times an image was passed over that could not be read, with what was prepared ahead
 * @param stages what all workers together spent on each stage, with what they prepared ahead of the consumer
 */
public record FlowReport(
        long epoch,
        long batches,
        long examples,
        Duration elapsed,
        Duration waited,
        double meanReady,
        int workers,
        long skipped,
        Map<Stage, Duration> stages) {

    /** Less waiting than this is not worth anybody's time. */
    private static final double INPUT_BOUND = 0.05;

    /**
     * Copies the map of stages.
     *
     * @param epoch the number of the epoch
     * @param batches how many batches were delivered
     * @param examples how many examples they had
     * @param elapsed from the moment the first batch was asked for to the end of the epoch, or to now
     * @param waited how much of that the consumer spent waiting for batches; what is left it spent on its own work
     * @param meanReady how many batches were ready, on average, when one was asked for
     * @param workers how many threads may prepare images
     * @param skipped how many times an image was passed over that could not be read, with what was prepared ahead
     * @param stages what all workers together spent on each stage, with what they prepared ahead of the consumer
     */
    public FlowReport {
        stages = Map.copyOf(stages);
    }

    /**
     * Returns the share of the time that the consumer waited.
     *
     * @return from 0, the input is never waited for, to 1, nothing but waiting; 0 before the first batch
     */
    public double waitedShare() {
        return share(waited, elapsed);
    }

    /**
     * Returns the share of the workers' time that went into a stage.
     *
     * @param stage the stage
     * @return from 0 to 1; 0 if nothing was done yet
     */
    public double share(Stage stage) {
        Duration all = stages.values().stream().reduce(Duration.ZERO, Duration::plus);
        return share(stages.getOrDefault(stage, Duration.ZERO), all);
    }

    private static double share(Duration part, Duration whole) {
        return whole.isZero() ? 0 : (double) part.toNanos() / whole.toNanos();
    }

    /**
     * Returns how fast examples were delivered.
     *
     * @return examples a second; 0 before the first batch
     */
    public double examplesPerSecond() {
        return elapsed.isZero() ? 0 : examples / (elapsed.toNanos() / 1e9);
    }

    /**
     * Returns in words whether the consumer, usually a network in training, was held up by its input, and what would
     * help.
     *
     * @return one to three sentences
     */
    public String advice() {
        if (batches == 0) {
            return "Nothing was delivered yet.";
        }
        String share = String.format(Locale.ROOT, "%.0f %%", 100 * waitedShare());
        if (waitedShare() < INPUT_BOUND) {
            return "Training is not input-bound: it waited " + share + " of the time. The network sets the pace.";
        }
        if (workers == 0) {
            return "Training is input-bound: it waited " + share
                    + " of the time, since its own thread prepares the batches. Set workers and prefetch to AUTO.";
        }
        int processors = Runtime.getRuntime().availableProcessors();
        String moreWorkers =
                workers < processors ? " Or set workers to AUTO: there are " + processors + " processors." : "";
        String held = waitedShare() < 0.5
                ? "Training is held up by its input: it waited "
                : "Training is input-bound: it waited ";
        return held + share + " of the time. " + remedy() + moreWorkers;
    }

    private String remedy() {
        Stage largest = Collections.max(List.of(Stage.values()), Comparator.comparingDouble(this::share));
        if (share(largest) == 0) {
            return "The generator is too slow: do its work in parallel with map(function, parallelism).";
        }
        String cure =
                switch (largest) {
                    case READ -> "a faster or local disk, or if it is a generator map(function, parallelism)";
                    case DECODE -> "smaller image files, saved once near the target size";
                    case SIZE -> "image files nearer to the target size";
                    case AUGMENT -> "fewer or cheaper augmentations";
                    case PREPROCESS -> "a cheaper preprocessing function, or files that have been through it once";
                    case WRITE -> "batchMemory(BatchMemory.recycled(2)), or featureType(UINT8)";
                };
        return String.format(
                Locale.ROOT,
                "Most of the time of the %d workers goes into %s (%.0f %%): what helps is %s.",
                workers,
                largest,
                100 * share(largest),
                cure);
    }

    /** Returns the report as one line of words. */
    @Override
    public String toString() {
        StringJoiner shares = new StringJoiner(", ");
        for (Stage stage : Stage.values()) {
            if (stages.containsKey(stage)) {
                shares.add(String.format(Locale.ROOT, "%s %.0f %%", stage, 100 * share(stage)));
            }
        }
        String left = skipped == 0 ? "" : "; " + skipped + " passed over that could not be read";
        String work = shares.length() == 0 ? "" : String.format(Locale.ROOT, "; %d workers: %s", workers, shares);
        return String.format(
                Locale.ROOT,
                "epoch %d: %d examples in %.2f s (%.0f/s), waited %.0f %% of the time for batches, %.1f ready%s%s",
                epoch,
                examples,
                elapsed.toNanos() / 1e9,
                examplesPerSecond(),
                100 * waitedShare(),
                meanReady,
                work,
                left);
    }
}
