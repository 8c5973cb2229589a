package io.github.dl4jimagegen.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** 2,420 images of Fashion-MNIST in ten class folders, shipped as a zip; see NOTICE for their licence. */
final class ShippedImages {

    private ShippedImages() {}

    /** Unpacks the images. */
    static Path unpackInto(Path folder) {
        try (InputStream resource = ShippedImages.class.getResourceAsStream("/fashion-mnist.zip")) {
            if (resource == null) {
                throw new IllegalStateException("fashion-mnist.zip is missing from the class path");
            }
            ZipInputStream zip = new ZipInputStream(resource);
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IllegalStateException("a file outside the folder: " + entry.getName());
                }
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot unpack the shipped images into " + folder + ": " + e.getMessage(), e);
        }
        return folder;
    }

    /** Unpacks the images into a folder of its own that is deleted when the program ends. */
    static Path unpack() {
        try {
            return unpackInto(TemporaryFolder.create("imagegen-fashion-mnist"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }
}
