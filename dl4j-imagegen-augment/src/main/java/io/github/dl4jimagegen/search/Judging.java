package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.Split;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.nd4j.evaluation.classification.Evaluation;

/** Trains a candidate anew, with and without its augmentation, and scores both on the test view. Immutable. */
record Judging(Split images, SearchSpace space, Evaluation.Metric metric, SearchLimits limits) {

    Judgement of(Trial trial, long... seeds) {
        double[] vector =
                trial.parameters().stream().mapToDouble(Double::doubleValue).toArray();
        var unused = new RandomSearchGenerator(space); // numbers the parameters
        List<Double> augmented = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (long seed : seeds) {
            SearchCandidate candidate = space.seed(seed).getValue(vector);
            ImagePipeline without = withoutAugmentation(candidate);
            augmented.add(score(candidate, candidate.pipeline()));
            plain.add(
                    without.recipe().equals(candidate.pipeline().recipe())
                            ? augmented.get(augmented.size() - 1)
                            : score(candidate, without));
        }
        return new Judgement(augmented, plain);
    }

    private ImagePipeline withoutAugmentation(SearchCandidate candidate) {
        PipelineDocument document = PipelineDocument.of(candidate.pipelineJson());
        List.of("augmentation", "mixing", "mosaic").forEach(place -> document.set(place, null));
        return ImagePipeline.fromJson(document.json(), space.augmentations());
    }

    @SuppressWarnings("try") // what is opened is noted elsewhere
    private double score(SearchCandidate candidate, ImagePipeline pipeline) {
        SplitData choosing = SplitData.choosing(images, metric);
        try (Openings openings = Openings.onThisThread();
                CandidateNetwork untrained = CandidateNetwork.of(candidate);
                CandidateNetwork network = untrained.trained(
                        choosing.training(pipeline),
                        candidate.patience(),
                        false,
                        model -> choosing.score(model, pipeline),
                        limits.forCandidate())) {
            return SplitData.judging(images, metric).score(network.model(), pipeline);
        }
    }
}
