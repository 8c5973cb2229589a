package io.github.dl4jimagegen;

import io.github.dl4jimagegen.statistics.Fit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far the finding of statistics is: to a listener after each block, to the log every five seconds. */
final class FitProgress {

    private static final Logger log = LoggerFactory.getLogger(FitProgress.class);
    private static final long LOG_EVERY = TimeUnit.SECONDS.toNanos(5);

    private final long total;
    private final Fit.@Nullable Listener listener;
    private final long start = System.nanoTime();
    private long logged = start;

    FitProgress(long total, Fit.@Nullable Listener listener) {
        this.total = total;
        this.listener = listener;
    }

    void done(long images) {
        if (listener != null) {
            listener.progress(images, total);
        }
        long now = System.nanoTime();
        if (now - logged >= LOG_EVERY) {
            logged = now;
            log.info(
                    "statistics of {}{} images, {} images/s",
                    images,
                    total < 0 ? "" : " of " + total,
                    images * TimeUnit.SECONDS.toNanos(1) / (now - start));
        }
    }
}
