package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the batches of an epoch are mixed before they are published. The random numbers are those of a batch: of seed, epoch
 * and the position of its first example.
 *
 * @param mixing or null for none
 * @param mosaic what put the images of a batch together, or null
 * @param shape of the images
 * @param batchSize of the pipeline: where batches begin
 * @param seed of the pipeline
 * @param epoch the number of the epoch
 */
record BatchMixing(
        @Nullable Mixing mixing, @Nullable Mosaic mosaic, ImageShape shape, int batchSize, long seed, long epoch) {

    /** Keys what batches draw apart from the streams of samples, of orders and of replacements. */
    private static final long MIXING = -3;

    /** Returns the batch, mixed; null if every row was left out. */
    @Nullable
    Batch publish(OpenBatch batch, long position) {
        Mixing drawn = mixing;
        if ((drawn != null || mosaic != null)
                && position % batchSize != 0) { // its partners would be others than they would have been
            throw new IllegalStateException("a flow that mixes its batches can only go on between two of them, but "
                    + position + " examples are no whole number of batches of " + batchSize
                    + ": save its state after next(), not after next(n)");
        }
        if (drawn == null) {
            return batch.publish();
        }
        SampleRandom random = SampleRandom.of(seed, epoch, MIXING, position);
        return batch.publish(rows -> rows == 1 ? List.of() : drawn.draw(rows, shape, random));
    }
}
