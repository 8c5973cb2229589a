package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * The rules by which an {@link ImageFolder} is listed. Immutable; every change makes a new one:
 * {@code Listing.defaults().endings(".png", ".webp").order(NameOrder.NATURAL)}.
 *
 * <p>By every rule, files are sorted by the path of their folder and then by their name, and a link to a file counts as
 * the file unless {@link Links#NONE} is set, also one that leads nowhere: that fails when it is read.
 *
 * @param endings what the names of images end with, in whatever case; in lower case here, not empty
 * @param hidden what happens to files and folders whose name starts with '.', and to __MACOSX
 * @param links which links are followed
 * @param order how folders, files and classes are sorted
 * @param emptyClasses which classes without images are accepted when classes are asked for by name
 * @param depth how many levels of folders are looked into, at least 1: with 1 an image lies directly in the folder of its
 *     class, or directly in the root if there are no class folders
 */
public record Listing(
        List<String> endings, Hidden hidden, Links links, NameOrder order, EmptyClasses emptyClasses, int depth)
        implements Serializable {

    /** What happens to files and folders whose name starts with '.', and to __MACOSX. The root may be called anything. */
    public enum Hidden {
        /** They are left out. */
        SKIPPED,
        /** A folder directly below the root is no class; otherwise they are like all others. */
        NO_CLASS,
        /** They are like all others: also ".git" is a class. */
        LISTED
    }

    /** Which links are followed. One that leads back to a folder it lies in is refused. */
    public enum Links {
        /** None, to folders or files: nothing outside the root is read. */
        NONE,
        /** Links to files, and class folders that are links: a class may lie elsewhere. */
        CLASS_FOLDERS,
        /** All links. */
        ALL
    }

    /** Which classes without images {@link ImageFolder#classes(ClassIndex)} accepts. */
    public enum EmptyClasses {
        /** None: a class without images is an error. */
        REFUSED,
        /** Those that have a folder. */
        WITH_FOLDER,
        /** All, so that a misspelt name is a class too. */
        ALLOWED
    }

    /**
     * Checks the endings and the depth, and brings the endings into lower case.
     *
     * @param endings what the names of images end with, in whatever case; not empty
     * @param hidden what happens to files and folders whose name starts with '.', and to __MACOSX
     * @param links which links are followed
     * @param order how folders, files and classes are sorted
     * @param emptyClasses which classes without images are accepted when classes are asked for by name
     * @param depth how many levels of folders are looked into, at least 1
     */
    public Listing {
        endings =
                endings.stream().map(ending -> ending.toLowerCase(Locale.ROOT)).toList();
        if (endings.isEmpty() || endings.contains("")) {
            throw new IllegalArgumentException(
                    "endings must be at least one, such as \".png\", and none empty, but were " + endings);
        }
        if (depth < 1) {
            throw new IllegalArgumentException(
                    "depth must be at least 1, images directly in the folder of their class, but was " + depth);
        }
    }

    /**
     * Returns the rules of {@link ImageFolder#of(java.nio.file.Path)}: the usual endings of every format that is read,
     * .png, .jpg, .jpeg, .bmp, .gif, .webp, .tif, .tiff, .pnm, .pbm, .pgm and .ppm; hidden files and folders skipped;
     * links followed directly below the root; sorted by code points; no empty classes if classes are asked for by name;
     * any depth.
     *
     * @return the default rules
     */
    public static Listing defaults() {
        return new Listing(
                List.of(
                        ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pnm", ".pbm", ".pgm",
                        ".ppm"),
                Hidden.SKIPPED,
                Links.CLASS_FOLDERS,
                NameOrder.CODE_POINT,
                EmptyClasses.REFUSED,
                Integer.MAX_VALUE);
    }

    /**
     * Returns the rules of Keras's {@code ImageDataGenerator.flow_from_directory}: hidden folders are classes, endings
     * need no dot ("foopng" is an image), and a class that is asked for may be without images or folder. Its
     * {@code follow_links=True} is {@code links(Links.ALL)}.
     *
     * @return rules that list what Keras lists, in the same order
     */
    public static Listing flowFromDirectory() {
        return new Listing(
                List.of("png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff"),
                Hidden.LISTED,
                Links.CLASS_FOLDERS,
                NameOrder.CODE_POINT,
                EmptyClasses.ALLOWED,
                Integer.MAX_VALUE);
    }

    /**
     * Returns the rules of Keras 3's {@code image_dataset_from_directory}: .bmp, .gif, .jpeg, .jpg and .png; hidden
     * folders are no classes, but hidden files are images. Its {@code follow_links=True} is {@code links(Links.ALL)}.
     *
     * @return rules that list what Keras lists, in the same order
     */
    public static Listing imageDatasetFromDirectory() {
        return new Listing(
                List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png"),
                Hidden.NO_CLASS,
                Links.CLASS_FOLDERS,
                NameOrder.CODE_POINT,
                EmptyClasses.WITH_FOLDER,
                Integer.MAX_VALUE);
    }

    /**
     * Sets what the names of images end with, in whatever case.
     *
     * @param endings with their dots, at least one
     * @return new rules
     * @throws IllegalArgumentException if there is none, or an empty one
     */
    public Listing endings(String... endings) {
        return new Listing(List.of(endings), hidden, links, order, emptyClasses, depth);
    }

    /**
     * Sets what happens to files and folders whose name starts with '.', and to __MACOSX.
     *
     * @param hidden whether they are left out
     * @return new rules
     */
    public Listing hidden(Hidden hidden) {
        return new Listing(endings, hidden, links, order, emptyClasses, depth);
    }

    /**
     * Sets which links are followed.
     *
     * @param links none, those directly below the root, or all
     * @return new rules
     */
    public Listing links(Links links) {
        return new Listing(endings, hidden, links, order, emptyClasses, depth);
    }

    /**
     * Sets how folders, files and classes are sorted.
     *
     * @param order by code points, or as people count
     * @return new rules
     */
    public Listing order(NameOrder order) {
        return new Listing(endings, hidden, links, order, emptyClasses, depth);
    }

    /**
     * Sets which classes without images are accepted when classes are asked for by name.
     *
     * @param emptyClasses none, those with a folder, or all
     * @return new rules
     */
    public Listing emptyClasses(EmptyClasses emptyClasses) {
        return new Listing(endings, hidden, links, order, emptyClasses, depth);
    }

    /**
     * Sets how many levels of folders are looked into.
     *
     * @param depth 1 for images directly in the folders of their classes (or in the root), at least 1
     * @return new rules
     * @throws IllegalArgumentException if it is not positive
     */
    public Listing depth(int depth) {
        return new Listing(endings, hidden, links, order, emptyClasses, depth);
    }

    boolean isImage(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        for (String ending : endings) {
            if (lowerCase.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** macOS puts a folder of hidden files beside what it packs. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.equals("__MACOSX");
    }
}
