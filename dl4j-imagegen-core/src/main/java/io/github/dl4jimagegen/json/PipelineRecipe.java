package io.github.dl4jimagegen.json;

import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.statistics.NormalizationParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pipeline as they stand in JSON. For pipelines: users call {@code pipeline.toJson()}. Immutable.
 *
 * @param version of the format
 * @param height rows of the target size
 * @param width columns of the target size
 * @param decoding how files become pixels
 * @param resize how images are brought to the size
 * @param rescale the factor of every value
 * @param normalization what is done after that
 * @param batchSize examples a batch
 * @param classMode how targets become labels
 * @param minVisible how much must be left of a box, or null for the default, in files of before there was another
 * @param labelSmoothing from 0 to below 1
 * @param dataFormat the order of the dimensions
 * @param seed of order and augmentation
 * @param workers threads, or -1
 * @param prefetch batches ahead, or -1
 * @param featureType the name of ND4J's type
 * @param batchMemory fresh or recycled
 * @param sampler the name of the order of training
 * @param sampleWeights what the sampler "weighted" draws by, or null
 * @param shard which part of an epoch
 * @param shards how many parts there are
 * @param onError what becomes of images that cannot be read
 * @param logReports whether each epoch is reported
 * @param classWeights how much classes count, or null
 * @param valueRange what float images have, or null
 * @param augmentation what training images go through, or null
 * @param mixing how training batches are mixed, or null
 * @param mosaic what puts training images together, or null
 * @param cache where decoded images are kept, or null
 * @param preprocessingFunction what all images go through after that, or null
 */
public record PipelineRecipe(
        int version,
        int height,
        int width,
        Decoding decoding,
        SizePolicy resize,
        double rescale,
        NormalizationParameters normalization,
        int batchSize,
        ClassMode classMode,
        @Nullable Double minVisible,
        double labelSmoothing,
        DataFormat dataFormat,
        long seed,
        int workers,
        int prefetch,
        String featureType,
        BatchMemory batchMemory,
        String sampler,
        @Nullable SampleWeights sampleWeights,
        int shard,
        int shards,
        OnError onError,
        boolean logReports,
        @Nullable ClassWeights classWeights,
        @Nullable ValueRange valueRange,
        @Nullable Augmentation augmentation,
        @Nullable Mixing mixing,
        @Nullable Mosaic mosaic,
        @Nullable DecodedCache cache,
        @Nullable PreprocessingFunction preprocessingFunction) {

    /** The version that is written. */
    public static final int VERSION = 1;

    /**
     * The weights of a sampler. Immutable.
     *
     * @param samples how many positions an epoch has
     * @param weights one a sample of the view
     */
    public record SampleWeights(int samples, List<Double> weights) {}
}
