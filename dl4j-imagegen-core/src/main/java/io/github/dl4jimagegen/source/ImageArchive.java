package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.ImageContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images in zip and tar files, which are not unpacked: an archive is listed when this object is made, and an image
 * is read from its place in the file when it is needed. No file stays open. Immutable and thread-safe.
 *
 * <pre>{@code
 * ImageArchive flowers = ImageArchive.of(Path.of("flowers.zip"));                  // a folder in it for each class
 * ImageArchive shards = ImageArchive.webDataset(classes, Path.of("a-000.tar"), Path.of("a-001.tar"));
 * }</pre>
 *
 * <p>Images are recognised by the ends of their names, those that {@link ImageFolder} takes too. A name in an archive is
 * only a name: nothing is ever written. A compressed tar file (.tar.gz) has no places to read from and is refused.
 */
public final class ImageArchive implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ImageArchive.class);
    private static final String CLASS_OF_SAMPLE = "cls";

    private final String name;
    private final ClassIndex classes;
    private final ArchiveEntry[] images;
    private final int[] labels;

    private ImageArchive(
            String name, ClassIndex classes, List<ArchiveEntry> images, ToIntFunction<ArchiveEntry> label) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("no images in " + name + ": looked for "
                    + Listing.defaults().endings() + " files");
        }
        this.name = name;
        this.classes = classes;
        this.images = images.toArray(ArchiveEntry[]::new);
        this.labels = images.stream().mapToInt(label).toArray();
        log.info("Found {} images belonging to {} classes in {}", images.size(), classes.size(), name);
    }

    /**
     * Lists an archive in which each class has a folder, which may lie in one common folder. Classes and images are
     * sorted by the code points of their names.
     *
     * @param archive a zip or tar file
     * @return its images
     * @throws IllegalArgumentException if it is no such file, has no images, or images outside of folders
     * @throws UncheckedIOException if it cannot be read
     */
    public static ImageArchive of(Path archive) {
        List<ArchiveEntry> images = images(List.of(archive));
        String root = commonFolder(images);
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (ArchiveEntry image : images) {
            classes.putIfAbsent(classFolder(image, root), classes.size());
        }
        return new ImageArchive(
                archive.toString(),
                new ClassIndex(List.copyOf(classes.keySet())),
                images,
                image -> classes.getOrDefault(classFolder(image, root), -1));
    }

    /** A folder that holds everything, as people's archives often have one, is no class, if there are folders in it. */
    private static String commonFolder(List<ArchiveEntry> images) {
        String first = images.isEmpty() ? "" : images.get(0).name();
        String folder = first.substring(0, first.indexOf('/') + 1);
        boolean holdsFolders = images.stream()
                .allMatch(
                        image -> image.name().startsWith(folder) && image.name().indexOf('/', folder.length()) >= 0);
        return holdsFolders ? folder : "";
    }

    private static String classFolder(ArchiveEntry image, String root) {
        int end = image.name().indexOf('/', root.length());
        if (end < 0) {
            throw new IllegalArgumentException("the image " + image.name() + " in " + image.archive()
                    + " lies in no folder, so it has no class: use ImageArchive.unlabelled");
        }
        return image.name().substring(root.length(), end);
    }

    /**
     * Lists archives whose images have no classes, to predict.
     *
     * @param archives zip or tar files
     * @return their images, archive by archive
     * @throws IllegalArgumentException if one is no such file, a name stands twice, or there are no images
     * @throws UncheckedIOException if one cannot be read
     */
    public static ImageArchive unlabelled(Path... archives) {
        List<Path> files = List.of(archives);
        return new ImageArchive(files.toString(), ClassIndex.none(), images(files), image -> -1);
    }

    /**
     * Lists archives by WebDataset's naming convention: the files of one sample have the same name up to the first dot
     * behind the last slash, {@code 000017.jpg} and {@code 000017.cls}, whose text is the number of the class.
     *
     * @param classes the classes that the .cls files number
     * @param shards zip or tar files
     * @return their images, shard by shard, in the order in which they stand there
     * @throws IllegalArgumentException if one is no such file, or a sample has no class, no image, or several
     * @throws UncheckedIOException if one cannot be read
     */
    public static ImageArchive webDataset(ClassIndex classes, Path... shards) {
        List<ArchiveEntry> images = new ArrayList<>();
        Map<ArchiveEntry, Integer> labels = new LinkedHashMap<>();
        for (Path shard : shards) {
            Map<String, ArchiveEntry> labelFiles = new LinkedHashMap<>();
            Map<String, ArchiveEntry> ofSample = new LinkedHashMap<>();
            for (ArchiveEntry entry : Archives.list(shard)) {
                String ending = entry.name().substring(sample(entry).length()).toLowerCase(Locale.ROOT);
                if (ending.equals("." + CLASS_OF_SAMPLE)) {
                    labelFiles.put(sample(entry), entry);
                } else if (Listing.defaults().isImage(entry.name())) {
                    ArchiveEntry other = ofSample.put(sample(entry), entry);
                    if (other != null) {
                        throw new IllegalArgumentException("the sample " + sample(entry) + " in " + shard
                                + " has several images, " + other.name() + " and " + entry.name());
                    }
                }
            }
            ofSample.forEach((sample, image) -> {
                ArchiveEntry label = labelFiles.get(sample);
                if (label == null) {
                    throw new IllegalArgumentException(
                            "the sample " + sample + " in " + shard + " has no class: looked for " + sample + ".cls");
                }
                images.add(image);
                labels.put(image, number(label, classes));
            });
        }
        return new ImageArchive(
                List.of(shards).toString(), classes, unique(images), image -> labels.getOrDefault(image, -1));
    }

    /** Returns what the files of a sample have in common. */
    private static String sample(ArchiveEntry entry) {
        int dot = entry.name().indexOf('.', entry.name().lastIndexOf('/') + 1);
        return dot < 0 ? entry.name() : entry.name().substring(0, dot);
    }

    private static int number(ArchiveEntry entry, ClassIndex classes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .decode(entry.read(ByteBuffer::allocate))
                    .toString()
                    .trim();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry.name() + " in " + entry.archive(), e);
        }
        int label;
        try {
            label = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    entry.name() + " in " + entry.archive() + " must hold the number of a class but holds \"" + text
                            + "\"",
                    e);
        }
        if (label < 0 || label >= classes.size()) {
            throw new IllegalArgumentException(entry.name() + " in " + entry.archive() + " says class " + label
                    + " but there are " + classes.size() + " classes, 0 to " + (classes.size() - 1));
        }
        return label;
    }

    private static List<ArchiveEntry> images(List<Path> archives) {
        List<ArchiveEntry> images = new ArrayList<>();
        for (Path archive : archives) {
            images.addAll(Archives.list(archive).stream()
                    .filter(entry -> Listing.defaults().isImage(entry.name()) && !isHidden(entry.name()))
                    .sorted(Comparator.comparing(ArchiveEntry::name, NameOrder.CODE_POINT))
                    .toList());
        }
        return unique(images);
    }

    /** What macOS adds to archives, "__MACOSX/._a.jpg", looks like images by name. */
    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.");
    }

    private static List<ArchiveEntry> unique(List<ArchiveEntry> images) {
        Set<String> names = new HashSet<>();
        for (ArchiveEntry image : images) {
            if (!names.add(image.name())) {
                throw new IllegalArgumentException(
                        "the name " + image.name() + " stands twice, the second time in " + image.archive());
            }
        }
        return images;
    }

    @Override
    public int size() {
        return images.length;
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public ClassIndex classes() {
        return classes;
    }

    @Override
    public String name(int index) {
        return images[index].name();
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return new EncodedImage(images[index].read(buffers));
    }

    @Override
    public String toString() {
        return name;
    }
}
