package io.github.dl4jimagegen.listener;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.report.FlowReport;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at the end of each epoch, in words, whether the network had to wait for its images, and what would help.
 *
 * <pre>{@code
 * network.addListeners(new InputBoundListener(training));
 * }</pre>
 *
 * <p>For the thread that trains.
 */
public final class InputBoundListener extends BaseTrainingListener {

    private static final Logger log = LoggerFactory.getLogger(InputBoundListener.class);

    private final Flow training;
    private final Consumer<FlowReport> reports;

    /**
     * Returns a listener that logs at level INFO.
     *
     * @param training the iterator that is given to {@code fit}
     */
    public InputBoundListener(Flow training) {
        this(training, report -> log.info("{}. {}", report, report.advice()));
    }

    /**
     * Returns a listener that hands each epoch's report on, for instance to a plot.
     *
     * @param training the iterator that is given to {@code fit}
     * @param reports called at the end of each epoch
     */
    public InputBoundListener(Flow training, Consumer<FlowReport> reports) {
        this.training = training;
        this.reports = reports;
    }

    @Override
    public void onEpochEnd(Model model) {
        reports.accept(training.report());
    }
}
