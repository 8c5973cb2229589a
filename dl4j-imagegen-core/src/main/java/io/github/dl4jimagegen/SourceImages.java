package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.engine.ImageStages;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.engine.StageClock;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.report.SkippedImages;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
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
 * @param skipped takes what is passed over
 */
record SourceImages(
        ImageSource source,
        ImageStages stages,
        FlowMode mode,
        OnError onError,
        @Nullable ClassWeights weights,
        SkippedImages skipped) {

    /** A folder in which so many images in a row cannot be read has another problem than a few of them. */
    private static final int ATTEMPTS = 100;

    boolean weighted() {
        return mode == FlowMode.TRAINING && (weights != null || source.isWeighted());
    }

    void prepare(EpochPlan plan, int position, OpenBatch batch, int row, Scratch scratch) {
        PlannedSample planned = plan.at(position);
        for (int attempt = 0; ; attempt++) {
            try {
                prepare(planned, batch, row, scratch);
                return;
            } catch (ImageReadException e) {
                if (onError == OnError.FAIL || !e.isInFile()) {
                    throw e;
                }
                skipped.add(
                        source.sourceIndex(planned.index()),
                        source.name(planned.index()),
                        String.valueOf(e.getMessage()));
                scratch.countSkipped();
                if (mode != FlowMode.TRAINING) {
                    batch.leaveOut(row);
                    return;
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
        StageClock clock = new StageClock(scratch);
        try {
            ImageContent content = source.read(index, scratch::buffer);
            Target target = source.target(index);
            Target result = stages.process(content, target, planned.random(), batch, row, scratch, clock);
            batch.describe(row, result, source.name(index));
            for (int input = 0; input < batch.inputs(); input++) {
                source.input(index, input, batch.input(row, input));
            }
            if (weighted()) {
                batch.weigh(row, weight(index));
            }
            clock.done();
        } catch (IOException | RuntimeException e) {
            Stage stage = clock.stage();
            boolean inFile = stage == Stage.READ || stage == Stage.DECODE;
            throw new ImageReadException(message(stage, index, reason(e)), e, inFile);
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
        return e instanceof FileSystemException
                ? e.getClass().getSimpleName() + " " + e.getMessage()
                : String.valueOf(e.getMessage());
    }
}
