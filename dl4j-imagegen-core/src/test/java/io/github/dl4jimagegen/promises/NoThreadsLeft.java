package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test, within a few seconds, no thread that works for a flow is alive. */
public final class NoThreadsLeft implements AfterEachCallback {

    private static final long SECONDS = 5;

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        long deadline = System.nanoTime() + SECONDS * 1_000_000_000;
        while (!alive().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(alive()).isEmpty();
    }

    /** The two cleaners are the process's, not a flow's, and stay. */
    private static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("imagegen-") && !name.startsWith("imagegen-cleaner"))
                .toList();
    }
}
