package io.github.dl4jimagegen.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page in HTML that needs nothing beside it: pictures are in it, and there is no script. Immutable.
 *
 * @param html the text, in UTF-8
 */
public record PreviewPage(String html) {

    /**
     * Writes the page.
     *
     * @param file where to; replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        Files.writeString(file, html);
    }
}
