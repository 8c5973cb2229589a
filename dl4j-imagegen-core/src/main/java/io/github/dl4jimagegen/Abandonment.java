package io.github.dl4jimagegen;

import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what belongs to iterators that were dropped without being closed, as Deeplearning4j's trainers drop them.
 *
 * <p>An iterator's methods must keep it reachable until they return, or it could be taken for dropped while its last
 * call is still under way.
 */
final class Abandonment {

    private static final Logger log = LoggerFactory.getLogger(Abandonment.class);
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "imagegen-cleaner-of-iterators");
        thread.setDaemon(true);
        return thread;
    });

    private Abandonment() {}

    /**
     * Closes something once the iterator has been garbage collected. It must not lead to the iterator, not even by way of
     * a network that is saved and its listeners.
     */
    static void closeWhenUnreachable(Object iterator, AutoCloseable running) {
        var unused = CLEANER.register(iterator, () -> {
            try {
                running.close();
            } catch (Exception e) {
                log.warn("could not close an iterator that was dropped", e);
            }
        });
    }
}
