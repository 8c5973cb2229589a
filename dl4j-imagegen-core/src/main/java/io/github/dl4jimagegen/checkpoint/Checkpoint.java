package io.github.dl4jimagegen.checkpoint;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

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
        Path target = file.toAbsolutePath();
        Path written = target.resolveSibling(target.getFileName() + ".model.unfinished");
        Path complete = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            model.write(written.toFile());
            addState(written, complete, state);
            try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            replace(complete, target);
        } finally {
            Files.deleteIfExists(written);
            Files.deleteIfExists(complete);
        }
    }

    private static void addState(Path model, Path complete, PipelineState state) throws IOException {
        try (ZipFile source = new ZipFile(model.toFile());
                OutputStream file = Files.newOutputStream(complete);
                ZipOutputStream target = new ZipOutputStream(file)) {
            Enumeration<? extends ZipEntry> entries = source.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !entry.getName().equals(STATE)) {
                    target.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream content = source.getInputStream(entry)) {
                        content.transferTo(target);
                    }
                }
            }
            target.putNextEntry(new ZipEntry(STATE));
            target.write(state.toJson().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void replace(Path complete, Path target) throws IOException {
        try {
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
        }
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
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(STATE);
            if (entry == null) {
                throw new IOException(file + " has no " + STATE
                        + " in it: it was not written by Checkpoint.save, but by the network alone");
            }
            try (InputStream content = zip.getInputStream(entry)) {
                return PipelineState.fromJson(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
