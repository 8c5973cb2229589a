package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.ColorMode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Where pictures are saved, and under which names. Immutable.
 *
 * @param directory the folder
 * @param prefix how names begin
 * @param format what they end with
 */
record SaveToDir(String directory, String prefix, String format) implements Serializable {

    private static final List<String> FORMATS = List.of("png", "jpg", "jpeg", "bmp");

    SaveToDir {
        if (!FORMATS.contains(format)) {
            throw new IllegalArgumentException(
                    "the format of saved pictures must be one of " + FORMATS + " but was " + format);
        }
        Path folder = Path.of(directory);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "saveToDir must be a folder, or be free for one, but is a file: " + folder);
        }
    }

    void checkSuits(ColorMode colors) {
        if (colors == ColorMode.RGBA && !format.equals("png")) {
            throw new IllegalArgumentException("pictures with alpha can be saved as png but not as " + format);
        }
    }

    void write(BufferedImage picture, int index, String number) throws IOException {
        Path folder = Files.createDirectories(Path.of(directory));
        Path file = folder.resolve(prefix + "_" + index + "_" + number + "." + format);
        if (!ImageIO.write(picture, format, file.toFile())) {
            throw new IOException("no writer for " + file);
        }
    }
}
