package io.github.dl4jimagegen.checkpoint;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Entries of this library in the zip file of a model: flat, their names "imagegen-*.json". Deeplearning4j leaves them
 * alone. The file appears under its name when it is complete.
 */
public final class ModelFile {

    private ModelFile() {}

    /**
     * Writes a model and entries into one file, which replaces what was there when it is complete. Entries of this
     * library that stood in the old file and are not written anew are kept.
     *
     * @param file where to
     * @param model writes the model
     * @param entries texts by the names of their entries
     * @throws IOException if writing fails; the file is then as it was
     */
    public static void save(Path file, Checkpoint.ModelWriter model, Map<String, String> entries) throws IOException {
        Path target = file.toAbsolutePath();
        Path written = target.resolveSibling(target.getFileName() + ".model.unfinished");
        Path complete = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            Map<String, String> all = ours(target);
            all.putAll(entries);
            model.write(written.toFile());
            join(written, all, complete);
            try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            replace(complete, target);
        } finally {
            Files.deleteIfExists(written);
            Files.deleteIfExists(complete);
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith("imagegen-") && name.endsWith(".json");
    }

    private static Map<String, String> ours(Path file) throws IOException {
        Map<String, String> ours = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return ours;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (isOurs(entry.getName())) {
                    ours.put(entry.getName(), text(zip, entry));
                }
            }
        } catch (ZipException e) { // another file, to be replaced
            return ours;
        }
        return ours;
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void join(Path model, Map<String, String> texts, Path complete) throws IOException {
        try (ZipFile source = new ZipFile(model.toFile());
                OutputStream file = Files.newOutputStream(complete);
                ZipOutputStream target = new ZipOutputStream(file)) {
            for (Enumeration<? extends ZipEntry> entries = source.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !texts.containsKey(entry.getName())) {
                    target.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream content = source.getInputStream(entry)) {
                        content.transferTo(target);
                    }
                }
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                target.putNextEntry(new ZipEntry(text.getKey()));
                target.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
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
     * Reads an entry.
     *
     * @param file the file of a model
     * @param name the name of the entry
     * @param writer what writes such an entry, for the message if there is none
     * @return its text
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if it cannot be read, is no zip file, or has no such entry
     */
    public static String read(Path file, String name, String writer) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException(file + " has no " + name + " in it, so it was not written by " + writer);
            }
            return text(zip, entry);
        } catch (ZipException e) {
            throw new IOException(
                    file + " is no zip file, so it was not written by " + writer + ": " + e.getMessage(), e);
        }
    }
}
