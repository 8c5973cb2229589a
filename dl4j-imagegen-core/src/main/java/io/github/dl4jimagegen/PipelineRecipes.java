package io.github.dl4jimagegen;

import io.github.dl4jimagegen.image.Boxes;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.json.PipelineRecipe.SampleWeights;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.sampling.Weighted;
import io.github.dl4jimagegen.statistics.Normalization;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Settings to what can be written as JSON, and back through the methods of the pipeline, which check them. */
final class PipelineRecipes {

    private static final List<Sampler> SAMPLERS =
            List.of(Sampler.shuffled(), Sampler.inOrder(), Sampler.classBalanced(), Sampler.oversampled());

    private static final String WEIGHTED = "weighted";

    private PipelineRecipes() {}

    static PipelineRecipe of(PipelineSettings s) {
        boolean weighted = s.sampler instanceof Weighted;
        if (!weighted && !SAMPLERS.contains(s.sampler)) {
            throw new IllegalArgumentException("the sampler " + s.sampler.describe()
                    + " cannot be written as JSON, since it is none of Sampler's own: write the"
                    + " pipeline with Sampler.shuffled(), and set your own with sampler(...) after reading");
        }
        return new PipelineRecipe(
                PipelineRecipe.VERSION,
                s.height,
                s.width,
                s.decoding,
                s.sizePolicy,
                s.rescale,
                s.normalization.parameters(),
                s.batchSize,
                s.classMode,
                s.minVisible,
                s.labelSmoothing,
                s.dataFormat,
                s.seed,
                s.workers,
                s.prefetch,
                s.featureType == DataType.UINT8 ? "UINT8" : "FLOAT", // ND4J's own name of UINT8 is UBYTE
                s.batchMemory,
                weighted ? WEIGHTED : s.sampler.describe(),
                s.sampler instanceof Weighted sampler ? weights(sampler) : null,
                s.shard,
                s.shards,
                s.onError,
                s.reports,
                s.classWeights,
                s.valueRange,
                s.augmentation,
                s.mixing,
                s.mosaic,
                s.cache,
                s.preprocessing);
    }

    static ImagePipeline pipeline(PipelineRecipe r) {
        ImagePipeline pipeline = ImagePipeline.targetSize(r.height(), r.width())
                .resize(r.resize())
                .rescale(r.rescale())
                .normalize(Normalization.of(r.normalization()))
                .batchSize(r.batchSize())
                .classMode(r.classMode())
                .labelSmoothing(r.labelSmoothing())
                .dataFormat(r.dataFormat())
                .seed(r.seed())
                .workers(r.workers())
                .prefetch(r.prefetch())
                .featureType(featureType(r.featureType()))
                .batchMemory(r.batchMemory())
                .sampler(sampler(r.sampler(), r.sampleWeights()))
                .shard(r.shard(), r.shards())
                .onError(r.onError());
        return pipeline.with(s -> {
            s.decoding = r.decoding();
            s.reports = r.logReports();
            s.minVisible = r.minVisible() == null ? s.minVisible : Boxes.checkVisible(r.minVisible());
            s.classWeights = r.classWeights();
            s.valueRange = r.valueRange();
            s.augmentation = r.augmentation();
            s.mixing = r.mixing();
            s.mosaic = r.mosaic();
            s.cache = r.cache();
            s.preprocessing = r.preprocessingFunction();
        });
    }

    private static DataType featureType(String name) {
        if (!name.equals("FLOAT") && !name.equals("UINT8")) {
            throw new IllegalArgumentException("featureType must be FLOAT or UINT8 but was " + name);
        }
        return name.equals("UINT8") ? DataType.UINT8 : DataType.FLOAT;
    }

    private static SampleWeights weights(Weighted sampler) {
        return new SampleWeights(
                sampler.samples(), Arrays.stream(sampler.weights()).boxed().toList());
    }

    private static Sampler sampler(String name, @Nullable SampleWeights weights) {
        if (name.equals(WEIGHTED) != (weights != null)) {
            throw new IllegalArgumentException("the sampler \"weighted\" and sampleWeights go together but there are "
                    + name + " and "
                    + (weights == null ? "no weights" : weights.weights().size() + " weights"));
        }
        if (weights != null) {
            return Sampler.weighted(
                    weights.samples(),
                    weights.weights().stream().mapToDouble(d -> d).toArray());
        }
        return SAMPLERS.stream()
                .filter(sampler -> sampler.describe().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no sampler \"" + name + "\"; known are "
                        + SAMPLERS.stream().map(Sampler::describe).toList() + " and " + WEIGHTED));
    }
}
