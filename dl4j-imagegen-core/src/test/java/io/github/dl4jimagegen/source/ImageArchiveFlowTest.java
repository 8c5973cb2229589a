package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An archive in place of the folder that it was made of. */
@ExtendWith(NoThreadsLeft.class)
class ImageArchiveFlowTest {

    private static final GeometricAugmentation ROTATE =
            (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(6, 5).batchSize(3).seed(7).augment(ROTATE);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @SuppressWarnings("NullAway") // set before each test
    private ImageFolder folder;

    @BeforeEach
    void makeImages() {
        folder = ImageFolder.of(TestImages.folder(root.resolve("photos"), 2, 7));
    }

    private ImageArchive archive(Packed kind) throws Exception {
        return ImageArchive.of(kind.write(root.resolve("archive"), Packed.filesOf(root.resolve("photos"), "")));
    }

    @ParameterizedTest
    @EnumSource
    void batchesAreThoseOfTheUnpackedFolderForAnyNumberOfThreads(Packed kind) throws Exception {
        ImageArchive archive = archive(kind);
        for (int workers : new int[] {0, 1, 2, 7}) {
            ImagePipeline pipeline = PIPELINE.workers(workers);
            assertSame(() -> PIPELINE.workers(0).trainingFlow(folder), () -> pipeline.trainingFlow(archive));
            assertSame(
                    () -> PIPELINE.workers(0).evaluationFlow(folder.split(0.3).validation()),
                    () -> pipeline.evaluationFlow(archive.split(0.3).validation()));
        }
    }

    private static void assertSame(Supplier<ImageDataSetIterator> expected, Supplier<ImageDataSetIterator> actual) {
        FlowChecks.deliverTheSame(expected, actual);
    }

    @Test
    void aTrainingOverTheFolderGoesOnOverTheArchive() throws Exception {
        PipelineState state;
        List<String> rest;
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(folder)) {
            assertThat(flow.next().numExamples()).isEqualTo(3);
            state = flow.state();
            rest = TestImages.print(TestImages.rest(flow));
        }
        try (ImageDataSetIterator flow = PIPELINE.trainingFlow(archive(Packed.DEFLATED_ZIP))) {
            flow.restore(state);
            assertThat(TestImages.print(TestImages.rest(flow))).isEqualTo(rest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyThreadsReadAtOnce(Packed kind) throws Exception {
        ImageArchive archive = archive(kind);
        List<Background> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int first = t;
            threads.add(Background.start(() -> {
                for (int round = 0; round < 200; round++) {
                    int i = (first + round) % archive.size();
                    assertThat(archive.read(i, ByteBuffer::allocate)).isEqualTo(folder.read(i, ByteBuffer::allocate));
                }
            }));
        }
        for (Background thread : threads) {
            thread.join();
        }
    }

    @Test
    void anInterruptedThreadReadsAndStaysInterrupted() throws Exception {
        ImageArchive archive = archive(Packed.DEFLATED_ZIP);
        Thread.currentThread().interrupt();
        assertThat(archive.read(1, ByteBuffer::allocate)).isEqualTo(folder.read(1, ByteBuffer::allocate));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** The archive may be large: only its own part is read for an image, and the list of files is not read again. */
    @Test
    void anImageIsReadAloneFromItsPlace() throws Exception {
        ImageArchive archive = archive(Packed.STORED_ZIP);
        Path file = root.resolve("archive");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = bytes.length / 2; i < bytes.length; i++) {
            bytes[i] = 0; // images of the second half, and all of the list at the end
        }
        Path unused = Files.write(file, bytes);
        assertThat(archive.read(0, ByteBuffer::allocate)).isEqualTo(folder.read(0, ByteBuffer::allocate));
    }
}
