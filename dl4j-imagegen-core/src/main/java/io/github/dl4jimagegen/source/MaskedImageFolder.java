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
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images with a mask each: the file of the same name, with its own ending, in a folder of its own.
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
    private static final int SHOWN = 5;

    private final ImageSource images;
    private final String masks;
    private final ClassIndex classes;
    private final MaskCoding coding;
    private final List<String> endings;
    private final byte[] endingOf;

    private MaskedImageFolder(
            ImageSource images, Path masks, ClassIndex classes, MaskCoding coding, List<String> endings) {
        this.images = images;
        this.masks = masks.toAbsolutePath().toString();
        this.classes = classes;
        this.coding = coding;
        this.endings = List.copyOf(endings);
        this.endingOf = pair(images, masks, endings);
    }

    /**
     * Pairs images and masks by name. The masks hold class indices, 255 for no class: {@link #coding} for others.
     *
     * @param images the folder of the images, listed to any depth
     * @param masks the folder of the masks, with the same sub-folders; .png, .bmp, .tif, .tiff or .gif
     * @param classes the classes that the masks number
     * @return the images, each with its mask
     * @throws IllegalArgumentException if there are no images, an image has no mask, or several
     */
    public static MaskedImageFolder of(Path images, Path masks, ClassIndex classes) {
        return new MaskedImageFolder(
                ImageFolder.unlabelled(images), masks, classes, MaskCoding.classIndices(), ENDINGS);
    }

    /**
     * Returns these images with masks that are coded in another way.
     *
     * @param coding for instance {@code MaskCoding.colors(List.of(0x000000, 0x00FF00))}
     * @return a new source
     */
    public MaskedImageFolder coding(MaskCoding coding) {
        return new MaskedImageFolder(images, Path.of(masks), classes, coding, endings);
    }

    /**
     * Returns these images with the masks that have other endings.
     *
     * @param endings what the names of masks end with in place of the image's ending: {@code "_mask.png"}
     * @return a new source
     * @throws IllegalArgumentException if an image has no such mask, or several
     */
    public MaskedImageFolder maskEndings(String... endings) {
        return new MaskedImageFolder(images, Path.of(masks), classes, coding, List.of(endings));
    }

    private static byte[] pair(ImageSource images, Path masks, List<String> endings) {
        if (!Files.isDirectory(masks)) {
            throw new IllegalArgumentException("no such folder of masks: " + masks.toAbsolutePath());
        }
        byte[] endingOf = new byte[images.size()];
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < endingOf.length; i++) {
            String ending = Companions.ending(masks, images.name(i), endings);
            if (ending == null) {
                missing.add(images.name(i));
            } else {
                endingOf[i] = (byte) endings.indexOf(ending);
            }
        }
        if (!missing.isEmpty()) {
            String first = missing.get(0);
            throw new IllegalArgumentException(missing.size() + " of " + endingOf.length + " images under " + images
                    + " have no mask under " + masks + ": "
                    + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
                    + (missing.size() > SHOWN ? ", ..." : "") + "; for the first one looked for "
                    + endings.stream()
                            .map(ending -> Companions.stem(first) + ending)
                            .toList());
        }
        log.info("Found {} images with masks under {}", endingOf.length, images);
        return endingOf;
    }

    @Override
    public int size() {
        return endingOf.length;
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
        Path file = Companions.of(Path.of(masks), images.name(index), endings.get(endingOf[index]));
        EncodedImage mask = ImageFile.read(file, ByteBuffer::allocate);
        return Target.ofMaskFile(mask, coding);
    }

    @Override
    public String toString() {
        return images.toString();
    }
}
