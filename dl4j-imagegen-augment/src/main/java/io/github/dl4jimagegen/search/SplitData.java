package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.Split;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The views of a split: trained on one, scored by another. */
record SplitData(ImageSource trainedOn, ImageSource scoredBy, Evaluation.Metric metric) implements CandidateData {

    static SplitData choosing(Split images, Evaluation.Metric metric) {
        return new SplitData(images.training(), images.validation(), metric);
    }

    static SplitData judging(Split images, Evaluation.Metric metric) {
        return new SplitData(images.training(), images.test(), metric);
    }

    @Override
    public DataSetIterator training(ImagePipeline pipeline) {
        return Openings.note(pipeline.trainingFlow(trainedOn));
    }

    @Override
    public double score(Model network, ImagePipeline pipeline) {
        try (ImageDataSetIterator images = pipeline.evaluationFlow(scoredBy)) {
            Evaluation evaluation = new Evaluation(scoredBy.classes().size());
            return ((NeuralNetwork) network).doEvaluation(images, evaluation)[0].scoreForMetric(metric);
        }
    }
}
