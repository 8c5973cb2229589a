package io.github.dl4jimagegen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.OtherJvm;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** Programs beside this one: they share a cache, are killed, and run out of disk and memory. */
class CacheProcessesTest {

    private static final int SIDE = 64;
    private static final int PICTURE = SIDE * SIDE * 3;

    /** More than tell how large the cache will be. */
    private static final int IMAGES = 40;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @SuppressWarnings("NullAway") // set before each test
    private Path images;

    @SuppressWarnings("NullAway") // set before each test
    private Path caches;

    @BeforeEach
    void files() throws IOException {
        images = TestImages.folder(root.resolve("images"), 2, IMAGES / 2);
        caches = Files.createDirectories(root.resolve("caches"));
    }

    /** Trains for three epochs and prints a checksum of all batches. */
    static final class Training {

        private static final String READY = "is ready";

        private Training() {}

        static ImagePipeline pipeline(int side) {
            return ImagePipeline.targetSize(side, side)
                    .featureType(DataType.UINT8)
                    .batchSize(8)
                    .workers(0);
        }

        static String checksum(ImagePipeline pipeline, Path images, Runnable afterBatch) {
            CRC32 checksum = new CRC32();
            try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageFolder.of(images))) {
                for (int epoch = 0; epoch < 3; epoch++) {
                    flow.forEachRemaining(batch -> {
                        for (float value : TestImages.values(batch.getFeatures())) {
                            checksum.update((int) value);
                        }
                        afterBatch.run();
                    });
                    flow.reset();
                }
            }
            return "batches " + checksum.getValue();
        }

        /** What else it does is the last argument. */
        public static void main(String[] arguments) throws IOException {
            Path images = Path.of(arguments[0]);
            Path caches = Path.of(arguments[1]);
            String what = arguments[2];
            ImagePipeline pipeline = what.startsWith("memory")
                    ? pipeline(8 * SIDE).batchSize(2).cache(DecodedCache.inMemory(1 << 30))
                    : pipeline(SIDE).cache(DecodedCache.onDisk(caches));
            int[] batches = {0};
            if (what.equals("wait")) {
                System.out.println(READY);
                stop();
            }
            if (what.equals("memory again")) {
                System.out.println(checksum(pipeline, images, () -> {}));
            }
            System.out.println(checksum(pipeline, images, () -> {
                batches[0]++;
                if (what.equals("stop")) {
                    System.out.println(READY);
                    stop();
                } else if (what.equals("fill") && batches[0] == 4) {
                    fill(caches.resolve("filler"));
                }
            }));
            try (Stream<Path> files = Files.list(caches)) {
                System.out.println(
                        files.anyMatch(file -> file.toString().contains("imagecache.unfinished")
                                        || file.toString().endsWith(".imagecache"))
                                ? "a file is left"
                                : "no file is left");
            }
        }

        private static void stop() {
            try {
                int unused = System.in.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Leaves no byte. */
        private static void fill(Path file) {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                while (true) {
                    int unused = channel.write(ByteBuffer.allocate(4096));
                }
            } catch (IOException e) {
                System.out.println("filled: " + e.getMessage());
            }
        }
    }

    private Process start(List<String> before, List<String> options, String what, Path log) throws IOException {
        ProcessBuilder program = OtherJvm.of(Training.class, options, images, caches, what);
        List<String> command = new ArrayList<>(before);
        command.addAll(program.command());
        return OtherJvm.start(program.command(command), log);
    }

    private String log(List<String> before, List<String> options, String what) throws Exception {
        Path log = root.resolve("log");
        OtherJvm.finish(start(before, options, what, log), log, 60);
        return Files.readString(log);
    }

    private String expected(int side) {
        return Training.checksum(Training.pipeline(side), images, () -> {});
    }

    private List<String> cacheFiles() throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }

    private static void awaitReady(Path log) {
        Wait.until("it is ready", () -> {
            try {
                return Files.readString(log).contains(Training.READY);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void twoProgramsWriteAndReadOneCacheAtTheSameTime() throws Exception {
        List<Path> logs =
                IntStream.range(0, 2).mapToObj(i -> root.resolve("log" + i)).toList();
        List<Process> programs = new ArrayList<>();
        for (Path log : logs) {
            programs.add(start(List.of(), List.of(), "wait", log));
        }
        logs.forEach(CacheProcessesTest::awaitReady);
        for (Process program : programs) {
            program.getOutputStream().close(); // what it waits for
        }
        for (int i = 0; i < 2; i++) {
            OtherJvm.finish(programs.get(i), logs.get(i), 60);
            assertThat(Files.readString(logs.get(i))).contains(expected(SIDE)).doesNotContain("WARN");
        }
        assertThat(logs.stream().filter(log -> contains(log, "is complete")))
                .as("who wrote")
                .hasSize(1);
        assertThat(cacheFiles()).singleElement().asString().endsWith(".imagecache");
    }

    private static boolean contains(Path log, String text) {
        try {
            return Files.readString(log).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aProgramThatIsKilledWhileItWritesLeavesNoCacheAndNoLock() throws Exception {
        Path log = root.resolve("log");
        Process program = start(List.of(), List.of(), "stop", log);
        awaitReady(log);
        assertThat(program.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cacheFiles()).singleElement().asString().endsWith(".unfinished");
        assertThat(Files.size(caches.resolve(cacheFiles().get(0)))).isGreaterThan(8 * PICTURE);
        ImagePipeline pipeline = Training.pipeline(SIDE).cache(DecodedCache.onDisk(caches));
        assertThat(Training.checksum(pipeline, images, () -> {})).isEqualTo(expected(SIDE));
        assertThat(cacheFiles()).singleElement().asString().endsWith(".imagecache");
    }

    private void assertGoesOnWithoutACache(String log) {
        assertThat(log).contains(expected(SIDE));
        assertThat(log).containsOnlyOnce("training goes on without it").contains("WARN");
        assertThat(log).contains("no file is left");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatMayNotGrowIsAWarning() throws Exception {
        String expected = expected(SIDE); // and the native libraries are unpacked, which takes larger files
        List<String> limited = List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh");
        String log = log(limited, List.of("-XX:-UsePerfData"), "");
        assertThat(log).contains(expected);
        assertGoesOnWithoutACache(log);
    }

    /** With a file system of its own, where the system lets one make one. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDiskThatIsFullIsAWarning() throws Exception {
        String mount = "mount -t tmpfs -o size=" + (IMAGES + 3) * PICTURE + " tmpfs '" + caches + "'";
        List<String> mounted = List.of("unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", "sh");
        assumeTrue(works(mounted), "no file system can be mounted");
        String log = log(mounted, List.of(), "fill");
        assertThat(log).contains("filled: No space left").contains("IOException: No space left");
        assertGoesOnWithoutACache(log);
    }

    private static boolean works(List<String> command) throws InterruptedException {
        List<String> nothing = new ArrayList<>(command);
        nothing.add("true");
        try {
            return new ProcessBuilder(nothing).start().waitFor() == 0;
        } catch (IOException e) { // there is no such program
            return false;
        }
    }

    /** By default JavaCPP allows as much as the heap may have. */
    @Test
    void aCacheInMemoryLeavesToOthersWhatJavaCppAllows() throws Exception {
        String log = log(List.of(), List.of("-Dorg.bytedeco.javacpp.maxbytes=32m"), "memory");
        assertThat(log).contains(expected(8 * SIDE));
        assertThat(log).containsOnlyOnce("the cache is full with 17 MB");
    }

    /** As every trial of a search has. */
    @Test
    void theMemoryOfACacheIsThatOfTheNextOneOnceItsFlowIsClosed() throws Exception {
        String log = log(List.of(), List.of("-Dorg.bytedeco.javacpp.maxbytes=64m"), "memory again");
        assertThat(log).contains(expected(8 * SIDE));
        assertThat(log).doesNotContain("the cache is full");
    }
}
