package io.github.dl4jimagegen;

import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What grows with the number of listed files: time to the first batch, listing included, images a second after that, and
 * memory. Folders of 100 classes are made of hard links to the files of a folder, beside it, and deleted afterwards. To
 * 224x224x3 float batches of 32, recycled, shuffled.
 *
 * <p>{@code ManyFiles FOLDER [NUMBERS OF FILES...]}. The first number pays for what Java loads and compiles.
 */
public final class ManyFiles {

    private static final int CLASSES = 100;
    private static final int WARM_UP_IMAGES = 6_000;
    private static final int IMAGES = 12_000;

    private ManyFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Integer> counts = arguments.length == 1
                ? List.of(1_000, 10_000, 100_000, 1_000_000)
                : Stream.of(arguments).skip(1).map(Integer::valueOf).toList();
        Nd4j.create(1).close();
        System.out.println("files, seconds to the first batch, images/s, MB of Java heap in use, MB resident");
        for (int files : counts) {
            Path links = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "many-files");
            try {
                link(folder, links, files);
                measure(links, files);
            } finally {
                delete(links);
            }
        }
    }

    private static void measure(Path folder, int files) {
        long start = System.nanoTime();
        ImageFolder images = ImageFolder.of(folder);
        ImagePipeline pipeline = Photographs.PLAIN.batchMemory(Photographs.RECYCLED);
        try (ImageDataSetIterator flow = pipeline.trainingFlow(images)) {
            int first = flow.next().numExamples();
            double toFirst = (System.nanoTime() - start) / 1e9;
            int unused = read(flow, WARM_UP_IMAGES - first);
            long steady = System.nanoTime();
            int count = read(flow, IMAGES);
            double rate = count / ((System.nanoTime() - steady) / 1e9);
            System.gc();
            Runtime java = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "%,9d  %6.3f  %6.0f  %5.1f  %5d%n",
                    files,
                    toFirst,
                    rate,
                    (java.totalMemory() - java.freeMemory()) / 1e6,
                    ResidentMemory.bytes() >> 20);
        }
    }

    private static int read(ImageDataSetIterator flow, int images) {
        int count = 0;
        while (count < images) {
            if (!flow.hasNext()) {
                flow.reset();
            }
            count += flow.next().numExamples();
        }
        return count;
    }

    private static void link(Path from, Path to, int files) throws IOException {
        List<Path> originals;
        try (Stream<Path> found = Files.walk(from)) {
            originals = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (int c = 0; c < CLASSES; c++) {
            Files.createDirectory(to.resolve("class_" + c));
        }
        for (int i = 0; i < files; i++) {
            Files.createLink(
                    to.resolve("class_" + i % CLASSES).resolve("image_" + i + ".jpg"),
                    originals.get(i % originals.size()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
