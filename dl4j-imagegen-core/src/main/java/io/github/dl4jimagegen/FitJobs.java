package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.statistics.ChannelMoments;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks of images to be measured: each a job whose parts are its images. */
final class FitJobs implements Jobs<FitJobs.Block, Scratch> {

    /** Puts one image into a row. */
    @FunctionalInterface
    interface Preparation {
        void into(OpenBatch batch, int row, Scratch scratch);
    }

    /** The images, in order. Asked by one thread at a time. */
    @FunctionalInterface
    interface Preparations extends AutoCloseable {

        /** Returns the next ones, fewer than asked at the end. */
        List<Preparation> take(int count);

        @Override
        default void close() {}
    }

    /** Images that have been measured, all or some of the rows. The memory of the batch has to be given back. */
    record Block(OpenBatch batch, List<FloatBuffer> values, List<ChannelMoments> moments) {}

    private final Preparations images;
    private final BatchAssembler assembler;
    private final int blockSize;
    private final BatchBuffers buffers;

    FitJobs(Preparations images, BatchAssembler assembler, int blockSize, BatchBuffers buffers) {
        this.images = images;
        this.assembler = assembler;
        this.blockSize = blockSize;
        this.buffers = buffers;
    }

    @Override
    public @Nullable Job<Block, Scratch> next() {
        List<Preparation> block = images.take(blockSize);
        if (block.isEmpty()) {
            return null;
        }
        OpenBatch batch = assembler.open(buffers, block.size());
        @Nullable ChannelMoments[] moments = new ChannelMoments[block.size()];
        return new Job<>() {
            @Override
            public int parts() {
                return block.size();
            }

            @Override
            public void run(int row, Scratch scratch) {
                block.get(row).into(batch, row, scratch);
                FloatBuffer values = batch.features(row);
                moments[row] = values == null
                        ? null
                        : ChannelMoments.of(values, assembler.image().channels());
            }

            @Override
            public Block finish() {
                return measured(batch, moments);
            }

            @Override
            public void discard() {
                batch.discard();
            }
        };
    }

    private static Block measured(OpenBatch batch, @Nullable ChannelMoments[] moments) {
        List<FloatBuffer> values = new ArrayList<>();
        List<ChannelMoments> measured = new ArrayList<>();
        for (int row = 0; row < moments.length; row++) {
            FloatBuffer image = batch.features(row);
            ChannelMoments ofImage = moments[row];
            if (image != null && ofImage != null) {
                values.add(image);
                measured.add(ofImage);
            }
        }
        return new Block(batch, values, measured);
    }

    @Override
    public void close() {
        images.close();
    }
}
