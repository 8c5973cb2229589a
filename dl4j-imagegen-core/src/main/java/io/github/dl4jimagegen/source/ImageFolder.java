package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a folder that has one sub-folder for each class, listed by the rules of Keras's
 * {@code flow_from_directory}.
 *
 * <ul>
 *   <li>Each folder directly below the root is a class, an empty one too; classes are sorted by the code points of
 *       their names. Files directly in the root are ignored.
 *   <li>The images of a class are all files below its folder, at any depth, whose name ends, in whatever case, with
 *       .png, .jpg, .jpeg, .bmp, .ppm, .tif or .tiff; sorted by the path of their folder, then by their name.
 *   <li>Links to folders are followed directly below the root, not deeper.
 *   <li>Other than in Keras, files and folders below the root whose name starts with '.' are skipped, and an ending
 *       needs its dot.
 * </ul>
 *
 * <p>The folder is listed once, when this object is made; files are read when they are needed. Immutable and
 * thread-safe.
 */
public final class ImageFolder implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ImageFolder.class);
    static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".tif", ".tiff");
    private static final Set<String> SPLIT_NAMES =
            Set.of("train", "training", "val", "valid", "validation", "test", "testing");

    private final String root;
    private final ClassIndex classes;
    private final String[] names;
    private final int[] labels;

    private ImageFolder(String root, ClassIndex classes, String[] names, int[] labels) {
        this.root = root;
        this.classes = classes;
        this.names = names;
        this.labels = labels;
    }

    /**
     * Lists a folder; its sub-folders are the classes.
     *
     * @param root a folder with one sub-folder for each class
     * @return the images found
     * @throws IllegalArgumentException if there is no such folder, if it has no sub-folders or no images, or if its
     *     sub-folders are called train, val, valid or test
     * @throws UncheckedIOException if it cannot be listed
     */
    public static ImageFolder of(Path root) {
        List<String> folders = classFolders(root);
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("no class folders under " + root
                    + ": expected one folder for each class, holding " + endings() + " files");
        }
        if (folders.stream().allMatch(name -> SPLIT_NAMES.contains(name.toLowerCase(Locale.ROOT)))) {
            throw new IllegalArgumentException("the folders under " + root + " are called " + folders
                    + ", which are not classes: use ImageFolder.of(root/" + folders.get(0)
                    + ") and, for the others, ImageFolder.of(...).classes(train.classes())");
        }
        return list(root, new ClassIndex(folders));
    }

    /**
     * Returns the same folder listed again with given classes, so that a ready-made validation or test folder has the
     * classes of the training folder: {@code ImageFolder.of(valid).classes(train.classes())}. Sub-folders that are not
     * among the classes are left out, with a warning.
     *
     * @param classes the classes in the order of the network's outputs
     * @return the images of those classes
     * @throws IllegalArgumentException if a class has no folder here, or if no image is left
     */
    public ImageFolder classes(ClassIndex classes) {
        Path path = Path.of(root);
        List<String> folders = classFolders(path);
        for (String name : classes.names()) {
            if (!folders.contains(name)) {
                throw new IllegalArgumentException(
                        "class \"" + name + "\" has no folder under " + root + ", which has " + folders);
            }
        }
        List<String> others =
                folders.stream().filter(name -> !classes.names().contains(name)).toList();
        if (!others.isEmpty()) {
            log.warn("Leaving out folders under {} that are none of the classes: {}", root, others);
        }
        return list(path, classes);
    }

    /**
     * Returns the split that Keras makes, see {@link Split#perClass}.
     *
     * @param validationShare the share of each class that is for validation, above 0 and below 1
     * @return two views of this folder
     * @throws IllegalArgumentException if the share is not strictly between 0 and 1, or leaves no image for validation
     */
    public Split split(double validationShare) {
        return Split.perClass(this, validationShare);
    }

    private static List<String> classFolders(Path root) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(
                    (Files.exists(root) ? "not a folder: " : "no such folder: ") + root.toAbsolutePath());
        }
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> !isHidden(child) && Files.isDirectory(child))
                    .map(ImageFolder::fileName)
                    .sorted(CODE_POINTS)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root + ": " + e.getMessage(), e);
        }
    }

    private static ImageFolder list(Path root, ClassIndex classes) {
        List<String> names = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        Map<String, Integer> ignored = new TreeMap<>();
        try {
            for (int label = 0; label < classes.size(); label++) {
                String name = classes.names().get(label);
                int before = names.size();
                listClass(root.resolve(name), name, names, ignored);
                if (names.size() == before) {
                    log.warn("Class \"{}\" under {} has no images", name, root);
                }
                while (labels.size() < names.size()) {
                    labels.add(label);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root + ": " + e.getMessage(), e);
        }
        String ignoredText = ignored.isEmpty()
                ? ""
                : ignored.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining(", ", " (ignored files: ", ")"));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no images in the class folders under " + root + ": looked for "
                    + endings() + " files" + ignoredText);
        }
        log.info("Found {} images belonging to {} classes{}", names.size(), classes.size(), ignoredText);
        return new ImageFolder(
                root.toAbsolutePath().toString(),
                classes,
                names.toArray(String[]::new),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static String endings() {
        return ENDINGS.stream().sorted().collect(Collectors.joining(" "));
    }

    /** A folder of a class and what lies directly in it. */
    private record Folder(String name, List<String> files) {}

    private static void listClass(Path folder, String name, List<String> names, Map<String, Integer> ignored)
            throws IOException {
        List<Folder> folders = new ArrayList<>();
        collect(folder, name, folders, ignored);
        folders.sort(Comparator.comparing(Folder::name, CODE_POINTS));
        for (Folder each : folders) {
            each.files.sort(CODE_POINTS);
            for (String file : each.files) {
                names.add(each.name + "/" + file);
            }
        }
    }

    private static void collect(Path path, String name, List<Folder> folders, Map<String, Integer> ignored)
            throws IOException {
        List<String> files = new ArrayList<>();
        List<Path> children;
        try (Stream<Path> stream = Files.list(path)) {
            children = stream.toList();
        }
        for (Path child : children) {
            String childName = fileName(child);
            if (isHidden(child)) {
                continue;
            }
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                collect(child, name + "/" + childName, folders, ignored);
            } else if (ENDINGS.contains(ending(childName))) {
                if (!Files.isSymbolicLink(child) || !Files.isDirectory(child)) {
                    files.add(childName);
                }
            } else if (!Files.isDirectory(child)) {
                String ending = ending(childName);
                ignored.merge(ending.isEmpty() ? "no extension" : ending, 1, Integer::sum);
            }
        }
        folders.add(new Folder(name, files));
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    private static boolean isHidden(Path path) {
        return fileName(path).startsWith(".");
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** Java's own order of strings differs from that of code points beyond the basic plane. */
    private static final Comparator<String> CODE_POINTS = (a, b) -> {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean sx = Character.isSurrogate(x);
                boolean sy = Character.isSurrogate(y);
                return sx == sy ? Character.compare(x, y) : sx ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    };

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
        return classes;
    }

    @Override
    public String name(int index) {
        return names[index];
    }

    @Override
    public int label(int index) {
        return labels[index];
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
