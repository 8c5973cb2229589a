package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import java.util.stream.IntStream;

/**
 * The order of one of Keras's seeded iterators, and its random numbers. Immutable.
 *
 * <p>Keras seeds numpy before each batch, with its seed + the number of batches before. From there the batch draws for
 * its images, one after the other, and where an order is due, that too. So what an image gets depends on its place in
 * the batch, and on how much is drawn for an image; but any place of any epoch can be computed by itself.
 *
 * @param batchSize images of a batch, which must be that of the pipeline
 * @param shuffle whether each epoch has a drawn order
 * @param traversal how the iterator is gone through
 * @param ranges what is drawn for each image
 * @param compatibility which Keras
 * @param fileNumbers how many numbers there are for the name of a saved picture, one of which is drawn for each image
 *     behind those of its batch; 0 if no pictures are saved
 */
record KerasOrder(
        int batchSize,
        boolean shuffle,
        Traversal traversal,
        TransformRanges ranges,
        Compatibility compatibility,
        int fileNumbers)
        implements Sampler {

    /** Keys what replacements are drawn from apart from epochs, which are never negative. */
    private static final long REPLACEMENTS = -1;

    /** How much is drawn for an image does not depend on its shape. */
    private static final ImageShape ANY = new ImageShape(1, 1, 1);

    KerasOrder {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be positive but was " + batchSize);
        }
    }

    @Override
    public EpochPlan plan(SampleIndices samples, long seed, long epoch) {
        int size = samples.size();
        long batches = (size + batchSize - 1L) / batchSize;
        long before = seed + epoch * batches;
        NumpyRandom first = new NumpyRandom(before);
        int[] order;
        if (!shuffle || size == 0) {
            order = IntStream.range(0, size).toArray();
        } else if (epoch == 0 || traversal == Traversal.NEXT) {
            order = first.permutation(size);
        } else {
            order = orderAfter(before - 1, batches == 1 && epoch == 1, size);
        }
        return new Plan(order, before, first);
    }

    /** Returns the order that is drawn when the last batch of an epoch has been. */
    private int[] orderAfter(long seedOfLastBatch, boolean isVeryFirst, int size) {
        NumpyRandom random = new NumpyRandom(seedOfLastBatch);
        if (isVeryFirst) {
            int[] unused = random.permutation(size);
        }
        int images = (size - 1) % batchSize + 1;
        drawFor(images, random);
        drawFileNumbers(images, random);
        return random.permutation(size);
    }

    private void drawFileNumbers(int images, NumpyRandom random) {
        for (int i = 0; i < images && fileNumbers > 0; i++) {
            int unused = random.nextInt(fileNumbers);
        }
    }

    private void drawFor(int images, NumpyRandom random) {
        for (int i = 0; i < images; i++) {
            TransformParameters unused = ranges.draw(ANY, compatibility, random);
        }
    }

    @Override
    public String describe() {
        return "Keras's, " + (shuffle ? "shuffled" : "in order") + ", batches of " + batchSize + ", as by " + traversal
                + (fileNumbers == 0 ? "" : ", saving pictures");
    }

    /** Never draws from the generator it keeps, only from copies. */
    final class Plan implements EpochPlan {

        private final int[] order;
        private final long seed;
        private final NumpyRandom first;

        Plan(int[] order, long seed, NumpyRandom first) {
            this.order = order;
            this.seed = seed;
            this.first = first;
        }

        @Override
        public int size() {
            return order.length;
        }

        @Override
        public PlannedSample at(int position) {
            return new PlannedSample(order[position], random(position));
        }

        /** Keras stops at an image that cannot be read. Another one gets its numbers, so that the batch keeps the rest. */
        @Override
        public PlannedSample replacement(int position, int attempt) {
            int index = SampleRandom.of(seed, REPLACEMENTS, position, attempt).nextInt(order.length);
            return new PlannedSample(index, random(position));
        }

        /** Returns the number in the name of the picture that is saved of the image at a position. */
        int fileNumber(int position) {
            int first = position - position % batchSize;
            int last = Math.min(first + batchSize, order.length) - 1;
            NumpyRandom random = random(last);
            drawFor(1, random);
            drawFileNumbers(position - first, random);
            return random.nextInt(fileNumbers);
        }

        private NumpyRandom random(int position) {
            int batch = position / batchSize;
            NumpyRandom random = batch == 0 ? first.copy() : new NumpyRandom(seed + batch);
            drawFor(position % batchSize, random);
            return random;
        }
    }
}
