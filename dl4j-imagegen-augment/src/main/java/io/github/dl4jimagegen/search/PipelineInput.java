package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.json.PipelineRecipe;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.adapter.ParameterSpaceAdapter;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The input of a network for the pipeline that is drawn. */
final class PipelineInput extends ParameterSpaceAdapter<ImagePipeline, InputType> {

    private final PipelineSpace pipelines;

    @JsonCreator
    PipelineInput(@JsonProperty("pipelines") PipelineSpace pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    protected InputType convertValue(ImagePipeline pipeline) {
        return of(pipeline);
    }

    /** Returns the shape of the images that a pipeline makes. */
    static InputType of(ImagePipeline pipeline) {
        PipelineRecipe recipe = pipeline.recipe();
        return InputType.convolutional(
                recipe.height(),
                recipe.width(),
                recipe.decoding().colorMode().channels(),
                CNN2DFormat.valueOf(recipe.dataFormat().name()));
    }

    @Override
    protected ParameterSpace<ImagePipeline> underlying() {
        return pipelines;
    }

    @Override
    protected String underlyingName() {
        return "pipelines";
    }
}
