package io.github.dl4jimagegen.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ResidentMemory;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.dataset.DataSet;

/** A training of 300 epochs over a small folder, 200,000 images in all, as far as the images are concerned. */
final class Soak {

    static final long MEGABYTE = 1L << 20;

    private static final int EPOCHS = 300;
    private static final int TENTH = EPOCHS / 10;
    private static final int IMAGES = 667;
    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;

    /**
     * What the process holds at the end of an epoch.
     *
     * @param epoch the number of the epoch, from 1
     * @param resident bytes in physical memory
     * @param most the largest value of that within the epoch
     * @param javacpp bytes that JavaCPP has allocated and not freed
     * @param physical what JavaCPP takes for the process's memory
     * @param threads how many threads there are
     * @param files how many files are open
     */
    record Held(int epoch, long resident, long most, long javacpp, long physical, int threads, long files) {

        static Held after(int epoch, long most) {
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                return new Held(
                        epoch,
                        ResidentMemory.bytes(),
                        most,
                        Pointer.totalBytes(),
                        Pointer.physicalBytes(),
                        Thread.getAllStackTraces().size(),
                        files.count());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "after epoch %3d: %4d MB resident (at most %4d), JavaCPP: %6d kB allocated, %4d MB physical;"
                            + " %d threads, %d files",
                    epoch,
                    resident / MEGABYTE,
                    most / MEGABYTE,
                    javacpp / 1024,
                    physical / MEGABYTE,
                    threads,
                    files);
        }
    }

    /** What was held before the first epoch, with everything loaded, and after each. */
    final List<Held> held = new ArrayList<>();

    private Soak() {}

    static Soak with(BatchMemory memory, Path root) {
        ResidentMemory.assumeKnown();
        Split images = ImageFolder.of(folder(root)).split(0.25);
        GeometricAugmentation rotate = (shape, random) -> Warp.rotation(shape, random.nextDouble(-20, 20));
        GeometricAugmentation flip = (shape, random) -> Warp.flipHorizontal(shape);
        PhotometricAugmentation light = (shape, random) -> PixelOp.linear(random.nextDouble(0.8, 1.2), 5);
        ImagePipeline plain = ImagePipeline.targetSize(2 * HEIGHT, 2 * WIDTH)
                .rescale(1 / 255.0)
                .batchMemory(memory);
        ImagePipeline augmented = plain.augment(rotate, Augmentation.sometimes(0.5, flip), light);

        Soak soak = new Soak();
        try (ImageDataSetIterator all =
                plain.batchMemory(BatchMemory.recycled(1)).evaluationFlow(images.validation())) {
            read(all);
        }
        soak.note(Held.after(0, ResidentMemory.bytes()));
        long start = System.nanoTime();
        int delivered = 0;
        try (ImageDataSetIterator training = augmented.trainingFlow(images.training());
                ImageDataSetIterator validation = plain.evaluationFlow(images.validation())) {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                long most = 0;
                while (training.hasNext()) {
                    delivered += used(training.next());
                    most = Math.max(most, ResidentMemory.bytes());
                }
                training.reset();
                read(validation);
                soak.note(Held.after(epoch, most));
            }
        }
        System.out.printf(
                Locale.ROOT, "%d images to train on in %.0f s%n", delivered, (System.nanoTime() - start) / 1e9);
        assertThat(delivered).isGreaterThanOrEqualTo(200_000);
        return soak;
    }

    private static Path folder(Path root) {
        for (int i = 0; i < IMAGES * 4 / 3; i++) {
            String format = i % 2 == 0 ? "jpg" : "png";
            int type = i % 5 == 0 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
            byte[] bytes = TestImages.encoded(format, TestImages.picture(HEIGHT + i % 7, WIDTH + i % 11, i, type));
            Path unused = TestImages.write(root.resolve("class" + i % 3).resolve(i + "." + format), bytes);
        }
        return root;
    }

    private static void read(ImageDataSetIterator flow) {
        while (flow.hasNext()) {
            int unused = used(flow.next());
        }
        flow.reset();
    }

    /** Looks at a batch as a network would. */
    private static int used(DataSet batch) {
        assertThat(batch.getFeatures().getFloat(0)).isBetween(0f, 1f);
        return batch.numExamples();
    }

    private void note(Held now) {
        held.add(now);
        if (now.epoch % TENTH == 0) {
            System.out.println(now);
        }
    }

    Held before() {
        return held.get(0);
    }

    Held afterTheFirstTenth() {
        return held.get(TENTH);
    }

    Held atTheEnd() {
        return held.get(EPOCHS);
    }

    /** Returns the largest resident set at any time. */
    long most() {
        return held.stream().mapToLong(Held::most).max().orElseThrow();
    }

    /** Checks what neither grows nor waits for the garbage collector: what workers hold, threads, files. */
    void nothingElseGrows() {
        assertThat(held).allSatisfy(now -> {
            assertThat(now.javacpp).isLessThan(before().javacpp + MEGABYTE);
            assertThat(now.threads).isLessThanOrEqualTo(before().threads + 8);
            assertThat(now.files).isLessThanOrEqualTo(before().files + 4);
        });
    }
}
