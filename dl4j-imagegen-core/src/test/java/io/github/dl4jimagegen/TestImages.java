package io.github.dl4jimagegen;

import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Sample;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Real image files and what comes out of them. */
public final class TestImages {

    private TestImages() {}

    /** Makes an image whose pixels depend on its number. */
    public static BufferedImage picture(int height, int width, int number, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (number * 37 + x * 11) & 0xFF;
                int green = (number * 91 + y * 13) & 0xFF;
                int blue = (number * 53 + x * 3 + y * 7) & 0xFF;
                image.setRGB(x, y, 0xFF000000 | red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    /** Returns an encoded colour image. */
    public static byte[] encoded(String format, int height, int width, int number) {
        return encoded(format, picture(height, width, number, BufferedImage.TYPE_INT_RGB));
    }

    /** Returns an encoded image. */
    public static byte[] encoded(String format, BufferedImage image) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file and the folders above it. */
    public static Path write(Path file, byte[] bytes) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Path unused = Files.createDirectories(parent);
            }
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a folder of class0, class1, ... with images of different sizes: PNG and JPEG, grey and colour. */
    public static Path folder(Path root, int classes, int imagesPerClass) {
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < imagesPerClass; i++) {
                int number = c * imagesPerClass + i;
                String format = number % 2 == 0 ? "png" : "jpg";
                int type = number % 3 == 2 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
                byte[] bytes = encoded(format, picture(9 + number % 4, 12 + number % 5, number, type));
                Path unused = write(root.resolve(String.format("class%d/image%03d.%s", c, i, format)), bytes);
            }
        }
        return root;
    }

    /** Makes an 8-bit image whose values depend on its number. */
    public static Image image(int height, int width, int channels, int number) {
        byte[] values = new byte[height * width * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (number * 31 + i * 7);
        }
        return Image.ofBytes(height, width, channels, values);
    }

    /** Makes a generator of 8-bit images. */
    public static Examples<Sample> samples(int count, int classes) {
        return Examples.fromStream(() ->
                IntStream.range(0, count).mapToObj(i -> Sample.of(image(7 + i % 3, 10 + i % 2, 3, i), i % classes)));
    }

    /** Returns all batches up to the end of the epoch. */
    public static List<DataSet> rest(DataSetIterator iterator) {
        List<DataSet> batches = new ArrayList<>();
        while (iterator.hasNext()) {
            batches.add(iterator.next());
        }
        return batches;
    }

    /** Returns the values in logical order. */
    public static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** Returns everything that a batch holds, as text. */
    public static String print(DataSet batch) {
        return print(batch.getFeatures()) + print(batch.getLabels()) + batch.getExampleMetaData();
    }

    private static String print(INDArray array) {
        return array == null ? "none" : Arrays.toString(array.shape()) + Arrays.toString(values(array));
    }

    /** Returns everything that batches hold, as text. */
    public static List<String> print(List<DataSet> batches) {
        return batches.stream().map(batch -> print(batch)).toList();
    }

    /** Returns the names of the examples of batches. */
    public static List<String> names(List<DataSet> batches) {
        return batches.stream()
                .flatMap(batch -> batch.getExampleMetaData().stream())
                .map(Object::toString)
                .toList();
    }
}
