package io.github.dl4jimagegen.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model's file that also says where the training data stood, so that training can go on in mid-epoch.
 *
 * <pre>{@code
 * Checkpoint.save(file, network::save, training.state());
 * ...
 * MultiLayerNetwork network = MultiLayerNetwork.load(file.toFile(), true);
 * training.restore(Checkpoint.state(file));
 * network.fit(training, epochs - (int) training.epoch());
 * }</pre>
 *
 * <p>Deeplearning4j reads such a file as it reads any other of its own. The state is an entry of the zip file, as JSON.
 * The file appears under its name when it is complete, so that a process killed at any moment leaves the one before; what
 * it may leave beside it ends in ".unfinished" and is overwritten the next time. One process may write to a file.
 */
public final class Checkpoint {

    private static final String STATE = "imagegen-state.json";

    private Checkpoint() {}

    /** Writes a model: {@code network::save}. */
    @FunctionalInterface
    public interface ModelWriter {

        /**
         * Writes the model as a zip file.
         *
         * @param file where to
         * @throws IOException if that fails
         */
        void write(File file) throws IOException;
    }

    /**
     * Writes a model and a state into one file, which replaces what was there when it is complete.
     *
     * @param file where to
     * @param model writes the model, with its updater if training is to go on
     * @param state where the training data stand
     * @throws IOException if writing fails; the file is then as it was
     */
    public static void save(Path file, ModelWriter model, PipelineState state) throws IOException {
        ModelFile.save(file, model, Map.of(STATE, state.toJson()));
    }

    /**
     * Reads the state out of a model's file.
     *
     * @param file what {@link #save} wrote
     * @return the state
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if it cannot be read, is no zip file, or has no state in it
     * @throws IllegalArgumentException if the state in it is damaged or of a later version
     */
    public static PipelineState state(Path file) throws IOException {
        return PipelineState.fromJson(ModelFile.read(file, STATE, "Checkpoint.save"));
    }
}
