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
import java.util.TreeSet;
import java.util.function.Function;
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
 * ImageArchive roses = ImageArchive.of(Path.of("all.zip"), "photos/flowers");      // the classes lie in this folder
 * ImageArchive shards = ImageArchive.webDataset(classes, Path.of("a-000.tar"), Path.of("a-001.tar"));
 * }</pre>
 *
 * <p>Images are recognised by the ends of their names, those that {@link ImageFolder} takes too. A name in an archive is
 * only a name: nothing is ever written. A compressed tar file (.tar.gz) has no places to read from and is refused.
 */
public final class ImageArchive implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ImageArchive.class);
    private static final String CLASS_OF_SAMPLE = ".cls";

    /** Folder by folder, as ImageFolder lists the same files: "a/2.png" comes before "a/b/1.png". */
    private static final Comparator<ArchiveEntry> AS_IN_A_FOLDER = Comparator.comparing(
                    ArchiveEntry::folder, NameOrder.CODE_POINT)
            .thenComparing(ArchiveEntry::name, NameOrder.CODE_POINT);

    private final String name;
    private final String root;
    private final ClassIndex classes;
    private final ArchiveEntry[] images;
    private final int[] labels;

    private ImageArchive(
            String name,
            String root,
            ClassIndex classes,
            List<ArchiveEntry> images,
            ToIntFunction<ArchiveEntry> label) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("no images in " + name + ": looked for "
                    + Listing.defaults().endings() + " files");
        }
        refuseDoubled(images);
        this.name = name;
        this.root = root;
        this.classes = classes;
        this.images = images.toArray(ArchiveEntry[]::new);
        this.labels = images.stream().mapToInt(label).toArray();
        log.info("Found {} images belonging to {} classes in {}", images.size(), classes.size(), name);
    }

    /**
     * Lists an archive in which each class has a folder. Classes and images have the names and the order that
     * {@link ImageFolder#of(Path)} gives them when the archive is unpacked into an empty folder, so that splits, batches
     * and saved states are the same. If the folders of the classes lie in another folder, that one would be the only
     * class: name it, as the warning in the log says.
     *
     * @param archive a zip or tar file
     * @return its images
     * @throws IllegalArgumentException if it is no such file, has no images, images that lie in no folder, folders called
     *     as parts of a split (train and test) in place of classes, or a name twice or one that leads out of the archive
     * @throws UncheckedIOException if it cannot be read
     */
    public static ImageArchive of(Path archive) {
        return of(archive, "");
    }

    /**
     * Lists a folder of an archive in which each class has a folder, as {@link ImageFolder#of(Path)} lists that folder
     * when the archive is unpacked. It is no part of the images' names. What lies outside of it is left out.
     *
     * @param archive a zip or tar file
     * @param folder the folder in it that holds the folders of the classes, such as "flowers" or "data/train"; "" for
     *     the archive itself
     * @return its images
     * @throws IllegalArgumentException if it is no such file, has no images in the folder, images that lie in no folder of
     *     a class, folders called as parts of a split (train and test) in place of classes, or a name twice or one that
     *     leads out of the archive
     * @throws UncheckedIOException if it cannot be read
     */
    public static ImageArchive of(Path archive, String folder) {
        String root = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        List<ArchiveEntry> images = Archives.list(archive, Listing.defaults()::isImage).stream()
                .filter(image -> image.name().startsWith(root))
                .toList();
        Function<ArchiveEntry, String> classOf = image -> classFolder(image, root);
        Set<String> names = new TreeSet<>(NameOrder.CODE_POINT);
        images.forEach(image -> names.add(classOf.apply(image)));
        if (!names.isEmpty() && ImageFolder.areSplits(names)) {
            throw new IllegalArgumentException("the folders in " + archive + " are called " + names
                    + ", which are not classes: use one of them, ImageArchive.of(archive, \"" + root
                    + ImageFolder.trainingPart(names) + "\")");
        }
        List<String> classes = List.copyOf(names);
        String only = root + classes.stream().findFirst().orElse("");
        if (classes.size() == 1
                && images.stream().anyMatch(image -> !image.folder().equals(only))) {
            log.warn(
                    "The only class in {} is {}; if the folders in it are the classes, use ImageArchive.of(archive, \"{}\")",
                    archive,
                    classes.get(0),
                    only);
        }
        Map<String, Integer> labels = new LinkedHashMap<>();
        classes.forEach(each -> labels.put(each, labels.size()));
        return new ImageArchive(
                root.isEmpty() ? archive.toString() : archive + "/" + root.substring(0, root.length() - 1),
                root,
                new ClassIndex(classes),
                images.stream()
                        .sorted(Comparator.comparing(classOf, NameOrder.CODE_POINT)
                                .thenComparing(AS_IN_A_FOLDER))
                        .toList(),
                image -> labels.getOrDefault(classOf.apply(image), -1));
    }

    private static String classFolder(ArchiveEntry image, String root) {
        int end = image.name().indexOf('/', root.length());
        if (end < 0) {
            throw new IllegalArgumentException("the image " + image.name() + " in " + image.archive()
                    + (root.isEmpty() ? " lies in no folder" : " lies beside the folders of the classes")
                    + ", so it has no class: move it, or use ImageArchive.unlabelled");
        }
        return image.name().substring(root.length(), end);
    }

    /**
     * Lists archives whose images have no classes, to predict.
     *
     * @param archives zip or tar files
     * @return their images, archive by archive, in the order of {@link ImageFolder#unlabelled(Path)}
     * @throws IllegalArgumentException if one is no such file, a name stands twice, or there are no images
     * @throws UncheckedIOException if one cannot be read
     */
    public static ImageArchive unlabelled(Path... archives) {
        List<ArchiveEntry> images = new ArrayList<>();
        for (Path archive : archives) {
            images.addAll(Archives.list(archive, Listing.defaults()::isImage).stream()
                    .sorted(AS_IN_A_FOLDER)
                    .toList());
        }
        return new ImageArchive(List.of(archives).toString(), "", ClassIndex.none(), images, image -> -1);
    }

    /**
     * Lists archives by WebDataset's naming convention: the files of one sample have the same name up to the first dot
     * behind the last slash, {@code 000017.jpg} and {@code 000017.cls}, whose text is the number of the class. The
     * ending is all that follows that dot, so {@code 000017.seg.png} is not the image. Other files of a sample are left
     * out.
     *
     * @param classes the classes that the .cls files number
     * @param shards zip or tar files
     * @return their images, shard by shard, in the order in which they stand there
     * @throws IllegalArgumentException if one is no such file, a sample has no class, no image, or several, a class is
     *     not one of the classes, or a name stands twice
     * @throws UncheckedIOException if one cannot be read
     */
    public static ImageArchive webDataset(ClassIndex classes, Path... shards) {
        List<ArchiveEntry> images = new ArrayList<>();
        Map<ArchiveEntry, Integer> labels = new LinkedHashMap<>();
        for (Path shard : shards) {
            Map<String, ArchiveEntry> labelOf = new LinkedHashMap<>();
            Map<String, ArchiveEntry> imageOf = new LinkedHashMap<>();
            for (ArchiveEntry entry : Archives.list(shard, name -> isClassFile(name) || isImageFile(name))) {
                ArchiveEntry other = (isClassFile(entry.name()) ? labelOf : imageOf).put(sample(entry.name()), entry);
                if (other != null) {
                    throw refused(
                            sample(entry.name()), shard, "has several files, " + other.name() + " and " + entry.name());
                }
            }
            labelOf.keySet().stream().filter(each -> !imageOf.containsKey(each)).forEach(sample -> {
                throw refused(
                        sample,
                        shard,
                        "has no image: looked for " + Listing.defaults().endings() + " files");
            });
            imageOf.forEach((sample, image) -> {
                ArchiveEntry label = labelOf.get(sample);
                if (label == null) {
                    throw refused(sample, shard, "has no class: looked for " + sample + CLASS_OF_SAMPLE);
                }
                images.add(image);
                labels.put(image, number(label, classes));
            });
        }
        return new ImageArchive(
                List.of(shards).toString(), "", classes, images, image -> labels.getOrDefault(image, -1));
    }

    private static IllegalArgumentException refused(String sample, Path shard, String why) {
        return new IllegalArgumentException("the sample " + sample + " in " + shard + " " + why);
    }

    private static boolean isClassFile(String name) {
        return name.substring(sample(name).length()).equalsIgnoreCase(CLASS_OF_SAMPLE);
    }

    /** "7.png", but not "7.seg.png": that is another file of the sample. */
    private static boolean isImageFile(String name) {
        return Listing.defaults()
                .endings()
                .contains(name.substring(sample(name).length()).toLowerCase(Locale.ROOT));
    }

    /** Returns what the files of a sample have in common. */
    private static String sample(String name) {
        int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
        return dot < 0 ? name : name.substring(0, dot);
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

    private static void refuseDoubled(List<ArchiveEntry> images) {
        Set<String> names = new HashSet<>();
        for (ArchiveEntry image : images) {
            if (!names.add(image.name())) {
                throw new IllegalArgumentException(
                        "the name " + image.name() + " stands twice, the second time in " + image.archive());
            }
        }
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
        return images[index].name().substring(root.length());
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public long version(int index) throws IOException {
        return images[index].version();
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
