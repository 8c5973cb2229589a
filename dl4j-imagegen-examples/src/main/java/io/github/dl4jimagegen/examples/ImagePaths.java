package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Image files from anywhere, without classes: a source of one's own. Immutable. */
final class ImagePaths implements ImageSource {

    private static final long serialVersionUID = 1L;

    private final String[] paths;

    private ImagePaths(List<String> paths) {
        this.paths = paths.toArray(String[]::new);
    }

    /** Takes files as they are, whether they can be read or not, and of folders all images below them. */
    static ImagePaths of(List<Path> filesAndFolders) {
        List<String> paths = new ArrayList<>();
        for (Path each : filesAndFolders) {
            if (Files.isDirectory(each)) {
                ImageFolder folder = ImageFolder.unlabelled(each);
                for (int i = 0; i < folder.size(); i++) {
                    paths.add(each.resolve(folder.name(i)).toString());
                }
            } else {
                paths.add(each.toString());
            }
        }
        return new ImagePaths(paths);
    }

    @Override
    public int size() {
        return paths.length;
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
        return paths[index];
    }

    @Override
    public int label(int index) {
        return -1;
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        Path file = Path.of(paths[index]);
        if (!Files.exists(file)) {
            throw new IOException("there is no such file: a path starts at / or in the current folder, "
                    + Path.of("").toAbsolutePath());
        }
        byte[] bytes = Files.readAllBytes(file);
        return new EncodedImage(buffers.apply(bytes.length).clear().put(bytes).flip());
    }

    @Override
    public String toString() {
        return "the given paths";
    }
}
