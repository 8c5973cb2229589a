package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, with much patience: a busy machine must not fail a test. */
public final class Wait {

    private static final long PATIENCE_SECONDS = 30;

    private Wait() {}

    /** Waits until something is true, and fails the test if it does not become true. */
    public static void until(String description, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as(description).isLessThan(deadline);
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting until " + description, e);
        }
    }

    /** Waits until the garbage collector has had its effect. */
    public static void untilCollected(String description, BooleanSupplier condition) {
        until(description, () -> {
            System.gc();
            return condition.getAsBoolean();
        });
    }
}
