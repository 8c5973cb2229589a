package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.BatchReader;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.statistics.Normalization;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Asks a pipeline for the rows that training gets. Rescaling and normalisation are left out: they are the last thing done to
 * an image, and without them its pixels are what they were, from 0 to 255. Immutable.
 *
 * @param pipeline without these two
 * @param recipe its settings
 */
record TrainingRows(ImagePipeline pipeline, PipelineRecipe recipe) {

    static TrainingRows of(ImagePipeline pipeline) {
        PipelineRecipe recipe = pipeline.sampler(Sampler.inOrder()).recipe();
        ImagePipeline seen = pipeline.rescale(1)
                .normalize(Normalization.none())
                .featureType(DataType.FLOAT)
                .batchMemory(BatchMemory.fresh())
                .prefetch(0);
        // Training needs labels; those of INPUT are there for every image.
        boolean unlabelled = recipe.classMode().equals(ClassMode.NONE);
        return new TrainingRows(seen, recipe).labels(unlabelled ? ClassMode.INPUT : recipe.classMode());
    }

    private TrainingRows labels(ClassMode mode) {
        ImagePipeline changed = pipeline.classMode(mode);
        return new TrainingRows(changed, changed.sampler(Sampler.inOrder()).recipe());
    }

    TrainingRows withoutLabels() {
        return new TrainingRows(pipeline.labelSmoothing(0).dataFormat(DataFormat.NCHW), recipe).labels(ClassMode.INPUT);
    }

    /** Returns the classes among which an image by itself must be counted: class weights are refused otherwise. */
    ClassIndex weightedClasses() {
        ClassWeights weights = recipe.classWeights();
        return weights == null ? ClassIndex.none() : weights.classes();
    }

    /** Returns the first batch of the first epoch. */
    List<BatchReader.Row> firstBatch(ImageSource source) {
        return read(pipeline, source);
    }

    /** Returns one image in the first epochs, by itself: not mixed with others. */
    List<BatchReader.Row> ofImage(ImageSource source, int index, int epochs) {
        int asked = Math.max(2, epochs); // a weighted batch of one image is refused
        ImagePipeline alone = pipeline.batchSize(asked).shard(0, 1).sampler(new EpochsOfOneImage(index, asked));
        if (recipe.mixing() != null) {
            alone = alone.mix((rows, shape, random) -> List.of());
        }
        if (recipe.mosaic() != null) {
            alone = alone.mosaic(new Mosaic(0, Range.of(0.5, 0.5)));
        }
        return read(alone, source).subList(0, epochs);
    }

    /** Returns the same with other augmentations; none leaves the images as they are sized. */
    TrainingRows augment(Augmentation... augmentations) {
        return new TrainingRows(pipeline.augment(augmentations), recipe);
    }

    private List<BatchReader.Row> read(ImagePipeline asked, ImageSource source) {
        ImageShape shape = new ImageShape(
                recipe.height(), recipe.width(), recipe.decoding().colorMode().channels());
        try (ImageMultiDataSetIterator flow = asked.trainingMultiFlow(source)) {
            return new BatchReader(recipe.classMode(), shape, recipe.dataFormat()).read(flow.next());
        }
    }
}
