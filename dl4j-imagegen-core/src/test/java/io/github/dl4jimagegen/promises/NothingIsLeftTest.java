package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArchive;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Promise 5: however it ends, no thread, no file and no native memory is left behind. */
@ExtendWith(NoThreadsLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NothingIsLeftTest {

    private static final int EXAMPLES = 20;

    /** How a flow comes to its end, or an epoch of it. */
    enum Ending {
        CLOSED_IN_MID_EPOCH {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                take(flow);
                flow.close();
                flow.close();
            }
        },
        READ_TO_ITS_END_AND_NOT_CLOSED {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                assertThat(TestImages.rest(flow)).hasSize(7);
            }
        },
        READ_TO_ITS_END_AND_CLOSED {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                assertThat(TestImages.rest(flow)).hasSize(7);
                flow.close();
            }
        },
        RESET_IN_MID_EPOCH {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                take(flow);
                flow.reset();
            }
        },
        RESET_TWICE {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                take(flow);
                flow.reset();
                flow.reset();
                take(flow);
                flow.reset();
            }
        },
        RESET_BY_ANOTHER_THREAD {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) throws InterruptedException {
                take(flow);
                Thread other = new Thread(flow::reset);
                other.start();
                other.join();
                assertThat(flow.epoch()).isEqualTo(1);
            }
        },
        CLOSED_BY_ANOTHER_THREAD_WHILE_BATCHES_ARE_TAKEN {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) throws InterruptedException {
                take(flow);
                Thread other = new Thread(flow::close);
                other.start();
                Throwable closed = null;
                while (closed == null) {
                    closed = catchThrowable(() -> {
                        assertThat(TestImages.rest(flow)).hasSizeLessThan(8);
                        flow.reset();
                    });
                }
                assertThat(closed).hasMessage("the iterator is closed");
                other.join();
            }
        },
        READ_TO_ITS_END_BY_AN_INTERRUPTED_THREAD {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                Thread.currentThread().interrupt();
                assertThat(TestImages.rest(flow)).hasSize(7);
                assertThat(Thread.interrupted()).isTrue();
            }
        },
        DROPPED_IN_MID_EPOCH {
            @Override
            <F extends DataSetIterator & Flow> void end(F flow) {
                take(flow);
            }
        };

        abstract <F extends DataSetIterator & Flow> void end(F flow) throws InterruptedException;

        private static void take(DataSetIterator flow) {
            assertThat(flow.next().numExamples()).isEqualTo(3);
        }
    }

    private static <F extends DataSetIterator & Flow> void end(Ending ending, Supplier<F> flows) throws Exception {
        F flow = flows.get();
        WeakReference<F> dropped = new WeakReference<>(flow);
        ending.end(flow);
        flow = null;
        if (ending == Ending.DROPPED_IN_MID_EPOCH) {
            Wait.untilCollected("the flow is found", () -> dropped.refersTo(null));
        }
    }

    /** A worker reads files of 1 MB into native memory; what ND4J itself holds is some kB, and freed at any time. */
    @ParameterizedTest
    @EnumSource
    void ofAFolder(Ending ending, @TempDir Path root) throws Exception {
        for (int i = 0; i < EXAMPLES; i++) {
            Path unused = TestImages.write(root.resolve("only/" + i + ".bmp"), TestImages.encoded("bmp", 600, 600, i));
        }
        nothingIsLeft(ending, ImageFolder.of(root), root);
    }

    @ParameterizedTest
    @EnumSource
    void ofAnArchive(Ending ending, @TempDir Path root) throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(root.resolve("images.zip")))) {
            for (int i = 0; i < EXAMPLES; i++) {
                zip.putNextEntry(new ZipEntry("only/" + i + ".bmp"));
                zip.write(TestImages.encoded("bmp", 600, 600, i));
            }
        }
        ImageArchive archive = ImageArchive.of(root.resolve("images.zip"));
        assertThat(openFiles(root)).isZero();
        nothingIsLeft(ending, archive, root);
    }

    private static void nothingIsLeft(Ending ending, ImageSource source, Path root) throws Exception {
        for (int workers : FlowShapes.WORKERS) {
            ImagePipeline pipeline = ImagePipeline.targetSize(6, 5).batchSize(3).workers(workers);
            long before = Pointer.totalBytes();
            try (var flow = pipeline.trainingFlow(source)) {
                assertThat(flow.next().numExamples()).isEqualTo(3);
                assertThat(Pointer.totalBytes() - before).isGreaterThan(800_000);
            }
            end(ending, () -> pipeline.trainingFlow(source));
            Wait.until("the native memory is free", () -> Pointer.totalBytes() - before < 400_000);
            Wait.until("no file is open", () -> openFiles(root) == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAGenerator(Ending ending, @TempDir Path root) throws Exception {
        Path file = Files.write(
                root.resolve("numbers.txt"),
                IntStream.range(0, EXAMPLES).mapToObj(Integer::toString).toList());
        Examples<Integer> numbers = Examples.fromStream(() -> lines(file)).map(Integer::parseInt);
        Examples<Sample> samples = numbers.map(i -> Sample.of(TestImages.image(7, 9, 3, i), i % 2));
        Examples<Example> tensors = numbers.map(i -> Example.of(Nd4j.createFromArray(i, 1f), i), 2);
        OutputSignature signature =
                OutputSignature.of(TensorSpec.of(DataType.FLOAT, 2), TensorSpec.scalar(DataType.INT32));
        for (int workers : FlowShapes.WORKERS) {
            end(ending, () -> ImagePipeline.targetSize(6, 5)
                    .batchSize(3)
                    .workers(workers)
                    .trainingFlow(samples, ClassIndex.numbered(2)));
            Wait.until("no file is open", () -> openFiles(root) == 0);
        }
        for (int prefetch : FlowShapes.PREFETCH) {
            end(ending, () -> GeneratorDataSetIterator.builder(tensors, signature)
                    .batchSize(3)
                    .prefetch(prefetch)
                    .build());
            Wait.until("no file is open", () -> openFiles(root) == 0);
        }
    }

    /** The file stays open until the stream is closed, also at its end. */
    @SuppressWarnings("StreamResourceLeak")
    private static Stream<String> lines(Path file) {
        try {
            return Files.lines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many files below a folder the process has open; 0 on systems that do not say. */
    private static long openFiles(Path root) {
        Path descriptors = Path.of("/proc/self/fd");
        if (Files.notExists(descriptors)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(file -> isBelow(root, file)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBelow(Path root, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(root.toRealPath());
        } catch (IOException e) {
            return false; // it was closed meanwhile
        }
    }
}
