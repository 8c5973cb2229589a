package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchAssembler;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ConsumerDevice;
import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.engine.StageClock;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ImageReadException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Prepares single images for a network, to the bit as the evaluation flow of the same pipeline does.
 *
 * <pre>{@code
 * try (ImagePreparer preparer = pipeline.preparer()) {
 *     INDArray probabilities = network.output(preparer.prepare(Path.of("holiday.jpg")));
 * }
 * }</pre>
 *
 * <p>Every result is a new array [1, channels, height, width], or [1, height, width, channels] with NHWC, of the
 * pipeline's feature type: detached, C-ordered, the caller's to keep.
 *
 * <p>Thread-safe: each call works in the caller's thread, with native memory that is used again. {@link #close} frees
 * that memory; calls that are under way finish first, later ones are refused.
 */
public final class ImagePreparer implements AutoCloseable {

    private final ImageStages stages;
    private final BatchAssembler assembler;
    private final long seed;
    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    ImagePreparer(PipelineSettings settings) {
        this.stages = settings.stages(FlowMode.EVALUATION);
        this.assembler = settings.assembler(List.of(), List.of(), false);
        this.seed = settings.seed;
    }

    /**
     * Prepares an image file.
     *
     * @param file JPEG, PNG or any other format that folders may hold
     * @return the features of one example
     * @throws IOException if the file cannot be read
     * @throws ImageReadException if it is no image, or a damaged one; the message names the file
     * @throws IllegalStateException if this is closed
     */
    public INDArray prepare(Path file) throws IOException {
        return prepare(Files.readAllBytes(file), file.toString());
    }

    /**
     * Prepares an image file out of a stream, which is read to its end and not closed.
     *
     * @param stream the bytes of the file
     * @return the features of one example
     * @throws IOException if the stream cannot be read
     * @throws ImageReadException if it holds no image, or a damaged one
     * @throws IllegalStateException if this is closed
     */
    public INDArray prepare(InputStream stream) throws IOException {
        return prepare(stream.readAllBytes(), "the image of a stream");
    }

    /**
     * Prepares an image file that is in memory.
     *
     * @param file the bytes of the file
     * @return the features of one example
     * @throws ImageReadException if it is no image, or a damaged one
     * @throws IllegalStateException if this is closed
     */
    public INDArray prepare(byte[] file) {
        return prepare(file, "an image of " + file.length + " bytes");
    }

    /**
     * Prepares an image of Java's own kind, see {@link Image#of(BufferedImage)}.
     *
     * @param picture any type
     * @return the features of one example
     * @throws ImageReadException if it cannot be sized or converted as the pipeline says
     * @throws IllegalStateException if this is closed
     */
    public INDArray prepare(BufferedImage picture) {
        return prepare(Image.of(picture));
    }

    /**
     * Prepares pixels.
     *
     * @param image grey, RGB or RGBA, of any size; float ones have the range that the pipeline expects
     * @return the features of one example
     * @throws ImageReadException if it cannot be sized or converted as the pipeline says
     * @throws IllegalStateException if this is closed
     */
    public INDArray prepare(Image image) {
        return prepare(scratch -> image, image.toString());
    }

    private INDArray prepare(byte[] file, String name) {
        return prepare(
                scratch -> {
                    ByteBuffer buffer = scratch.buffer(file.length);
                    return new EncodedImage(buffer.clear().put(file).flip());
                },
                name);
    }

    private INDArray prepare(Function<Scratch, ImageContent> content, String name) {
        if (closed) {
            throw new IllegalStateException("this preparer is closed: make another one, pipeline.preparer()");
        }
        Scratch found = idle.poll();
        Scratch scratch = found == null ? new Scratch(new StageTimes()) : found;
        try {
            return prepare(content.apply(scratch), name, scratch);
        } finally {
            idle.add(scratch);
            if (closed) {
                free();
            }
        }
    }

    private INDArray prepare(ImageContent content, String name, Scratch scratch) {
        try (BatchBuffers buffers = new BatchBuffers(BatchMemory.fresh(), ConsumerDevice.ofCurrentThread())) {
            return prepare(content, name, assembler.open(buffers, 1), scratch);
        }
    }

    private INDArray prepare(ImageContent content, String name, OpenBatch open, Scratch scratch) {
        StageClock clock = new StageClock(scratch);
        try {
            SampleRandom random = SampleRandom.of(seed, 0, 0, 0);
            Target unused = stages.process(content, Target.none(), random, open, 0, scratch, clock, null);
        } catch (RuntimeException e) {
            open.discard();
            throw new ImageReadException("cannot " + clock.stage() + " " + name + ": " + e.getMessage(), e, true);
        }
        open.describe(0, Target.none(), name);
        Batch batch = open.publish();
        if (batch == null) {
            throw new AssertionError("the one row is there");
        }
        return batch.toDataSet().getFeatures();
    }

    @Override
    public void close() {
        closed = true;
        free();
    }

    private void free() {
        for (Scratch scratch = idle.poll(); scratch != null; scratch = idle.poll()) {
            scratch.close();
        }
    }
}
