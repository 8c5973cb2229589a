package io.github.dl4jimagegen.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of the system's for temporary files that is deleted when the program ends, or before. */
final class TemporaryFolder {

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 100;

    private TemporaryFolder() {}

    static Path create(String prefix) throws IOException {
        Path folder = Files.createTempDirectory(prefix);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    /** Says so if something of it is left. */
    static void delete(Path folder) {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder); attempt++) {
            if (attempt > 0) {
                letGoOfMappings();
            }
            deleteWhatCanBe(folder);
        }
        if (Files.exists(folder)) {
            System.err.println("cannot delete " + folder + ", which is not needed any more: delete it by hand");
        }
    }

    /** Windows deletes no file that is mapped into memory, as a cache is until the garbage collector finds it. */
    private static void letGoOfMappings() {
        System.gc();
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deleteWhatCanBe(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // What is left is said.
        }
    }
}
