package io.github.dl4jimagegen;

import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves a network after every so many batches. Guarded by its flow. */
final class Checkpoints {

    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private final int every;
    private final Path file;
    private final Checkpoint.ModelWriter network;
    private int sinceSaved;

    Checkpoints(int every, Path file, Checkpoint.ModelWriter network) {
        if (every < 1) {
            throw new IllegalArgumentException("batches must be positive but was " + every);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("cannot save checkpoints as " + file + ": the folder does not exist");
        }
        this.every = every;
        this.file = file;
        this.network = network;
    }

    void delivered() {
        sinceSaved++;
    }

    void saveIfDue(Supplier<PipelineState> state) {
        if (sinceSaved < every) {
            return;
        }
        sinceSaved = 0;
        boolean interrupted = Thread.interrupted(); // it would close the file; and it is not meant for the saving
        try {
            Checkpoint.save(file, network, state.get());
        } catch (IOException | RuntimeException e) { // whatever stands in the way of a file, training goes on
            log.warn("cannot save a checkpoint as {}: training goes on, and the one before stays", file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
