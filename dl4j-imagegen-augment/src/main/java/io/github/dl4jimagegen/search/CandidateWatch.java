package io.github.dl4jimagegen.search;

import java.time.Duration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;

/** Ends a training that diverges or takes too long, by an exception after a batch. For one thread. */
final class CandidateWatch extends BaseTrainingListener {

    private final @Nullable Duration limit;
    private final long start = System.nanoTime();
    private @Nullable CandidateFailedException failure;

    CandidateWatch(@Nullable Duration limit) {
        this.limit = limit;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (!Double.isFinite(model.score())) {
            throw failed("the loss is " + model.score() + " after batch " + (iteration + 1)
                    + ": the training diverges, perhaps by too high a learning rate");
        }
        checkTime();
    }

    void checkTime() {
        if (limit != null && System.nanoTime() - start > limit.toNanos()) {
            throw failed("the time limit of " + limit.toMillis() / 1000.0 + " s for a candidate has passed");
        }
    }

    private CandidateFailedException failed(String message) {
        failure = new CandidateFailedException(message);
        return failure;
    }

    /** Deeplearning4j's early stopping catches what listeners throw, and hides it behind another exception. */
    @Nullable
    CandidateFailedException failure() {
        return failure;
    }
}
