package io.github.dl4jimagegen.search;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;

/** Ends a training that diverges or takes too long, by an exception after a batch. For one thread. */
final class CandidateWatch extends BaseTrainingListener {

    private final CandidateLimits limits;
    private @Nullable RuntimeException failure;

    CandidateWatch(CandidateLimits limits) {
        this.limits = limits;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        try {
            if (!Double.isFinite(model.score())) {
                throw new CandidateFailedException("the loss is " + model.score() + " after batch " + (iteration + 1)
                        + ": the training diverges, perhaps by too high a learning rate");
            }
            limits.check();
        } catch (CandidateFailedException | SearchEndedException e) {
            failure = e;
            throw e;
        }
    }

    /** Returns what was thrown: Deeplearning4j's early stopping catches it, and hides it behind another exception. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
