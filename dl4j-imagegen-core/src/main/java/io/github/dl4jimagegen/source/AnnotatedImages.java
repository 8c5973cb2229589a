package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images with boxes or keypoints, from the files in which people keep them: Pascal VOC's XML, COCO's JSON, YOLO's text.
 * Annotations are read when this object is made, images when they are needed. Immutable and thread-safe.
 *
 * <pre>{@code
 * AnnotatedImages photos = AnnotatedImages.pascalVoc(Path.of("JPEGImages"), Path.of("Annotations"));
 * ImagePipeline.targetSize(416, 416).classMode(ClassMode.yolo(13, 13)).trainingFlow(photos);
 * }</pre>
 *
 * <p>Coordinates are those of the upright image, as it is seen. Images have no class of their own: {@code label} is -1.
 */
public final class AnnotatedImages implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(AnnotatedImages.class);

    private final ImageSource images;
    private final ClassIndex classes;
    private final Target[] targets;

    AnnotatedImages(ImageSource images, ClassIndex classes, List<Target> targets) {
        this.images = images;
        this.classes = classes;
        this.targets = targets.toArray(Target[]::new);
        log.info("Found annotations of {} classes for {} images under {}", classes.size(), targets.size(), images);
    }

    /**
     * Reads the boxes of Pascal VOC: one XML file an image, of the same name. The classes are those that occur, sorted.
     *
     * <p>VOC counts pixels from 1 and names the last one inside; here coordinates are edges, so that a box from 1 to 10
     * goes from 0 to 10. Objects marked as difficult are boxes like the others.
     *
     * @param images the folder of the images, listed to any depth
     * @param annotations the folder of the XML files, with the same sub-folders
     * @return the images, each with its boxes
     * @throws IllegalArgumentException if an image has no XML file, or one cannot be understood, with its name
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static AnnotatedImages pascalVoc(Path images, Path annotations) {
        return PascalVoc.read(ImageFolder.unlabelled(images), annotations, null);
    }

    /**
     * Reads the boxes of Pascal VOC with given classes, for instance those of the training images.
     *
     * @param images the folder of the images, listed to any depth
     * @param annotations the folder of the XML files, with the same sub-folders
     * @param classes the classes in the order of the network's outputs
     * @return the images, each with its boxes
     * @throws IllegalArgumentException as the method without classes, and if an object is of another class
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static AnnotatedImages pascalVoc(Path images, Path annotations, ClassIndex classes) {
        return PascalVoc.read(ImageFolder.unlabelled(images), annotations, classes);
    }

    /**
     * Reads the boxes of a COCO file, "instances_*.json". The classes are the file's categories in the order of their
     * ids. Crowds ({@code iscrowd}), boxes without area and annotations of images that the file does
     * not have are left out, and counted in the log.
     *
     * @param images the folder that the file's names are relative to
     * @param annotations the JSON file
     * @return the file's images, in the order of their names, each with its boxes, or with none
     * @throws IllegalArgumentException if the file cannot be understood, an id in it is no whole number or stands twice, or
     *     an image of it is not there
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static AnnotatedImages coco(Path images, Path annotations) {
        return Coco.read(images, annotations).boxes();
    }

    /**
     * Reads the keypoints of a COCO file, "person_keypoints_*.json". Points that are labelled but hidden in the image (v = 1) are
     * learnt like those in sight; others are at (0, 0) and not visible.
     *
     * @param images the folder that the file's names are relative to
     * @param annotations the JSON file
     * @return those of the file's images that have keypoints
     * @throws IllegalArgumentException if the file cannot be understood, an image of it is not there, or one has
     *     several objects with keypoints
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static AnnotatedImages cocoKeypoints(Path images, Path annotations) {
        return Coco.read(images, annotations).keypoints();
    }

    /**
     * Reads the boxes of YOLO (Darknet, Ultralytics): one text file an image, of the same name, a line a box: class,
     * centre x, centre y, width, height, the last four as shares of the image's size. An image without a file has no
     * boxes, and a box without area is left out; both are counted in the log.
     *
     * @param images the folder of the images, listed to any depth
     * @param labels the folder of the text files, with the same sub-folders
     * @param classes the classes that the files number
     * @return the images, each with its boxes, or with none
     * @throws IllegalArgumentException if there is no such folder, no image has a file in it, or a line cannot be
     *     understood, with file and line
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static AnnotatedImages yolo(Path images, Path labels, ClassIndex classes) {
        return YoloText.read(ImageFolder.unlabelled(images), labels, classes);
    }

    @Override
    public int size() {
        return targets.length;
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
    public Target target(int index) {
        return targets[index];
    }

    @Override
    public int targetHash(int index) {
        return Labels.hash(targets[index]);
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
    public String toString() {
        return images.toString();
    }
}
