package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.cache.CachedPicture;
import io.github.dl4jimagegen.cache.PictureCache;
import io.github.dl4jimagegen.cache.PictureSlot;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.MosaicStages;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.engine.StageClock;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the images of a source into rows: read, prepared, with their labels and weights. What happens to an image that
 * cannot be read is decided here. Thread-safe.
 *
 * @param source where the images are
 * @param stages what is done to them
 * @param mode training takes another image for one that cannot be read, the others leave the row out
 * @param onError whether an image that cannot be read is passed over, or fails the epoch
 * @param weights of the classes, or null
 * @param mosaic what puts several images into one, or null
 * @param cache what keeps decoded pictures, once the flow has begun, if anything
 * @param skipped takes what is passed over
 */
record SourceImages(
        ImageSource source,
        ImageStages stages,
        FlowMode mode,
        OnError onError,
        @Nullable ClassWeights weights,
        @Nullable Mosaic mosaic,
        AtomicReference<@Nullable PictureCache> cache,
        SkippedImages skipped) {

    /** A folder in which so many images in a row cannot be read has another problem than a few of them. */
    private static final int ATTEMPTS = 100;

    /** The step of a sample's random numbers that says whether it becomes a mosaic, and of what. */
    private static final int MOSAIC_STEP = -2;

    boolean weighted() {
        return mode == FlowMode.TRAINING && (weights != null || source.isWeighted());
    }

    /** Puts the image at a position into a row. */
    void prepare(EpochPlan plan, int position, OpenBatch batch, int row, Scratch scratch) {
        boolean there = readable(plan, position, scratch, planned -> prepare(planned, batch, row, scratch));
        if (!there) {
            batch.leaveOut(row);
        }
    }

    /** Puts an image of a batch into its row, and where it becomes a mosaic others of the batch with it. */
    void prepareOfBatch(EpochPlan plan, int first, int rows, OpenBatch batch, int row, Scratch scratch) {
        List<Mosaic.Tile> tiles = mosaic == null ? null : tiles(mosaic, plan.at(first + row), row, rows);
        if (tiles == null) {
            prepare(plan, first + row, batch, row, scratch);
            return;
        }
        MosaicStages whole = stages.mosaic(tiles, scratch);
        double weight = 0;
        PlannedSample own = plan.at(first + row);
        for (Mosaic.Tile tile : tiles) {
            int[] index = new int[1];
            boolean unused = readable(plan, first + tile.row(), scratch, planned -> {
                index[0] = planned.index();
                read(index[0], scratch, (content, target, clock) -> whole.add(content, target, own.random(), clock));
            });
            weight += weighted() ? share(tile) * weight(index[0]) : 0;
        }
        named(own.index(), new StageClock(scratch), clock -> {
            Target result = whole.finish(own.random(), batch, row, clock);
            batch.describe(row, result, source.name(own.index()));
            clock.done();
        });
        if (weighted()) {
            batch.weigh(row, weight);
        }
    }

    private @Nullable List<Mosaic.Tile> tiles(Mosaic drawn, PlannedSample own, int row, int rows) {
        return drawn.draw(stages.shape(), row, rows, own.random().step(MOSAIC_STEP));
    }

    private double share(Mosaic.Tile tile) {
        double pixels = (double) stages.shape().height() * stages.shape().width();
        return tile.area().height() * tile.area().width() / pixels;
    }

    /** Prepares what stands at a position or, in training, what takes its place; returns false if nothing does. */
    private boolean readable(EpochPlan plan, int position, Scratch scratch, Consumer<PlannedSample> prepare) {
        PlannedSample planned = plan.at(position);
        for (int attempt = 0; ; attempt++) {
            try {
                prepare.accept(planned);
                return true;
            } catch (ImageReadException e) {
                if (onError == OnError.FAIL || !e.isInFile()) {
                    throw e;
                }
                skipped.add(
                        source.sourceIndex(planned.index()),
                        source.name(planned.index()),
                        String.valueOf(e.getMessage()));
                scratch.countSkipped();
                PictureCache pictures = cache.get();
                if (pictures != null) {
                    pictures.skip(planned.index());
                }
                if (mode != FlowMode.TRAINING) {
                    return false;
                }
                if (attempt == ATTEMPTS) {
                    throw new ImageReadException(
                            "more than " + ATTEMPTS + " images drawn one after the other could not be read, the last: "
                                    + e.getMessage(),
                            e);
                }
                planned = plan.replacement(position, attempt);
            }
        }
    }

    private void prepare(PlannedSample planned, OpenBatch batch, int row, Scratch scratch) {
        int index = planned.index();
        PictureCache pictures = cache.get();
        PictureSlot slot = pictures == null ? null : new PictureSlot(pictures, index);
        CachedPicture cached = slot == null ? null : slot.get(scratch::buffer);
        named(index, new StageClock(scratch), clock -> {
            SampleRandom random = planned.random();
            Target result = cached == null
                    ? stages.process(
                            source.read(index, scratch::buffer),
                            source.target(index),
                            random,
                            batch,
                            row,
                            scratch,
                            clock,
                            slot)
                    : stages.process(cached, source.target(index), random, batch, row, scratch, clock);
            batch.describe(row, result, source.name(index));
            for (int input = 0; input < batch.inputs(); input++) {
                source.input(index, input, batch.input(row, input));
            }
            if (weighted()) {
                batch.weigh(row, weight(index));
            }
            clock.done();
        });
    }

    /** What is done with an image that has been read. */
    private interface Use {
        void of(ImageContent content, Target target, StageClock clock) throws IOException;
    }

    private void read(int index, Scratch scratch, Use use) {
        named(
                index,
                new StageClock(scratch),
                clock -> use.of(source.read(index, scratch::buffer), source.target(index), clock));
    }

    private interface Work {
        void at(StageClock clock) throws IOException;
    }

    /** Whatever fails names the image and how far it came. */
    private void named(int index, StageClock clock, Work work) {
        try {
            work.at(clock);
        } catch (IOException | RuntimeException e) {
            Stage stage = clock.stage();
            boolean inFile = stage == Stage.READ || stage == Stage.DECODE;
            String cure = inFile && onError == OnError.FAIL ? "; onError(OnError.SKIP) passes such images over" : "";
            throw new ImageReadException(message(stage, index, reason(e)) + cure, e, inFile);
        } catch (Error e) { // delivered as it is, with the name of the image beside it
            e.addSuppressed(new ImageReadException(message(clock.stage(), index, e.toString()), null));
            throw e;
        }
    }

    /** Returns what an epoch fails with that would deliver nothing, which Deeplearning4j's evaluation does not notice. */
    ImageReadException noneReadable() {
        return new ImageReadException(
                "no image of " + source + " could be read, the first: "
                        + skipped.list().get(0).reason(),
                null);
    }

    private double weight(int index) {
        ClassWeights ofClasses = weights;
        return source.weight(index) * (ofClasses == null ? 1 : ofClasses.of(source.label(index)));
    }

    private String message(Stage stage, int index, String reason) {
        int label = source.label(index);
        List<String> classes = source.classes().names();
        String className = label < 0 || label >= classes.size() ? "" : "class " + classes.get(label) + ", ";
        return "cannot " + stage + " " + source.name(index) + " under " + source + " (" + className + "index "
                + source.sourceIndex(index) + "): " + reason;
    }

    /** A file that does not exist has only its own name as its message. */
    private static String reason(Exception e) {
        String message = e.getMessage();
        if (message == null) {
            return e.toString();
        }
        return e instanceof FileSystemException ? e.getClass().getSimpleName() + " " + message : message;
    }
}
