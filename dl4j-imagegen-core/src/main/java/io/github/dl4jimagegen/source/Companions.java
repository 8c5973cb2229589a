package io.github.dl4jimagegen.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that belong to images: of the same name with another ending, in whatever case. For one thread.
 */
final class Companions {

    private static final int SHOWN = 5;

    private final Path folder;
    private final List<String> endings;
    private final Map<String, List<String>> byStem = new HashMap<>();
    private final Set<String> unused = new LinkedHashSet<>();

    /** Lists the folder, as deep as that of the images. */
    Companions(Path folder, List<String> endings) {
        this.folder = folder;
        this.endings = endings;
        FileNames.Builder found = new FileNames.Builder();
        new FolderWalk(folder, Listing.defaults().endings(endings.toArray(String[]::new))).listAll(found);
        FileNames names = found.build();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            for (String ending : endings) {
                if (endsWith(name, ending)) {
                    byStem.computeIfAbsent(name.substring(0, name.length() - ending.length()), s -> new ArrayList<>(1))
                            .add(name);
                }
            }
            unused.add(name);
        }
    }

    static boolean endsWith(String name, String ending) {
        return name.toLowerCase(Locale.ROOT).endsWith(ending.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the name of the only file that belongs to an image, relative to the folder, or null if there is none.
     *
     * @throws IllegalArgumentException if there are several
     */
    @Nullable
    String of(String image) {
        List<String> there = byStem.getOrDefault(stem(image), List.of());
        if (there.size() > 1) {
            throw new IllegalArgumentException(
                    "there are several files for " + image + " under " + folder + ": " + there);
        }
        unused.removeAll(there);
        return there.isEmpty() ? null : there.get(0);
    }

    /** Returns the names that an image's file may have. */
    List<String> sought(String image) {
        return endings.stream().map(ending -> stem(image) + ending).toList();
    }

    /** Returns the files that no image has asked for. */
    List<String> unused() {
        return List.copyOf(unused);
    }

    /** Returns the first of some names, for messages. */
    static String first(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", ..." : "");
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }

    /** Returns the one file that an image must have. */
    static Path required(Path folder, String image, String ending) {
        Path file = folder.resolve(stem(image) + ending);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("the annotation of " + image + " is not there: looked for " + file);
        }
        return file;
    }
}
