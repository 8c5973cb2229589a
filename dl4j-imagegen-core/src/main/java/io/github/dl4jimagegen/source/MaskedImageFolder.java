package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.MaskCoding;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images with a mask each: the file of the same name, with its own ending, in a folder of its own or in the same one.
 *
 * <pre>{@code
 * MaskedImageFolder photos = MaskedImageFolder.of(
 *         Path.of("images"), Path.of("masks"), ClassIndex.of("ground", "tree", "house"));
 * ImagePipeline.targetSize(256, 256).classMode(ClassMode.MASK).trainingFlow(photos.split(0.2).training());
 * }</pre>
 *
 * <p>Both folders are listed when this object is made; files are read when they are needed. Images have no class of
 * their own: {@code label} is -1. Immutable and thread-safe.
 */
public final class MaskedImageFolder implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(MaskedImageFolder.class);
    private static final List<String> ENDINGS = List.of(".png", ".bmp", ".tif", ".tiff", ".gif");

    private final ImageSource images;
    private final String folder;
    private final FileNames masks;
    private final ClassIndex classes;
    private final MaskCoding coding;

    private MaskedImageFolder(
            ImageSource images, String folder, FileNames masks, ClassIndex classes, MaskCoding coding) {
        this.images = images;
        this.folder = folder;
        this.masks = masks;
        this.classes = classes;
        this.coding = coding;
    }

    /**
     * Pairs images and masks by name. The masks hold class indices, 255 for no class: {@link #coding} for others.
     *
     * @param images the folder of the images, listed to any depth
     * @param masks the folder of the masks, with the same sub-folders; if it is that of the images, files that end as
     *     masks do are no images
     * @param classes the classes that the masks number
     * @param endings what the names of masks end with in place of the image's ending, in whatever case:
     *     {@code "_mask.png"}; if none are given, .png, .bmp, .tif, .tiff and .gif
     * @return the images, each with its mask
     * @throws IllegalArgumentException if there are no images, an image has no mask, or several
     */
    public static MaskedImageFolder of(Path images, Path masks, ClassIndex classes, String... endings) {
        if (!Files.isDirectory(masks)) {
            throw new IllegalArgumentException("no such folder of masks: " + masks.toAbsolutePath());
        }
        List<String> ofMasks = endings.length == 0 ? ENDINGS : List.of(endings);
        ImageSource all = ImageFolder.unlabelled(images);
        boolean together = images.toAbsolutePath()
                .normalize()
                .equals(masks.toAbsolutePath().normalize());
        ImageSource others = together ? withoutMasks(all, ofMasks) : all;
        FileNames pairs = pair(others, new Companions(masks, ofMasks), masks);
        return new MaskedImageFolder(
                others, masks.toAbsolutePath().toString(), pairs, classes, MaskCoding.classIndices());
    }

    private static ImageSource withoutMasks(ImageSource all, List<String> endings) {
        int[] images = IntStream.range(0, all.size())
                .filter(i -> endings.stream().noneMatch(ending -> Companions.endsWith(all.name(i), ending)))
                .toArray();
        if (images.length == 0) {
            throw new IllegalArgumentException("all images under " + all + " are masks, since they end with one of "
                    + endings + ": give the endings of the masks alone, or keep them in a folder of their own");
        }
        return all.view(images);
    }

    private static FileNames pair(ImageSource images, Companions masks, Path folder) {
        FileNames.Builder pairs = new FileNames.Builder();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            String mask = masks.of(images.name(i));
            if (mask == null) {
                missing.add(images.name(i));
            } else {
                int slash = mask.lastIndexOf('/');
                pairs.add(slash < 0 ? "" : mask.substring(0, slash), mask.substring(slash + 1));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing.size() + " of " + images.size() + " images under " + images
                    + " have no mask under " + folder + ": " + Companions.first(missing)
                    + "; for the first one looked for " + masks.sought(missing.get(0)));
        }
        log.info("Found {} images with masks under {}", images.size(), images);
        List<String> unused = masks.unused();
        if (!unused.isEmpty()) {
            log.warn("{} masks under {} have no image: {}", unused.size(), folder, Companions.first(unused));
        }
        return pairs.build();
    }

    /**
     * Returns these images with masks that are coded in another way.
     *
     * @param coding for instance {@code MaskCoding.colors(List.of(0x000000, 0x00FF00))}
     * @return a new source
     */
    public MaskedImageFolder coding(MaskCoding coding) {
        return new MaskedImageFolder(images, folder, masks, classes, coding);
    }

    @Override
    public int size() {
        return masks.size();
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
        return images.name(index);
    }

    @Override
    public int label(int index) {
        return -1;
    }

    @Override
    public long version(int index) throws IOException {
        return images.version(index);
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return images.read(index, buffers);
    }

    @Override
    public Target target(int index) throws IOException {
        String name = masks.get(index);
        try {
            EncodedImage file = ImageFile.read(Path.of(folder, name), ByteBuffer::allocate);
            return Target.ofMaskFile(folder, name, file, coding, classes.size());
        } catch (IOException e) {
            throw new IOException("the mask " + name + " under " + folder + " cannot be read: " + e, e);
        }
    }

    /** The name of the mask and what its pixels say. */
    @Override
    public int targetHash(int index) {
        int colors = coding instanceof MaskCoding.Colors of
                ? of.classes().entrySet().stream()
                        .mapToInt(color -> Objects.hash(color.getKey(), color.getValue()))
                        .sum()
                : 0;
        return Objects.hash(masks.get(index), coding.ignoreIndex(), colors);
    }

    @Override
    public String toString() {
        return images.toString();
    }
}
