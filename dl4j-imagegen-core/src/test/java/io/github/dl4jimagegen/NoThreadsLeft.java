package io.github.dl4jimagegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which a thread of the library still works, and a class after which one is left.
 *
 * <p>The difference saves time: a thread without work stays for a second before it ends, so after a test it may be
 * there as long as it does nothing.
 */
public final class NoThreadsLeft implements AfterEachCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> PERMANENT = Set.of("imagegen-cleaner-of-iterators", "imagegen-cleaner-of-batches");

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        expectNone("still at work after " + context.getDisplayName(), NoThreadsLeft::works);
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        expectNone("left after " + context.getDisplayName(), stack -> true);
    }

    /** Returns whether every thread of the library has done what there is to do. */
    static boolean nobodyWorks() {
        return threads(NoThreadsLeft::works).isEmpty();
    }

    private static boolean works(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("io.github.dl4jimagegen."));
    }

    private static void expectNone(String description, Predicate<StackTraceElement[]> unwanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, String> threads = threads(unwanted);
        while (!threads.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
            threads = threads(unwanted);
        }
        assertThat(threads).as(description).isEmpty();
    }

    /** Returns names and stacks of the threads, without those that are the process's and not a flow's. */
    private static Map<String, String> threads(Predicate<StackTraceElement[]> wanted) {
        Map<String, String> threads = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            String name = thread.getName();
            if (name.startsWith("imagegen") && !PERMANENT.contains(name) && wanted.test(stack)) {
                threads.put(name, Arrays.toString(stack));
            }
        });
        return threads;
    }
}
