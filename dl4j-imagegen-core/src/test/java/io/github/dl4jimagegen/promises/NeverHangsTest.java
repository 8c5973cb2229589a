package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.SignatureMismatchException;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Promise 4: a failure comes in its place, names what failed, and nothing waits for ever. */
@ExtendWith(NoThreadsLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NeverHangsTest {

    private static final OutputSignature SIGNATURE =
            OutputSignature.of(TensorSpec.of(DataType.FLOAT, 2), TensorSpec.scalar(DataType.INT32));

    private static Example example(int i) {
        return Example.of(Nd4j.createFromArray(i, 1f), i);
    }

    private static GeneratorDataSetIterator.Builder generator(int count, IntFunction<Example> examples) {
        return GeneratorDataSetIterator.builder(
                () -> IntStream.range(0, count).mapToObj(examples).iterator(), SIGNATURE);
    }

    /**
     * Fourteen images of which one can be broken.
     *
     * @param flows makes a flow over them
     * @param bad the name of the one
     * @param message what is to be read in the exception
     * @param broken breaks or mends it
     */
    private record Fragile(
            Function<ImagePipeline, ImageDataSetIterator> flows,
            String bad,
            List<String> message,
            Consumer<Boolean> broken) {}

    private static Fragile folder(Path root, BiFunction<ImagePipeline, ImageSource, ImageDataSetIterator> flow) {
        ImageFolder images = ImageFolder.of(TestImages.folder(root, 2, 7));
        byte[] good = TestImages.encoded("jpg", 20, 30, 1);
        return new Fragile(
                pipeline -> flow.apply(pipeline, images),
                "class1/image002.jpg",
                List.of(
                        "cannot decode class1/image002.jpg",
                        "class class1, index 9",
                        "truncated",
                        "onError(OnError.SKIP)"),
                broken -> {
                    byte[] bytes = broken ? Arrays.copyOf(good, good.length / 2) : good;
                    Path unused = TestImages.write(root.resolve("class1/image002.jpg"), bytes);
                });
    }

    private static Fragile generatorOfImages() {
        AtomicBoolean isBroken = new AtomicBoolean();
        Examples<Sample> samples = Examples.indexed(14, i -> {
            if (i == 9 && isBroken.get()) {
                throw new IllegalStateException("not today");
            }
            return Sample.of(TestImages.image(7, 9, 3, (int) i), (int) i % 2);
        });
        return new Fragile(
                pipeline -> pipeline.trainingFlow(samples, ClassIndex.numbered(2)),
                "example 9",
                List.of("generator example 9 failed", "not today"),
                isBroken::set);
    }

    @Test
    void aBadImageFailsInItsPlaceWhateverTheFlow(@TempDir Path root) {
        Fragile training = folder(root.resolve("training"), ImagePipeline::trainingFlow);
        Fragile evaluation = folder(root.resolve("evaluation"), ImagePipeline::evaluationFlow);
        Fragile generator = generatorOfImages();
        PhotometricAugmentation light = (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1.5), 3);
        for (ClassMode classMode :
                List.of(ClassMode.CATEGORICAL, ClassMode.SPARSE, ClassMode.BINARY, ClassMode.INPUT, ClassMode.NONE)) {
            for (DataFormat format : DataFormat.values()) {
                ImagePipeline plain = ImagePipeline.targetSize(6, 5)
                        .batchSize(3)
                        .classMode(classMode)
                        .dataFormat(format);
                failsInItsPlace(evaluation, plain);
                if (classMode.equals(ClassMode.NONE)) {
                    continue;
                }
                for (ImagePipeline pipeline : List.of(plain, plain.augment(light))) {
                    failsInItsPlace(generator, pipeline);
                    for (Sampler sampler : List.of(Sampler.shuffled(), Sampler.inOrder(), Sampler.oversampled())) {
                        failsInItsPlace(training, pipeline.sampler(sampler));
                    }
                }
            }
        }
    }

    private static void failsInItsPlace(Fragile images, ImagePipeline pipeline) {
        for (int workers : FlowShapes.WORKERS) {
            for (int prefetch : FlowShapes.PREFETCH) {
                ImagePipeline threaded = pipeline.workers(workers).prefetch(prefetch);
                try (ImageDataSetIterator flow = images.flows.apply(threaded);
                        ImageDataSetIterator whole = images.flows.apply(threaded)) {
                    failsInItsPlace(images, flow, whole);
                }
            }
        }
    }

    private static void failsInItsPlace(Fragile images, ImageDataSetIterator flow, ImageDataSetIterator whole) {
        List<String> names = TestImages.names(TestImages.rest(whole));
        int before = names.indexOf(images.bad) / 3;
        images.broken.accept(true);
        for (int batch = 0; batch < before; batch++) {
            DataSet delivered = flow.next();
            assertThat(delivered.getExampleMetaData()).isEqualTo(names.subList(3 * batch, 3 * batch + 3));
        }
        for (int i = 0; i < 3; i++) {
            Throwable thrown = catchThrowable(flow::hasNext);
            assertThat(thrown.getMessage()).contains(images.message);
        }
        images.broken.accept(false);
        flow.reset();
        assertThat(TestImages.names(TestImages.rest(flow)))
                .hasSize(14)
                .isEqualTo(before == 0 ? names : nextEpoch(whole));
    }

    private static List<String> nextEpoch(ImageDataSetIterator flow) {
        flow.reset();
        return TestImages.names(TestImages.rest(flow));
    }

    @Test
    void aGeneratorThatThrowsOrReturnsNullIsNamedByItsNumber() {
        for (int prefetch : FlowShapes.PREFETCH) {
            for (Throwable thrown : List.of(
                    new IllegalStateException("no more"),
                    new UnsupportedOperationException(),
                    new StackOverflowError())) {
                try (var flow = generator(9, i -> i == 5 ? sneak(thrown) : example(i))
                        .batchSize(2)
                        .prefetch(prefetch)
                        .build()) {
                    assertThat(flow.next().numExamples()).isEqualTo(2);
                    assertThat(flow.next().numExamples()).isEqualTo(2);
                    Throwable caught = catchThrowable(flow::hasNext);
                    if (thrown instanceof Error) {
                        assertThat(caught).isSameAs(thrown);
                    } else {
                        assertThat(caught).hasMessageContaining("example 5").hasRootCause(thrown);
                    }
                    assertThat(catchThrowable(flow::next)).isSameAs(caught);
                }
            }
            try (var flow = generator(9, i -> i == 5 ? nothing() : example(i))
                    .batchSize(2)
                    .prefetch(prefetch)
                    .build()) {
                assertThat(flow.next(4).numExamples()).isEqualTo(4);
                assertThatThrownBy(flow::next).hasMessageContaining("example 5").hasMessageContaining("null");
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> Example sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @SuppressWarnings("NullAway") // that is what is tested
    private static Example nothing() {
        return null;
    }

    @Test
    void aShapeThatChangesAtExampleThousandIsNamed() {
        try (var flow = generator(1_100, i -> i == 1_000 ? Example.of(Nd4j.zeros(3), 1) : example(i))
                .batchSize(100)
                .build()) {
            for (int i = 0; i < 10; i++) {
                assertThat(flow.next().numExamples()).isEqualTo(100);
            }
            assertThatThrownBy(flow::hasNext)
                    .isInstanceOf(SignatureMismatchException.class)
                    .hasMessageContaining("example 1000")
                    .hasMessageContaining("FLOAT [3]")
                    .hasMessageContaining("FLOAT [2]");
        }
    }

    @Test
    void anInfiniteGeneratorGoesOnUntilItIsClosed() {
        AtomicInteger pulled = new AtomicInteger();
        for (int prefetch : FlowShapes.PREFETCH) {
            pulled.set(0);
            var flow = generator(Integer.MAX_VALUE, i -> {
                        int unused = pulled.incrementAndGet();
                        return example(i);
                    })
                    .batchSize(4)
                    .prefetch(prefetch)
                    .build();
            for (int i = 0; i < 50; i++) {
                assertThat(flow.next().getLabels().getInt(0)).isEqualTo(4 * i);
            }
            flow.close();
            assertThat(pulled.get()).isLessThanOrEqualTo(4 * (50 + prefetch + 1));
            assertThatThrownBy(flow::hasNext).hasMessageContaining("closed");
        }
    }

    @Test
    void closeEndsAGeneratorThatBlocksForEver() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int prefetch : new int[] {1, 4}) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch tookTwo = new CountDownLatch(2);
            AtomicBoolean interrupted = new AtomicBoolean();
            var flow = generator(9, i -> {
                        if (i == 5) {
                            blocked.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                                throw new IllegalStateException(e);
                            }
                        }
                        return example(i);
                    })
                    .batchSize(2)
                    .prefetch(prefetch)
                    .build();
            Background consumer = Background.start(() -> {
                for (int i = 0; i < 2; i++) {
                    assertThat(flow.next().numExamples()).isEqualTo(2);
                    tookTwo.countDown();
                }
                assertThatThrownBy(flow::next).hasMessageContaining("closed");
            });
            assertThat(tookTwo.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
            flow.close();
            assertThat(interrupted).as("before close() returns").isTrue();
            consumer.join();
        }
    }

    @Test
    void aGeneratorThatDoesNotComeBackIsNotCalledByASecondThread() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (var flow = generator(9, i -> {
                    if (i == 5) {
                        blocked.countDown();
                        while (release.getCount() > 0) {
                            Thread.onSpinWait(); // deaf to interrupts
                        }
                    }
                    return example(i);
                })
                .batchSize(2)
                .build()) {
            assertThat(flow.next().numExamples()).isEqualTo(2);
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
            flow.reset();
            assertThatThrownBy(flow::hasNext).hasMessageContaining("still being read");
            release.countDown();
            while (catchThrowable(flow::hasNext) != null) {
                Thread.sleep(10);
            }
            assertThat(flow.next(9).numExamples()).isEqualTo(9);
        }
    }

    @Test
    void resetAndCloseMayComeTwiceInMidEpochAndFromAnotherThread(@TempDir Path root) throws Exception {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        for (int workers : FlowShapes.WORKERS) {
            for (int prefetch : FlowShapes.PREFETCH) {
                ImageDataSetIterator flow = ImagePipeline.targetSize(6, 5)
                        .batchSize(3)
                        .workers(workers)
                        .prefetch(prefetch)
                        .trainingFlow(folder);
                assertThat(flow.next().numExamples()).isEqualTo(3);
                flow.reset();
                flow.reset();
                assertThat(flow.epoch()).isEqualTo(1);
                assertThat(flow.next().numExamples()).isEqualTo(3);
                Background.start(() -> {
                            flow.reset();
                            assertThat(flow.next().numExamples()).isEqualTo(3);
                            flow.close();
                        })
                        .join();
                assertThat(flow.epoch()).isEqualTo(2);
                flow.close();
                assertThatThrownBy(flow::next).hasMessageContaining("closed");
            }
        }
    }

    @Test
    void anInterruptLosesNothing(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 9));
        for (int workers : FlowShapes.WORKERS) {
            for (int prefetch : FlowShapes.PREFETCH) {
                try (ImageDataSetIterator flow = ImagePipeline.targetSize(6, 5)
                        .batchSize(4)
                        .workers(workers)
                        .prefetch(prefetch)
                        .evaluationFlow(folder)) {
                    Thread.currentThread().interrupt();
                    List<String> names = TestImages.names(TestImages.rest(flow));
                    assertThat(Thread.interrupted()).isTrue();
                    assertThat(names).isEqualTo(flow.sampleNames());
                }
            }
        }
    }
}
