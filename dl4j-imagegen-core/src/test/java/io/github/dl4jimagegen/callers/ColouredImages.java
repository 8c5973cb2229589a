package io.github.dl4jimagegen.callers;

import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.source.ImageFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Images that a small network learns to tell apart in seconds: their class is their strongest colour. */
final class ColouredImages {

    static final List<String> CLASSES = List.of("blue", "green", "red");

    /** Batches of 8: with 7 images of each class, an epoch is 8 + 8 + 5. */
    static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(8, 8).rescale(1 / 255.0).batchSize(8);

    static final OutputSignature SIGNATURE = OutputSignature.of(
            TensorSpec.image(8, 8, 3), TensorSpec.scalar(DataType.INT32).oneHot(3));

    private ColouredImages() {}

    static ImageFolder folder(Path root, int imagesPerClass) {
        return folder(root, CLASSES, imagesPerClass);
    }

    static ImageFolder folder(Path root, List<String> classes, int imagesPerClass) {
        for (String name : classes) {
            for (int i = 0; i < imagesPerClass; i++) {
                byte[] png = TestImages.encoded("png", picture(CLASSES.indexOf(name), i));
                Path unused = TestImages.write(root.resolve(name).resolve("image" + (100 + i) + ".png"), png);
            }
        }
        return ImageFolder.of(root);
    }

    private static BufferedImage picture(int label, int number) {
        BufferedImage picture = TestImages.picture(9 + number % 4, 12 + number % 5, number, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int half = (picture.getRGB(x, y) >> 1) & 0x7F7F7F;
                picture.setRGB(x, y, half | (0x80 << (8 * label)));
            }
        }
        return picture;
    }

    /** Returns examples 0, 1, 2, ... of the classes 0, 1, 2, 0, 1, 2, ... */
    static Iterable<Example> examples(int count) {
        return () -> IntStream.range(0, count).mapToObj(ColouredImages::example).iterator();
    }

    static Example example(int number) {
        int label = number % 3;
        byte[] values = new byte[8 * 8 * 3];
        for (int i = 0; i < values.length; i++) {
            int half = (number * 31 + i * 7) & 0x7F;
            values[i] = (byte) (i % 3 == 2 - label ? half | 0x80 : half);
        }
        return Example.of(Sample.of(Image.ofBytes(8, 8, 3, values), label));
    }

    static GeneratorDataSetIterator generator(int examples) {
        return GeneratorDataSetIterator.builder(examples(examples), SIGNATURE)
                .batchSize(8)
                .build();
    }

    /** Cuts an image file in half. */
    static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Path unused = Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
}
