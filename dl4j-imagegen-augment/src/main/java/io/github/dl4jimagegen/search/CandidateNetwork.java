package io.github.dl4jimagegen.search;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.ScoreCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.BaseEarlyStoppingTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The network of a candidate, of layers or a graph, and for how long it trains. */
record CandidateNetwork(Model model, int epochs) implements AutoCloseable {

    static CandidateNetwork of(SearchCandidate candidate) {
        return new CandidateNetwork(candidate.network(), candidate.epochs());
    }

    /** Frees native memory, which the garbage collector sees too little of to be in a hurry. */
    @Override
    public void close() {
        model.close();
    }

    /** Returns the network after its last epoch, or after its best one if it may stop early; within limits. */
    CandidateNetwork trained(
            DataSetIterator training,
            int patience,
            boolean minimize,
            ToDoubleFunction<Model> score,
            CandidateLimits limits) {
        CandidateWatch watch = new CandidateWatch(limits);
        model.addListeners(watch);
        try {
            return trained(training, patience, minimize, score);
        } catch (RuntimeException e) {
            RuntimeException failure = watch.failure();
            throw failure == null ? e : failure;
        }
    }

    private CandidateNetwork trained(
            DataSetIterator training, int patience, boolean minimize, ToDoubleFunction<Model> score) {
        if (patience > 0) {
            return new CandidateNetwork(trainedWithPatience(training, patience, minimize, score), epochs);
        }
        for (int epoch = 0; epoch < epochs; epoch++) {
            ((NeuralNetwork) model).fit(training);
        }
        return this;
    }

    private Model trainedWithPatience(
            DataSetIterator training, int patience, boolean minimize, ToDoubleFunction<Model> score) {
        return model instanceof MultiLayerNetwork layers
                ? best(new EarlyStoppingTrainer(stopping(patience, minimize, score), layers, training))
                : best(new EarlyStoppingGraphTrainer(
                        stopping(patience, minimize, score), (ComputationGraph) model, training));
    }

    private <T extends Model> EarlyStoppingConfiguration<T> stopping(
            int patience, boolean minimize, ToDoubleFunction<Model> score) {
        return new EarlyStoppingConfiguration.Builder<T>()
                .epochTerminationConditions(
                        new MaxEpochsTerminationCondition(epochs),
                        new ScoreImprovementEpochTerminationCondition(patience))
                .scoreCalculator(new Score<>(score, minimize))
                .modelSaver(new InMemoryModelSaver<>())
                .build();
    }

    private static <T extends Model> T best(BaseEarlyStoppingTrainer<T> trainer) {
        EarlyStoppingResult<T> result = trainer.fit();
        if (result.getTerminationReason() == EarlyStoppingResult.TerminationReason.Error) {
            throw new CandidateFailedException("the training failed: " + result.getTerminationDetails());
        }
        return result.getBestModel();
    }

    /** The score of the search as that of early stopping. */
    private static final class Score<T extends Model> implements ScoreCalculator<T> {

        private static final long serialVersionUID = 1L;

        private final transient ToDoubleFunction<Model> score;
        private final boolean minimize;

        private Score(ToDoubleFunction<Model> score, boolean minimize) {
            this.score = score;
            this.minimize = minimize;
        }

        @Override
        public double calculateScore(T network) {
            return score.applyAsDouble(network);
        }

        @Override
        public boolean minimizeScore() {
            return minimize;
        }
    }
}
