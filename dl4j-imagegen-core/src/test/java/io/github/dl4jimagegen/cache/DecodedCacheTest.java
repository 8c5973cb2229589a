package io.github.dl4jimagegen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.OtherJvm;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A cache changes nothing but the time. */
@ExtendWith(NoThreadsLeft.class)
class DecodedCacheTest {

    private static final GeometricAugmentation ROTATE =
            (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
    private static final PhotometricAugmentation LIGHT =
            (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1.5), 3);
    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(12, 10).batchSize(4).rescale(1 / 255.0);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    private Path images() {
        return root.resolve("images");
    }

    private Path caches() {
        return root.resolve("caches");
    }

    @BeforeEach
    void files() throws IOException {
        Path unused = TestImages.folder(images(), 2, 9);
        Files.createDirectories(caches());
    }

    private List<DecodedCache> kinds() {
        return List.of(
                DecodedCache.onDisk(caches()), DecodedCache.inMemory(1 << 20), DecodedCache.inMemory(12 * 10 * 3 * 7));
    }

    private static List<ImagePipeline> pipelines() {
        SizePolicy drawn = new RandomRows();
        return List.of(
                PIPELINE,
                PIPELINE.augment(ROTATE, LIGHT),
                PIPELINE.augment(LIGHT),
                PIPELINE.augment(LIGHT).colorMode(ColorMode.GRAYSCALE),
                PIPELINE.resize(Resizing.padToAspectRatio(7)).augment(ROTATE),
                PIPELINE.preprocessingFunction(PreprocessingFunction.named("half", image -> image.map(v -> v / 2))),
                PIPELINE.resize(drawn).augment(Augmentation.sometimes(0.5, LIGHT)),
                PIPELINE.sampler(Sampler.classBalanced()).augment(LIGHT));
    }

    private record RandomRows() implements SizePolicy {
        @Override
        public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
            int rows = image.height() / 2 + 1;
            return new Placement(
                    new Rectangle(0, random.nextInt(image.height() - rows + 1), image.width(), rows),
                    Rectangle.whole(height, width));
        }
    }

    private static List<String> epochs(ImageDataSetIterator iterator, int count) {
        List<String> printed = new ArrayList<>();
        try (ImageDataSetIterator flow = iterator) {
            for (int epoch = 0; epoch < count; epoch++) {
                flow.forEachRemaining(batch -> printed.add(TestImages.print(batch)));
                flow.reset();
            }
        }
        return printed;
    }

    @Test
    void batchesAreThoseWithoutACache() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        for (ImagePipeline pipeline : pipelines()) {
            List<String> without = epochs(pipeline.trainingFlow(folder), 3);
            for (DecodedCache kind : kinds()) {
                for (int workers : new int[] {0, 3}) {
                    ImagePipeline cached = pipeline.workers(workers).cache(kind);
                    assertThat(epochs(cached.trainingFlow(folder), 3)).isEqualTo(without);
                    if (workers > 0) {
                        FlowChecks.resumesAnywhere(() -> cached.trainingFlow(folder));
                    }
                }
            }
            clear();
        }
        assertThat(epochs(PIPELINE.cache(kinds().get(0)).evaluationFlow(folder), 2))
                .isEqualTo(epochs(PIPELINE.evaluationFlow(folder), 2));
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(caches())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private List<Path> cacheFiles() throws IOException {
        try (Stream<Path> files = Files.list(caches())) {
            return files.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }

    /** The proof that nothing is read: the files are not there any more. */
    @Test
    void fromTheSecondEpochOnNoFileIsRead() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        List<String> expected = epochs(PIPELINE.augment(ROTATE).trainingFlow(folder), 3);
        for (DecodedCache kind : kinds().subList(0, 2)) {
            List<String> printed = new ArrayList<>();
            Path away = root.resolve("away");
            try (ImageDataSetIterator flow =
                    PIPELINE.augment(ROTATE).cache(kind).trainingFlow(folder)) {
                flow.forEachRemaining(batch -> printed.add(TestImages.print(batch)));
                Path unused = Files.move(images(), away);
                for (int epoch = 1; epoch < 3; epoch++) {
                    flow.reset();
                    flow.forEachRemaining(batch -> printed.add(TestImages.print(batch)));
                }
            }
            assertThat(printed).isEqualTo(expected);
            Path unused = Files.move(away, images());
        }
        assertThat(cacheFiles()).hasSize(1);
        assertThat(PIPELINE.cache(kinds().get(0)).evaluationFlow(folder).hasNext())
                .isTrue();
    }

    /** A later program finds the file; each view of a folder has its own. */
    @Test
    void laterFlowsUseWhatIsThere() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        ImagePipeline pipeline = PIPELINE.cache(DecodedCache.onDisk(caches()));
        List<String> first = epochs(pipeline.trainingFlow(folder), 1);
        FileTime written = Files.getLastModifiedTime(cacheFiles().get(0));
        damagePixels();
        List<String> log = Logged.during(
                () -> assertThat(epochs(pipeline.trainingFlow(folder), 1)).isEqualTo(first));
        assertThat(log).anyMatch(line -> line.contains("is damaged: the image is decoded instead"));
        assertThat(cacheFiles()).hasSize(1);
        List<String> others = epochs(pipeline.evaluationFlow(folder.split(0.5).validation()), 2);
        assertThat(others)
                .isEqualTo(epochs(PIPELINE.evaluationFlow(folder.split(0.5).validation()), 2));
        assertThat(cacheFiles()).hasSize(2);
        assertThat(written).isNotNull();
    }

    private void damagePixels() throws IOException {
        Path file = cacheFiles().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[CacheFile.HEADER + 5] ^= 1;
        Path unused = Files.write(file, bytes);
    }

    @Test
    void aStaleOrDamagedOrForeignFileIsNeverUsed() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        ImagePipeline pipeline = PIPELINE.cache(DecodedCache.onDisk(caches()));
        List<Function<byte[], byte[]>> damages = List.of(
                bytes -> Arrays.copyOf(bytes, bytes.length / 2),
                bytes -> new byte[0],
                bytes -> {
                    bytes[bytes.length - 40] ^= 1; // in the index
                    return bytes;
                },
                bytes -> {
                    bytes[40] ^= 1; // in the digest
                    return bytes;
                });
        List<String> expected = epochs(PIPELINE.trainingFlow(folder), 2);
        for (Function<byte[], byte[]> damage : damages) {
            assertThat(epochs(pipeline.trainingFlow(folder), 2)).isEqualTo(expected);
            Path file = cacheFiles().get(0);
            Path unused = Files.write(file, damage.apply(Files.readAllBytes(file)));
            assertThat(epochs(pipeline.trainingFlow(folder), 2)).isEqualTo(expected);
            assertThat(cacheFiles()).containsExactly(file);
        }
        Path changed = images().resolve(folder.name(3));
        Path unused = Files.write(changed, Files.readAllBytes(images().resolve(folder.name(5))));
        List<String> now = epochs(PIPELINE.trainingFlow(folder), 2);
        assertThat(now).isNotEqualTo(expected);
        assertThat(epochs(pipeline.trainingFlow(folder), 2)).isEqualTo(now);
        assertThat(cacheFiles()).as("it took the place of the stale one").hasSize(1);
        assertThat(epochs(pipeline.resize(Resizing.cropToAspectRatio()).trainingFlow(folder), 1))
                .hasSize(5);
        assertThat(cacheFiles()).as("another way to size is another cache").hasSize(2);
    }

    @Test
    void aFlowThatIsLeftInItsFirstEpochLeavesNothing() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        ImagePipeline pipeline = PIPELINE.cache(DecodedCache.onDisk(caches()));
        try (ImageDataSetIterator flow = pipeline.trainingFlow(folder)) {
            assertThat(flow.next()).isNotNull();
            assertThat(cacheFiles()).singleElement().asString().endsWith(".unfinished");
        }
        assertThat(cacheFiles()).isEmpty();
        Path unused = Files.write(caches().resolve("left.imagecache.unfinished"), new byte[9]); // by a killed program
        assertThat(epochs(pipeline.trainingFlow(folder), 2)).hasSize(10);
    }

    /** One writes, the others go on uncached, and find the file in their next epoch. */
    @Test
    void severalFlowsShareAFile() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        ImagePipeline pipeline = PIPELINE.cache(DecodedCache.onDisk(caches()));
        List<String> expected = epochs(PIPELINE.trainingFlow(folder), 2);
        List<String> one = new ArrayList<>();
        List<String> two = new ArrayList<>();
        try (ImageDataSetIterator first = pipeline.trainingFlow(folder);
                ImageDataSetIterator second = pipeline.trainingFlow(folder)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                while (first.hasNext()) {
                    one.add(TestImages.print(first.next()));
                    two.add(TestImages.print(second.next()));
                }
                first.reset();
                second.reset();
            }
            awaitFile();
        }
        assertThat(one).isEqualTo(expected);
        assertThat(two).isEqualTo(expected);
    }

    private void awaitFile() {
        Wait.until("the file is there", () -> {
            try {
                return cacheFiles().stream().anyMatch(file -> file.toString().endsWith(".imagecache"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** On POSIX, a process that closes another channel to the file of its lock loses the lock. */
    @Test
    void anotherFlowOfTheProcessDoesNotLetOtherProcessesIn() throws IOException, InterruptedException {
        ImageFolder folder = ImageFolder.of(images());
        Path link = root.resolve("link");
        boolean links = linked(link);
        try (ImageDataSetIterator first =
                        PIPELINE.cache(DecodedCache.onDisk(caches())).trainingFlow(folder);
                ImageDataSetIterator second = PIPELINE.cache(DecodedCache.onDisk(links ? link : caches()))
                        .trainingFlow(folder)) {
            assertThat(first.next()).isNotNull();
            assertThat(second.next()).isNotNull();
            Path lock;
            try (Stream<Path> files = Files.list(caches())) {
                lock = files.filter(file -> file.toString().endsWith(".lock"))
                        .findFirst()
                        .orElseThrow();
            }
            Process other =
                    OtherJvm.of(TriesLock.class, List.of(), lock).inheritIO().start();
            assertThat(other.waitFor()).as("it is refused").isEqualTo(TriesLock.REFUSED);
        }
    }

    private boolean linked(Path link) throws IOException {
        try {
            Path unused = Files.createSymbolicLink(link, caches());
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) { // Windows without the privilege
            return false;
        }
    }

    /** Another process, which would like to write. */
    static final class TriesLock {

        static final int REFUSED = 7;

        private TriesLock() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                FileLock lock = channel.tryLock();
                Runtime.getRuntime().halt(lock == null ? REFUSED : 0);
            }
        }
    }

    @Test
    void imagesThatCannotBeReadArePassedOverAsWithoutACache() throws IOException {
        Path unused = Files.write(images().resolve("class0/image004.png"), new byte[] {1, 2, 3});
        ImageFolder folder = ImageFolder.of(images());
        ImagePipeline skipping = PIPELINE.onError(OnError.SKIP);
        List<String> training = epochs(skipping.trainingFlow(folder), 3);
        List<String> evaluation = epochs(skipping.evaluationFlow(folder), 3);
        for (DecodedCache kind : kinds()) {
            assertThat(epochs(skipping.cache(kind).trainingFlow(folder), 3)).isEqualTo(training);
            assertThat(epochs(skipping.cache(kind).evaluationFlow(folder), 3)).isEqualTo(evaluation);
        }
        assertThat(cacheFiles()).isNotEmpty().noneMatch(file -> file.toString().endsWith(".unfinished"));
    }

    @Test
    void aFolderThatCannotBeWrittenToIsAWarning() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        List<String> expected = epochs(PIPELINE.trainingFlow(folder), 2);
        List<String> first =
                epochs(PIPELINE.cache(DecodedCache.onDisk(caches())).trainingFlow(folder), 1);
        assertThat(expected).startsWith(first.toArray(String[]::new));
        Path file = cacheFiles().get(0);
        Files.delete(file);
        Files.createDirectories(
                file.resolveSibling(file.getFileName() + ".unfinished").resolve("in the way"));
        List<String> log = Logged.during(() -> assertThat(
                        epochs(PIPELINE.cache(DecodedCache.onDisk(caches())).trainingFlow(folder), 2))
                .isEqualTo(expected));
        assertThat(log).anyMatch(line -> line.contains("training goes on without it"));
    }

    /** Is interrupted in the middle of an image. */
    private record Interrupting() implements SizePolicy {
        @Override
        public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
            Thread.currentThread().interrupt();
            return new Placement(Rectangle.whole(image.height(), image.width()), Rectangle.whole(height, width));
        }
    }

    /** Without workers it is the caller who writes the cache. */
    @Test
    void anInterruptedCallerWritesTheCacheAllTheSame() throws IOException {
        ImageFolder folder = ImageFolder.of(images());
        ImagePipeline pipeline = PIPELINE.workers(0).resize(new Interrupting());
        List<String> expected = epochs(pipeline.trainingFlow(folder), 1);
        List<String> printed =
                epochs(pipeline.cache(DecodedCache.onDisk(caches())).trainingFlow(folder), 1);
        assertThat(Thread.interrupted()).as("and does not wait in close()").isTrue();
        assertThat(printed).isEqualTo(expected);
        awaitFile();
    }

    @Test
    void whatCannotBeCachedIsRefused() {
        ImagePipeline cached = PIPELINE.cache(DecodedCache.onDisk(root.resolve("nowhere")));
        try (ImageDataSetIterator flow = cached.trainingFlow(ImageFolder.of(images()))) {
            assertThatThrownBy(flow::hasNext).hasMessageContaining("cache must be given an existing folder");
        }
        ImageArrays arrays = ImageArrays.of(List.of(TestImages.image(4, 4, 3, 1)));
        try (ImageDataSetIterator flow = PIPELINE.cache(DecodedCache.onDisk(caches()))
                .classMode(ClassMode.INPUT)
                .trainingFlow(arrays)) {
            assertThatThrownBy(flow::hasNext).hasMessageContaining("it does not say when they change");
        }
        assertThatThrownBy(() -> DecodedCache.inMemory(0)).hasMessage("mostBytes must be positive but was 0");
    }
}
