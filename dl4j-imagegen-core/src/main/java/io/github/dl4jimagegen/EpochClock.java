package io.github.dl4jimagegen;

import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.FlowReport;
import io.github.dl4jimagegen.report.StageTimes;
import java.time.Duration;
import java.util.Map;

/** Measures one epoch after the other from the consumer's side. Thread-safe. */
final class EpochClock {

    private StageTimes stages = new StageTimes();
    private long started;
    private long elapsed;
    private long waited;
    private long batches;
    private long examples;
    private long ready;
    private int readyWhenAsked;
    private boolean running;
    private boolean asking;

    /** Starts an epoch at zero and returns where its stages are added up. */
    synchronized StageTimes start() {
        stages = new StageTimes();
        started = 0;
        elapsed = 0;
        waited = 0;
        batches = 0;
        examples = 0;
        ready = 0;
        running = false;
        asking = false;
        return stages;
    }

    /** Asks for a further result and counts the time as waiting. */
    boolean waiting(OrderedResults<?> results) {
        long from = System.nanoTime();
        begin(results, from);
        try {
            return results.hasNext();
        } finally {
            end(from);
        }
    }

    private synchronized void begin(OrderedResults<?> results, long from) {
        if (!running && elapsed == 0) {
            running = true;
            started = from;
        }
        if (!asking) {
            asking = true;
            readyWhenAsked = results.ready();
        }
    }

    private synchronized void end(long from) {
        waited += running ? System.nanoTime() - from : 0;
    }

    synchronized void delivered(int rows) {
        asking = false;
        ready += readyWhenAsked;
        batches++;
        examples += rows;
    }

    synchronized void stop() {
        if (running) {
            running = false;
            elapsed = System.nanoTime() - started;
        }
    }

    synchronized FlowReport report(long epoch, int workers) {
        long until = running ? System.nanoTime() - started : elapsed;
        return new FlowReport(
                epoch,
                batches,
                examples,
                Duration.ofNanos(until),
                Duration.ofNanos(waited),
                batches == 0 ? 0 : (double) ready / batches,
                workers,
                stages.skipped(),
                stages.images() == 0 ? Map.of() : stages.perStage());
    }
}
