package io.github.dl4jimagegen.examples;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;

/** An epoch of a training: its loss and its speed, and on a terminal a progress bar while it runs. */
final class EpochProgress extends BaseTrainingListener implements AutoCloseable {

    static {
        System.setProperty("jdk.console", "java.base"); // the other one of JDK 22 is there without a terminal, too
    }

    private final String name;
    private final @Nullable ProgressBar bar;
    private final long started = System.nanoTime();
    private long images;
    private double lossOfImages;
    private double seconds;

    private EpochProgress(String name, @Nullable ProgressBar bar) {
        this.name = name;
        this.bar = bar;
    }

    /** Starts an epoch of some batches, of which some may have been done by a training that was stopped. */
    static EpochProgress start(String name, long batches, long done) {
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(batches)
                .startsFrom(done, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1000)
                .setConsumer(new ConsoleProgressBarConsumer(System.out))
                .clearDisplayOnFinish();
        return new EpochProgress(name, onTerminal() ? bar.build() : null);
    }

    /** Bars would fill up a file or a pipe. */
    @SuppressWarnings("SystemConsoleNull") // see above
    private static boolean onTerminal() {
        return System.console() != null;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        int batch = model.batchSize();
        images += batch;
        lossOfImages += batch * model.score();
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f", lossOfImages / images));
            bar.step();
        }
    }

    /** Ends the epoch. */
    @Override
    public void close() {
        seconds = (System.nanoTime() - started) / 1e9;
        if (bar != null) {
            bar.close();
        }
    }

    /** Returns what came of the epoch: the mean loss while its images were trained on, the accuracy after that. */
    String summary(double validationAccuracy) {
        return String.format(
                Locale.ROOT,
                "%s: loss %.3f, validation accuracy %.3f, %,.0f images/s",
                name,
                lossOfImages / images,
                validationAccuracy,
                images / seconds);
    }
}
