package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.image.ColorMode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The argument that says where the images are, shared by the commands. */
class ImagesArgument {

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Folder of class folders; the shipped images if absent.")
    private @Nullable Path folder;

    /** Returns what was given. */
    @Nullable
    Path given() {
        return folder;
    }

    /** Returns the folder of the images, which for the shipped ones is unpacked first. */
    final Path folder() throws IOException {
        Path given = given();
        return given == null ? ShippedImages.unpack() : given;
    }

    /** Returns the colours that the images usually have: the shipped ones are grey. */
    final ColorMode usualColor() {
        return given() == null ? ColorMode.GRAYSCALE : ColorMode.RGB;
    }
}
