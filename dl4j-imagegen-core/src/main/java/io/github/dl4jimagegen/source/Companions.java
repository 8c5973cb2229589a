package io.github.dl4jimagegen.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that belong to an image: of the same name with another ending, in another folder. */
final class Companions {

    private Companions() {}

    /** Returns a name without its ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }

    /** Returns the file, whether it is there or not. */
    static Path of(Path folder, String image, String ending) {
        return folder.resolve(stem(image) + ending);
    }

    static Path required(Path folder, String image, String ending) {
        Path file = of(folder, image, ending);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("the annotation of " + image + " is not there: looked for " + file);
        }
        return file;
    }

    /**
     * Returns the ending of the only file there is, or null if there is none.
     *
     * @throws IllegalArgumentException if there are several
     */
    static @Nullable String ending(Path folder, String image, List<String> endings) {
        List<String> there = endings.stream()
                .filter(ending -> Files.isRegularFile(of(folder, image, ending)))
                .toList();
        if (there.size() > 1) {
            throw new IllegalArgumentException("there are several files for " + image + " under " + folder + ": "
                    + Stream.of(there.toArray(String[]::new))
                            .map(ending -> stem(image) + ending)
                            .toList());
        }
        return there.isEmpty() ? null : there.get(0);
    }
}
