package io.github.dl4jimagegen.datavec;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.opencv.MatImages;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.ImageTransform;

/**
 * A transform of DataVec as an augmentation: it draws a seed, and what runs on the image later is handed a generator of
 * that seed. Thread-safe: every thread has a transform of its own, which is gone when the thread is.
 */
final class TransformAugmentation implements Augmentation {

    private static final long serialVersionUID = 1L;

    private static final int TRIALS = 8;

    private final String name;
    private final TransformFactory factory;
    private final transient String title;
    private final transient boolean movesNothing;
    private final transient ThreadLocal<List<ImageTransform>> transforms;
    private transient volatile boolean tried;

    TransformAugmentation(String name, TransformFactory factory) {
        this.name = name;
        this.factory = factory;
        List<ImageTransform> parts = Transforms.create(name, factory);
        List<ImageTransform> others = Transforms.create(name, factory);
        for (ImageTransform part : parts) {
            if (others.stream().anyMatch(other -> other == part)) {
                throw new IllegalArgumentException("the factory of \"" + name
                        + "\" must make a new transform at each call"
                        + " but returned the same " + part.getClass().getSimpleName() + " twice: transforms cannot be"
                        + " shared by threads, so call \"new\" in the factory");
            }
        }
        this.title = parts.stream()
                .map(part -> part.getClass().getSimpleName())
                .collect(Collectors.joining(", ", "\"" + name + "\" (", ")"));
        this.movesNothing = parts.stream().allMatch(Transforms::movesNothing);
        this.transforms = ThreadLocal.withInitial(() -> Transforms.create(name, factory));
    }

    private Object readResolve() {
        return new TransformAugmentation(name, factory);
    }

    @Override
    public List<ImageOperation> draw(ImageShape shape, SampleRandom random) {
        long seed = random.nextLong();
        UnaryOperator<Image> change = image -> change(image, seed);
        return List.of(movesNothing ? PixelOp.custom(change) : PixelOp.untracked(title, change));
    }

    private Image change(Image image, long seed) {
        if (!image.isEightBit()) {
            throw new IllegalStateException(
                    title + " cannot be applied to " + image
                            + ": transforms of DataVec take 8-bit images, so put it before what makes floats, or read 8-bit files");
        }
        List<ImageTransform> own = transforms.get();
        if (!tried) {
            tryOut(own, image, seed);
            tried = true;
        }
        return run(own, image, seed);
    }

    private void tryOut(List<ImageTransform> own, Image image, long seed) {
        for (int i = 0; i < TRIALS; i++) {
            if (!run(own, image, seed + i).equals(run(own, image, seed + i))) {
                throw new IllegalStateException(title + " cannot be reproduced: it made two pictures of the same image"
                        + " and the same random numbers. It must draw only from the java.util.Random that is handed to"
                        + " transform(image, random), and keep nothing from one image to the next");
            }
        }
    }

    private Image run(List<ImageTransform> own, Image image, long seed) {
        Image result;
        try {
            result = MatImages.image(transformed(own, MatImages.mat(image), new Random(seed)));
        } catch (RuntimeException e) {
            throw new IllegalStateException(title + " failed on " + image + ": " + e.getMessage(), e);
        }
        if (!result.shape().equals(image.shape()) || !result.isEightBit()) {
            ImageShape shape = image.shape();
            throw new IllegalStateException(title + " made " + result + " of " + image + " but must keep the shape and"
                    + " the kind: append a transform that restores them, for instance new MultiImageTransform(...,"
                    + " new ResizeImageTransform(" + shape.width() + ", " + shape.height() + "))");
        }
        return result;
    }

    private static Mat transformed(List<ImageTransform> own, Mat mat, Random random) {
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
        ImageWritable current = new ImageWritable(converter.convert(mat));
        for (ImageTransform part : own) {
            current = Transforms.isFixed(part) ? part.transform(current) : part.transform(current, random);
            if (current == null) {
                throw new IllegalStateException(part.getClass().getSimpleName() + " returned no image");
            }
        }
        return converter.convert(current.getFrame());
    }
}
