package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.scoring.util.ScoreUtil;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Data of a class of Arbiter's, which is told the candidate's pipeline, and what its names stand for, by properties. */
record SourceData(
        Class<? extends DataSource> source,
        Properties properties,
        ScoreFunction scoreFunction,
        AugmentationJson augmentations)
        implements CandidateData {

    @Override
    public DataSetIterator training(ImagePipeline pipeline) {
        try {
            DataSource data = source.getConstructor().newInstance();
            data.configure(with(pipeline));
            return ScoreUtil.getIterator(data.trainData());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    source.getName() + " must have a public constructor without arguments", e);
        }
    }

    @Override
    public double score(Model network, ImagePipeline pipeline) {
        return scoreFunction.score(network, source, with(pipeline));
    }

    private Properties with(ImagePipeline pipeline) {
        Properties all = new Properties(properties); // which may have defaults of its own
        all.put(ImageDataSource.PIPELINE, pipeline.toJson(augmentations));
        all.put(ImageDataSource.AUGMENTATIONS, augmentations);
        return all;
    }
}
