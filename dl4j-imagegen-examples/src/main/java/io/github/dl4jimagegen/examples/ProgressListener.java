package io.github.dl4jimagegen.examples;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Moves a progress bar on by one for each batch and shows the loss. */
final class ProgressListener extends BaseTrainingListener {

    private final ProgressBar progress;

    ProgressListener(ProgressBar progress) {
        this.progress = progress;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        progress.setExtraMessage(String.format(Locale.ROOT, "loss %.3f", model.score()));
        progress.step();
    }
}
