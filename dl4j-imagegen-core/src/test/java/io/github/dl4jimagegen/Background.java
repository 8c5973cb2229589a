package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A part of a test on a thread of its own. What it throws, the test gets to see. */
public final class Background {

    private final FutureTask<Void> task;
    private final Thread thread;

    private Background(FutureTask<Void> task) {
        this.task = task;
        this.thread = new Thread(task, "test");
    }

    /** Starts a thread. */
    public static Background start(ThrowingCallable code) {
        Background background = new Background(new FutureTask<>(() -> {
            try {
                code.call();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        }));
        background.thread.setDaemon(true);
        background.thread.start();
        return background;
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Returns what the thread does. */
    public Thread.State state() {
        return thread.getState();
    }

    /** Waits for the end, which must come, and throws what was thrown. */
    public void join() throws Exception {
        try {
            task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            assertThat(thread.getStackTrace()).as("it does not end").isEmpty();
        }
    }
}
