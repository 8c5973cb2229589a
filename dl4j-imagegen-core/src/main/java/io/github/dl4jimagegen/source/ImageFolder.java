package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.source.Listing.EmptyClasses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a folder that has one sub-folder for each class, listed by the rules of Keras's
 * {@code flow_from_directory}; or any folders of images, without labels or with labels that come from elsewhere.
 *
 * <ul>
 *   <li>Each folder directly below the root is a class, an empty one too; classes are sorted by the code points of
 *       their names. Files directly in the root are ignored.
 *   <li>The images of a class are all files below its folder, at any depth, whose name ends, in whatever case, with
 *       .png, .jpg, .jpeg, .bmp, .gif, .webp, .tif, .tiff, .pnm, .pbm, .pgm or .ppm; sorted by the path of their folder,
 *       then by their name.
 *   <li>Links to folders are followed directly below the root, not deeper.
 *   <li>Other than in Keras, files and folders below the root whose name starts with '.' are skipped, and __MACOSX;
 *       .gif, .webp, .pnm, .pbm and .pgm are images too, and an ending needs its dot.
 * </ul>
 *
 * <p>A {@link Listing} changes these rules. The folder is listed once, when this object is made; files are read when
 * they are needed. A file takes the bytes of its name and about ten more; a folder its path, once. Immutable and
 * thread-safe.
 */
public final class ImageFolder implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ImageFolder.class);
    private static final Pattern TRAINING = Pattern.compile("(?i)train(ing)?[-_ ]?\\d*");
    private static final Pattern HELD_OUT = Pattern.compile("(?i)(val(id(ation)?)?|test(ing)?)[-_ ]?\\d*");

    private final String root;
    private final Listing listing;
    private final FileNames names;
    private final ClassIndex classes;
    private final int[] labels;

    /** Takes one label a file, or none at all. */
    private ImageFolder(String root, Listing listing, FileNames names, ClassIndex classes, int[] labels) {
        this.root = root;
        this.listing = listing;
        this.names = names;
        this.classes = classes;
        this.labels = labels;
    }

    /**
     * Lists a folder; its sub-folders are the classes.
     *
     * @param root a folder with one sub-folder for each class
     * @return the images found
     * @throws IllegalArgumentException if there is no such folder, if it has no sub-folders or no images, or if those
     *     with images are called as parts of a split: train and val, or train2017 and test, beside whatever else
     * @throws java.io.UncheckedIOException if it cannot be listed
     */
    public static ImageFolder of(Path root) {
        return of(root, Listing.defaults());
    }

    /**
     * Lists a folder by other rules; its sub-folders are the classes.
     *
     * @param root a folder with one sub-folder for each class
     * @param listing the rules, for instance {@code Listing.defaults().endings(".webp")}
     * @return the images found
     * @throws IllegalArgumentException if there is no such folder, if it has no sub-folders or no images, if those with
     *     images are called as parts of a split, or if a followed link leads back to a folder it lies in
     * @throws java.io.UncheckedIOException if it cannot be listed
     */
    public static ImageFolder of(Path root, Listing listing) {
        FolderWalk walk = new FolderWalk(root, listing);
        List<String> folders = walk.classFolders();
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("no class folders under " + root
                    + ": expected one folder for each class, holding " + endings(listing) + " files");
        }
        FileNames.Builder names = new FileNames.Builder();
        int[] ends = new int[folders.size()];
        List<String> empty = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        for (int label = 0; label < ends.length; label++) {
            int before = names.size();
            walk.listClass(folders.get(label), names);
            ends[label] = names.size();
            (names.size() == before ? empty : filled).add(folders.get(label));
        }
        List<String> judged = filled.isEmpty() ? folders : filled;
        if (areSplits(judged)) {
            throw new IllegalArgumentException("the folders under " + root + " are called " + judged
                    + ", which are not classes: use ImageFolder.of(root/" + trainingPart(judged)
                    + ") and, for the others, ImageFolder.of(...).classes(train.classes())");
        }
        if (names.size() == 0) {
            throw new IllegalArgumentException("no images in the class folders under " + root + ": looked for "
                    + endings(listing) + " files" + walk.ignored());
        }
        if (!empty.isEmpty()) {
            log.warn("Classes under {} that have no images: {}", root, empty);
        }
        log.info("Found {} images belonging to {} classes{}", names.size(), ends.length, walk.ignored());
        int[] labels = new int[names.size()];
        for (int label = 0; label < ends.length; label++) {
            Arrays.fill(labels, label == 0 ? 0 : ends[label - 1], ends[label], label);
        }
        return new ImageFolder(
                root.toAbsolutePath().toString(), listing, names.build(), new ClassIndex(folders), labels);
    }

    /**
     * Lists all images of a folder, at any depth and directly in it too: to predict, or to be given {@link #labels}.
     *
     * @param root any folder
     * @return the images found, which have no classes
     * @throws IllegalArgumentException if there is no such folder, or if it has no images
     * @throws java.io.UncheckedIOException if it cannot be listed
     */
    public static ImageFolder unlabelled(Path root) {
        return unlabelled(root, Listing.defaults());
    }

    /**
     * Lists all images of a folder by other rules, at any depth and directly in it too.
     *
     * @param root any folder
     * @param listing the rules
     * @return the images found, which have no classes
     * @throws IllegalArgumentException if there is no such folder, if it has no images, or if a followed link leads back
     *     to a folder it lies in
     * @throws java.io.UncheckedIOException if it cannot be listed
     */
    public static ImageFolder unlabelled(Path root, Listing listing) {
        FolderWalk walk = new FolderWalk(root, listing);
        FileNames.Builder names = new FileNames.Builder();
        walk.listAll(names);
        if (names.size() == 0) {
            throw new IllegalArgumentException(
                    "no images under " + root + ": looked for " + endings(listing) + " files" + walk.ignored());
        }
        log.info("Found {} images without labels{}", names.size(), walk.ignored());
        return new ImageFolder(root.toAbsolutePath().toString(), listing, names.build(), ClassIndex.none(), new int[0]);
    }

    /** Returns whether folders with images are called as parts of a split are: all of them, or two different parts. */
    static boolean areSplits(Collection<String> folders) {
        long training = count(folders, TRAINING);
        long heldOut = count(folders, HELD_OUT);
        return (training > 0 && heldOut > 0) || (!folders.isEmpty() && training + heldOut == folders.size());
    }

    /** Returns which part of a split to train on. */
    static String trainingPart(Collection<String> folders) {
        return folders.stream()
                .filter(TRAINING.asMatchPredicate())
                .findFirst()
                .orElse(folders.iterator().next());
    }

    private static long count(Collection<String> names, Pattern pattern) {
        return names.stream().filter(pattern.asMatchPredicate()).count();
    }

    private static String endings(Listing listing) {
        return String.join(" ", new TreeSet<>(listing.endings()));
    }

    /**
     * Returns the same images with classes that a function makes of their names. The classes are sorted as the files
     * are; {@link #classes(ClassIndex)} gives them another order.
     *
     * @param classOf from an image's path relative to the root, with '/' on every system, to the name of its class
     * @return the labelled images, in the same order
     * @throws IllegalArgumentException if the function returns null or "" for an image
     */
    public ImageFolder labels(Function<String, @Nullable String> classOf) {
        Labelling labelling = Labelling.of(size(), listing.order(), i -> {
            String name = classOf.apply(name(i));
            if (name == null || name.isEmpty()) {
                throw new IllegalArgumentException("no class for " + name(i) + " under " + root
                        + ": the function returned " + (name == null ? "null" : "\"\"")
                        + ", but every image needs a class");
            }
            return name;
        });
        return new ImageFolder(root, listing, names, labelling.classes(), labelling.labels());
    }

    /**
     * Returns the same images with classes from a list: Keras 3's {@code labels=[0, 1, 1]}.
     *
     * @param classes what the labels count
     * @param labels one an image, in the order of this source, each from 0 to classes.size() - 1; copied
     * @return the labelled images, in the same order
     * @throws IllegalArgumentException if there are not as many labels as images, or if a label is no class
     */
    public ImageFolder labels(ClassIndex classes, int... labels) {
        if (labels.length != size()) {
            throw new IllegalArgumentException(
                    "there are " + labels.length + " labels but " + size() + " images under " + root);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("label " + i + ", of " + name(i) + ", is " + labels[i]
                        + " but there are " + classes.size() + " classes: labels count from 0");
            }
        }
        return new ImageFolder(root, listing, names, classes, labels.clone());
    }

    /**
     * Returns the images of given classes, in the order of these classes, so that a ready-made validation or test folder
     * has the classes of the training folder: {@code ImageFolder.of(valid).classes(train.classes())}. Images of other
     * classes are left out, with a warning. Whether a class may be without images, {@link Listing#emptyClasses} says.
     *
     * @param classes the classes in the order of the network's outputs
     * @return the images of those classes
     * @throws IllegalArgumentException if a class has no folder here (and no label is called so), or has no images, or if
     *     no image is left
     */
    public ImageFolder classes(ClassIndex classes) {
        int[][] members = ByClass.members(this);
        Map<String, Integer> here = this.classes.indices();
        int[][] kept = classes.names().stream()
                .map(name -> checked(name, here.containsKey(name) ? members[here.get(name)] : null))
                .toArray(int[][]::new);
        Set<String> wanted = classes.indices().keySet();
        List<String> others = this.classes.names().stream()
                .filter(name -> !wanted.contains(name))
                .toList();
        if (!others.isEmpty()) {
            log.warn("Leaving out images under {} that are of none of the classes: {}", root, others);
        }
        int[] indices = Arrays.stream(kept).flatMapToInt(Arrays::stream).toArray();
        if (indices.length == 0) {
            throw new IllegalArgumentException("no images of the classes " + classes.names() + " under " + root);
        }
        int[] newLabels = IntStream.range(0, kept.length)
                .flatMap(label -> Arrays.stream(kept[label]).map(i -> label))
                .toArray();
        return new ImageFolder(root, listing, names.select(indices), classes, newLabels);
    }

    /** Returns the images of a class that was asked for, or none if that is allowed. */
    private int[] checked(String name, int @Nullable [] images) {
        EmptyClasses allowed = listing.emptyClasses();
        if (images == null) {
            if (name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
                throw new IllegalArgumentException("class \"" + name
                        + "\" is a path, but a class is the name of a folder" + " directly under " + root);
            }
            if (allowed != EmptyClasses.ALLOWED) {
                throw new IllegalArgumentException("class \"" + name + "\" has no folder under " + root + ", which has "
                        + classes.names() + "; to have it without images, list with EmptyClasses.ALLOWED");
            }
            return new int[0];
        }
        if (images.length == 0 && allowed == EmptyClasses.REFUSED) {
            throw new IllegalArgumentException("class \"" + name + "\" has no images under " + root
                    + "; if that is right, list with EmptyClasses.WITH_FOLDER");
        }
        return images;
    }

    @Override
    public int size() {
        return names.size();
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
        return names.get(index);
    }

    @Override
    public int label(int index) {
        return labels.length == 0 ? -1 : labels[index];
    }

    @Override
    public long version(int index) throws IOException {
        return ImageFile.version(Path.of(root, names.get(index)));
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return ImageFile.read(Path.of(root, names.get(index)), buffers);
    }

    @Override
    public String toString() {
        return root;
    }
}
