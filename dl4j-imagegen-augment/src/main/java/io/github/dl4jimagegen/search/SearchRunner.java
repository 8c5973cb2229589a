package io.github.dl4jimagegen.search;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.jspecify.annotations.Nullable;

/** Arbiter's runner, except that it can be interrupted, which Arbiter's ignores, and leaves no threads behind. */
final class SearchRunner extends LocalOptimizationRunner {

    private static final long SECONDS_TO_END = 10;

    SearchRunner(int parallel, OptimizationConfiguration configuration, SearchTaskCreator tasks) {
        super(parallel, configuration, tasks);
        this.completedFutures = new Completed();
    }

    /** Waits until all candidates are done. If its thread is interrupted, it interrupts those that train. */
    @Override
    public void execute() {
        try {
            super.execute();
        } catch (RuntimeException e) {
            if (!(e.getCause() instanceof InterruptedException)) {
                throw e;
            }
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "the search was interrupted; what is done is kept in its directory, if it has one", e);
        } finally {
            end();
        }
    }

    private void end() {
        boolean interrupted = Thread.interrupted(); // or waiting would not
        try {
            shutdown(false);
            setShutdownMaxWaitMS(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
            shutdown(true);
        } finally {
            futureListenerExecutor.shutdown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says that waiting was interrupted in a way that Arbiter does not swallow. */
    private static final class Completed extends LinkedBlockingQueue<Future<OptimizationResult>> {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Future<OptimizationResult> poll(long timeout, TimeUnit unit) {
            try {
                return super.poll(timeout, unit);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
