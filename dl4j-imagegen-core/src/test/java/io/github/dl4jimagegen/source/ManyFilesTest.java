package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code -Dlisting.files=1000000} for the real number: it takes a minute to make and delete the files. */
class ManyFilesTest {

    private static final Logger log = LoggerFactory.getLogger(ManyFilesTest.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int FILES = Integer.getInteger("listing.files", 30_000);
    private static final int CLASSES = FILES / 1_000;
    private static final int LINKS_OF_ONE_FILE = 60_000; // ext4 allows 65,000

    /** Links to a few files: each is a file of its own to whoever lists the folder. */
    private static void make(Path root, Path originals) throws IOException {
        Path original = originals;
        for (int i = 0; i < FILES; i++) {
            if (i % LINKS_OF_ONE_FILE == 0) {
                original = Files.write(originals.resolve("original" + i), new byte[] {1});
            }
            Path folder = root.resolve(String.format("n%08d", i % CLASSES));
            if (i < CLASSES) {
                Files.createDirectory(folder);
            }
            Files.createLink(folder.resolve(folder.getFileName() + "_" + i + ".JPEG"), original);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void check(String what, List<Object> kept, double allowedBytes, Supplier<Object> make) {
        long before = usedHeap();
        long start = System.nanoTime();
        long processorStart = THREADS.getCurrentThreadCpuTime();
        kept.add(make.get());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration processor = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - processorStart);
        double bytes = (double) (usedHeap() - before) / FILES;
        log.info(
                "{} of {} files: {} ms ({} ms of processor time), {} bytes of heap each",
                what,
                FILES,
                took.toMillis(),
                processor.toMillis(),
                Math.round(bytes));
        assertThat(bytes).as(what).isLessThan(allowedBytes);
        assertThat(took).as(what).isLessThan(Duration.ofSeconds(30).plus(Duration.ofNanos(30_000L * FILES)));
    }

    @Test
    void aMillionFilesAreListedInSecondsAndCostLittleMemory(@TempDir Path temporary) throws IOException {
        Path root = Files.createDirectory(temporary.resolve("root"));
        make(root, Files.createDirectory(temporary.resolve("originals")));
        List<Object> kept = new ArrayList<>(1_000);
        ImageFolder folder = ImageFolder.of(root); // first of all, so that the JIT compiler has seen it
        assertThat(folder.size()).isEqualTo(FILES);
        assertThat(folder.name(FILES - 1)).startsWith(String.format("n%08d/n%08d_", CLASSES - 1, CLASSES - 1));

        check("A listing", kept, 60, () -> ImageFolder.of(root));
        check(
                "A listing in natural order",
                kept,
                60,
                () -> ImageFolder.of(root, Listing.defaults().order(NameOrder.NATURAL)));
        check(
                "Half of the classes",
                kept,
                40,
                () -> folder.classes(new ClassIndex(folder.classes().names().subList(0, CLASSES / 2))));
        check("A split per class", kept, 20, () -> folder.split(0.2));
        check("A split by hash", kept, 20, () -> Splitter.byHash(1).split(folder, 0.2));
        check("A stratified split", kept, 20, () -> Splitter.stratified(1).split(folder, 0.2, 0.1));
        check("A grouped split", kept, 20, () -> Splitter.grouped(name -> name.substring(0, name.length() - 6), 1)
                .split(folder, 0.2));
    }
}
