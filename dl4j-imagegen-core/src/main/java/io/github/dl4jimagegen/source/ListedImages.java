package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** Files of a folder that somebody has listed, without labels. Immutable. */
final class ListedImages implements ImageSource {

    private static final long serialVersionUID = 1L;

    private final String root;
    private final String[] names;

    private ListedImages(String root, String[] names) {
        this.root = root;
        this.names = names;
    }

    /** Checks that the files are there, and inside the folder. */
    static ListedImages of(Path root, List<String> names) {
        Path inside = root.toAbsolutePath().normalize();
        for (String name : names) {
            Path file = inside.resolve(name).normalize();
            if (!file.startsWith(inside)) {
                throw new IllegalArgumentException("the image " + name + " lies outside of " + root);
            }
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("the image " + name + " is not there: looked for " + file);
            }
        }
        return new ListedImages(inside.toString(), names.toArray(String[]::new));
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public ClassIndex classes() {
        return ClassIndex.none();
    }

    @Override
    public String name(int index) {
        return names[index];
    }

    @Override
    public int label(int index) {
        return -1;
    }

    @Override
    public long version(int index) throws IOException {
        return ImageFile.version(Path.of(root, names[index]));
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return ImageFile.read(Path.of(root, names[index]), buffers);
    }

    @Override
    public String toString() {
        return root;
    }
}
