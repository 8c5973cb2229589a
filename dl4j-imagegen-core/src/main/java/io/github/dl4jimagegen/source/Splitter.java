package io.github.dl4jimagegen.source;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rule by which the images of a source are divided: into training and validation images, into these and test images,
 * or into folds.
 *
 * <pre>{@code
 * Split photos = Splitter.stratified(42).split(folder, 0.2);
 * Split scans = Splitter.grouped(path -> path.split("_")[0], 42).split(folder, 0.2, 0.1); // one patient, one side
 * List<Split> folds = Splitter.stratified(42).folds(folder, 5);
 * }</pre>
 *
 * <p>An image that stands more than once, in a view that has its index twice or in a table that has its file in several
 * rows, counts once, by the first place, and all its places are in the same view.
 *
 * <p>Views keep the order of the source. The same source gives the same split on every run. How many images each class
 * has in each view is logged, and told by {@link Split#toString} and {@link ClassCounts}. Immutable and thread-safe.
 */
public abstract sealed class Splitter permits Blocks, Stratified, Hashed, Grouped {

    private static final Logger log = LoggerFactory.getLogger(Splitter.class);

    Splitter() {}

    /**
     * Returns the rule of Keras's {@code flow_from_directory}: of each class of n images the first
     * {@code (int) (share * n)} are for validation, the next ones for test, the others for training. The product is one of
     * binary floating point and truncated, so 0.29 of 100 images are 28. Images without classes are one class. Folds are
     * blocks of neighbours.
     *
     * @return the rule for neighbours that are alike, such as frames of one film in each class
     */
    public static Splitter perClass() {
        return new Blocks(ByClass::members);
    }

    /**
     * Returns the rule of Keras's {@code flow} and {@code flow_from_dataframe}: of all n images the first
     * {@code (int) (share * n)} are for validation, those behind them for test, the others for training, whatever their
     * classes.
     *
     * @return the rule for lists whose beginning is to be held out
     */
    public static Splitter first() {
        return new Blocks(
                source -> new int[][] {IntStream.range(0, source.size()).toArray()});
    }

    /**
     * Returns the rule of Keras 3's {@code image_dataset_from_directory}: of all n images the last
     * {@code (int) (share * n)} are for validation, those before them for test, the others for training. In a folder the
     * last images are the last classes, so shuffle first:
     * {@code folder.view(new NumpyRandom(seed).permutation(folder.size()))} has Keras's order for a seed.
     *
     * @return the rule for lists whose end is to be held out
     */
    public static Splitter last() {
        return new Blocks(source -> new int[][] {
            IntStream.rangeClosed(1, source.size()).map(i -> source.size() - i).toArray()
        });
    }

    /**
     * Returns the rule that draws images at random so that every view has every class in the same proportion: a class has
     * at most one image more or less than its share (two with a share for test), and so do all classes together.
     *
     * @param seed any number; each gives another split
     * @return the rule for images that have nothing to do with each other
     */
    public static Splitter stratified(long seed) {
        return new Stratified(seed);
    }

    /**
     * Returns the rule that asks each image's name alone: a number in [0, 1) made of SHA-256 (of the seed, 8 bytes, most
     * significant first, and the name in UTF-8) says where it belongs. Below the share of validation it is for validation,
     * below that and the share of test for test. Images that are added, removed or put into another order move no other
     * image; a larger share for validation keeps the images that were for validation. Shares are met as well as chance
     * lets: for n images to within about sqrt(n).
     *
     * @param seed any number; each gives another split
     * @return the rule for folders that grow
     */
    public static Splitter byHash(long seed) {
        return new Hashed(seed);
    }

    /**
     * Returns the rule that never divides a group, such as the pictures of one patient or the frames of one video. Groups
     * are taken in a random order, each by the part that lacks most images; shares are met as well as the groups allow: a
     * view has at most one largest group too many.
     *
     * @param groupOf from an image's name to the name of its group
     * @param seed any number; each gives another split
     * @return the rule for images that belong together
     */
    public static Splitter grouped(Function<String, @Nullable String> groupOf, long seed) {
        return new Grouped(groupOf, seed);
    }

    /**
     * Divides a source into training and validation images.
     *
     * @param source what is divided
     * @param validation the share for validation, above 0 and below 1
     * @return the views, with none for test
     * @throws IllegalArgumentException if the share is not strictly between 0 and 1, or leaves no image for a view
     */
    public final Split split(ImageSource source, double validation) {
        checkShare("validation", validation);
        return split(source, Shares.of(validation));
    }

    /**
     * Divides a source into training, validation and test images.
     *
     * @param source what is divided
     * @param validation the share for validation, above 0
     * @param test the share for test, above 0; the two together are below 1
     * @return the views
     * @throws IllegalArgumentException if a share is not strictly between 0 and 1, if both together are not below 1, or if
     *     they leave no image for a view
     */
    public final Split split(ImageSource source, double validation, double test) {
        checkShare("validation", validation);
        checkShare("test", test);
        if (validation + test >= 1) {
            throw new IllegalArgumentException("the shares for validation and test must together be below 1 but were "
                    + validation + " and " + test + ": nothing is left to train on");
        }
        return split(source, Shares.of(validation, test));
    }

    private static void checkShare(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the " + name + " share must lie strictly between 0 and 1 but was " + share);
        }
    }

    private Split split(ImageSource source, Shares shares) {
        int[] parts = partsOfImages(source, shares);
        ImageSource validation = view(source, parts, 0, "validation", shares);
        ImageSource test = shares.parts() == 3 ? view(source, parts, 1, "test", shares) : source.view();
        ImageSource training = view(source, parts, shares.parts() - 1, "training", shares);
        log.info(
                "Using for training {}; for validation {}{}",
                ClassCounts.of(training),
                ClassCounts.of(validation),
                shares.parts() == 3 ? "; for test " + ClassCounts.of(test) : "");
        return new Split(training, validation, test);
    }

    private static ImageSource view(ImageSource source, int[] parts, int part, String name, Shares shares) {
        int[] indices =
                IntStream.range(0, parts.length).filter(i -> parts[i] == part).toArray();
        if (indices.length == 0) {
            throw new IllegalArgumentException("a " + name + " share of " + shares.of(part) + " leaves no image for "
                    + name + " among " + ClassCounts.of(source) + " in " + source
                    + ": use a larger share, or more images (more groups, if they are kept whole)");
        }
        return source.view(indices);
    }

    /**
     * Divides a source into folds, and returns for each a split that validates on it and trains on the others.
     *
     * @param source what is divided
     * @param count how many folds, at least 2
     * @return as many splits; every image is for validation in exactly one of them
     * @throws IllegalArgumentException if there are not at least two folds, or if a fold would have no image
     */
    public final List<Split> folds(ImageSource source, int count) {
        if (count < 2) {
            throw new IllegalArgumentException("there must be at least 2 folds but there were to be " + count);
        }
        int[] parts = partsOfImages(source, Shares.folds(count));
        int[] sizes = new int[count];
        Arrays.stream(parts).forEach(fold -> sizes[fold]++);
        if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
            throw new IllegalArgumentException(count + " folds of " + ClassCounts.of(source) + " in " + source
                    + " would have " + Arrays.toString(sizes) + " images: use fewer folds or more images");
        }
        log.info("Made {} folds of {} images", count, Arrays.toString(sizes));
        return IntStream.range(0, count)
                .mapToObj(fold -> new Split(
                        source.view(IntStream.range(0, parts.length)
                                .filter(i -> parts[i] != fold)
                                .toArray()),
                        source.view(IntStream.range(0, parts.length)
                                .filter(i -> parts[i] == fold)
                                .toArray()),
                        source.view()))
                .toList();
    }

    /** What stands more than once is divided once: otherwise it would be on both sides. */
    private int[] partsOfImages(ImageSource source, Shares shares) {
        int[] firsts = SameImage.firsts(source);
        int[] distinct =
                IntStream.range(0, firsts.length).filter(i -> firsts[i] == i).toArray();
        if (distinct.length == firsts.length) {
            return parts(source, shares);
        }
        int[] partOfDistinct = parts(source.view(distinct), shares);
        int[] parts = new int[firsts.length];
        for (int i = 0; i < distinct.length; i++) {
            parts[distinct[i]] = partOfDistinct[i];
        }
        return IntStream.of(firsts).map(first -> parts[first]).toArray();
    }

    /** Returns for each image of a source, none of which stands twice, which part it belongs to. */
    abstract int[] parts(ImageSource source, Shares shares);
}
