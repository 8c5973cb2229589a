package io.github.dl4jimagegen.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.TestImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Real folders of files that nobody decodes. */
final class Trees {

    private Trees() {}

    /** Makes files, and the folders above them. */
    @CanIgnoreReturnValue
    static Path touch(Path root, String... names) {
        for (String name : names) {
            Path unused = TestImages.write(root.resolve(name), new byte[] {1});
        }
        return root;
    }

    static void link(Path link, Path target) {
        try {
            Path unused = Files.createDirectories(link.resolveSibling(""));
            unused = Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the files, empty folders and links of a golden case of the group "tree". */
    static Path make(Path root, JsonNode tree) throws IOException {
        tree.get("files").forEach(name -> touch(root, name.asText()));
        for (JsonNode name : tree.get("empty_dirs")) {
            Path unused = Files.createDirectories(root.resolve(name.asText()));
        }
        tree.path("symlinks")
                .properties()
                .forEach(link -> link(
                        root.resolve(link.getKey()), Path.of(link.getValue().asText())));
        return root;
    }

    static List<String> names(ImageSource source) {
        return IntStream.range(0, source.size()).mapToObj(source::name).toList();
    }

    static List<Integer> labels(ImageSource source) {
        return IntStream.range(0, source.size()).mapToObj(source::label).toList();
    }
}
