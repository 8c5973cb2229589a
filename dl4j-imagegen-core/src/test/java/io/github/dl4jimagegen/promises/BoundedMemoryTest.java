package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.Wait;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.listener.InputBoundListener;
import io.github.dl4jimagegen.promises.FlowShapes.Shape;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Promise 5: a few batches ahead, arrays that own their memory, and nothing left behind. */
@ExtendWith(NoThreadsLeft.class)
class BoundedMemoryTest {

    @Test
    void arraysAreDetachedAndContiguousAtOffsetZero(@TempDir Path root) {
        for (Shape<?> shape : FlowShapes.all(root)) {
            for (int workers : FlowShapes.WORKERS) {
                for (int prefetch : FlowShapes.PREFETCH) {
                    arraysAreProper(shape, workers, prefetch);
                }
            }
        }
    }

    private static <F extends Flow & Iterator<?>> void arraysAreProper(Shape<F> shape, int workers, int prefetch) {
        try (F flow = shape.make(workers, prefetch)) {
            int batches = 0;
            while (flow.hasNext()) {
                arrays(flow.next()).forEach(array -> {
                    assertThat(array.isAttached()).isFalse();
                    assertThat(array.ordering()).isEqualTo('c');
                    assertThat(array.offset()).isZero();
                    // A last row of weighted images does not stand alone: it joins the batch before.
                    assertThat(array.size(0)).isBetween(1L, FlowShapes.BATCH + 1L);
                    assertThat(isContiguous(array)).isTrue();
                });
                batches++;
            }
            assertThat(batches).as(shape.toString()).isBetween(2, 4);
        }
    }

    private static boolean isContiguous(INDArray array) {
        long stride = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            if (array.size(i) > 1 && array.stride(i) != stride) {
                return false;
            }
            stride *= array.size(i);
        }
        return true;
    }

    private static Stream<INDArray> arrays(Object batch) {
        return batch instanceof DataSet dataSet
                ? Stream.of(dataSet.getFeatures(), dataSet.getLabels()).filter(array -> array != null)
                : Stream.concat(
                        Stream.of(((MultiDataSet) batch).getFeatures()), Stream.of(((MultiDataSet) batch).getLabels()));
    }

    private static GeneratorDataSetIterator.Builder counting(AtomicInteger pulled, int size) {
        Iterable<Example> examples = () -> IntStream.range(0, 200)
                .mapToObj(i -> {
                    int unused = pulled.incrementAndGet();
                    return Example.of(Nd4j.valueArrayOf(new long[] {size}, (float) i), i);
                })
                .iterator();
        return GeneratorDataSetIterator.builder(
                        examples,
                        OutputSignature.of(TensorSpec.of(DataType.FLOAT, size), TensorSpec.scalar(DataType.INT32)))
                .batchSize(5);
    }

    @Test
    void noMoreThanThePrefetchIsPulledAhead() throws Exception {
        AtomicInteger pulled = new AtomicInteger();
        Examples<Sample> images = Examples.indexed(200, i -> {
            int unused = pulled.incrementAndGet();
            return Sample.of(TestImages.image(7, 9, 3, (int) i), 0);
        });
        for (int prefetch : FlowShapes.PREFETCH) {
            pulledAheadAtMost(
                    prefetch, pulled, counting(pulled, 2).prefetch(prefetch).build());
            for (int workers : FlowShapes.WORKERS) {
                ImagePipeline pipeline = ImagePipeline.targetSize(6, 5)
                        .batchSize(5)
                        .workers(workers)
                        .prefetch(prefetch);
                pulledAheadAtMost(
                        workers == 0 ? 0 : prefetch, pulled, pipeline.trainingFlow(images, ClassIndex.numbered(1)));
            }
        }
    }

    private static <F extends DataSetIterator & Flow> void pulledAheadAtMost(
            int batches, AtomicInteger pulled, F iterator) throws InterruptedException {
        pulled.set(0);
        try (F flow = iterator) {
            for (int taken = 1; taken <= 10; taken++) {
                assertThat(flow.next().numExamples()).isEqualTo(5);
                Thread.sleep(5);
                assertThat(pulled.get()).isBetween(5 * taken, 5 * (taken + batches));
            }
        }
    }

    @Test
    void aFreshBatchIsTheCallersToKeep(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 9));
        List<DataSet> kept = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(6, 5).batchSize(4).trainingFlow(folder)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                while (flow.hasNext()) {
                    kept.add(flow.next());
                    printed.add(TestImages.print(kept.get(kept.size() - 1)));
                }
                flow.reset();
            }
        }
        assertThat(TestImages.print(kept)).isEqualTo(printed);
    }

    @Test
    void recycledBatchesStayValidForTheLengthOfTheRingAndNoLonger(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        for (int ring : new int[] {1, 2, 5}) {
            for (int workers : FlowShapes.WORKERS) {
                ImagePipeline pipeline = ImagePipeline.targetSize(6, 5)
                        .batchSize(3)
                        .workers(workers)
                        .prefetch(2);
                recycles(pipeline.batchMemory(BatchMemory.recycled(ring)).trainingFlow(folder), ring, false);
                recycles(
                        pipeline.batchMemory(BatchMemory.recycled(ring).withChecks())
                                .trainingFlow(folder),
                        ring,
                        true);
            }
        }
    }

    private static void recycles(ImageDataSetIterator flow, int ring, boolean checked) {
        try (flow) {
            List<DataSet> batches = new ArrayList<>();
            List<String> printed = new ArrayList<>();
            Set<Long> addresses = new HashSet<>();
            for (int epoch = 0; epoch < 3; epoch++) {
                while (flow.hasNext()) {
                    DataSet batch = flow.next();
                    batches.add(batch);
                    printed.add(TestImages.print(batch));
                    long address = batch.getFeatures().data().addressPointer().address();
                    boolean unused = addresses.add(address);
                    for (int i = Math.max(0, batches.size() - ring); i < batches.size(); i++) {
                        assertThat(TestImages.print(batches.get(i))).isEqualTo(printed.get(i));
                    }
                    if (checked) {
                        for (int i = 0; i < batches.size() - ring; i++) {
                            assertThat(batches.get(i).getFeatures().getFloat(0)).isNaN();
                            assertThat(batches.get(i).getLabels().getFloat(0)).isNaN();
                        }
                    }
                }
                flow.reset();
            }
            assertThat(batches).hasSize(3 * 14);
            if (!checked) { // the ring, two ahead (in the making or ready), and the one that is being handed out
                assertThat(addresses.size()).isLessThanOrEqualTo(ring + 2 + 1);
            }
        }
    }

    /** What next(n) gathers is a copy, so that neither it nor the batch before it is overwritten meanwhile. */
    @Test
    void examplesThatAreGatheredAreNotRecycledMeanwhile(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        ImagePipeline pipeline = ImagePipeline.targetSize(6, 5).batchSize(3).prefetch(1);
        try (ImageDataSetIterator fresh = pipeline.trainingFlow(folder);
                ImageDataSetIterator recycled =
                        pipeline.batchMemory(BatchMemory.recycled(2)).trainingFlow(folder)) {
            for (int n : new int[] {3, 11, 2, 1, 14, 9}) {
                DataSet before = recycled.next(3);
                String printed = TestImages.print(before);
                assertThat(printed).isEqualTo(TestImages.print(fresh.next(3)));
                if (recycled.hasNext() && fresh.hasNext()) {
                    assertThat(TestImages.print(recycled.next(n))).isEqualTo(TestImages.print(fresh.next(n)));
                    assertThat(TestImages.print(before)).isEqualTo(printed);
                }
                if (!recycled.hasNext()) {
                    recycled.reset();
                    fresh.reset();
                }
            }
        }
    }

    @Test
    void batchesThatNobodyTookAreRecycledToo(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 20));
        Set<Long> addresses = new HashSet<>();
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(6, 5)
                .batchSize(3)
                .prefetch(4)
                .batchMemory(BatchMemory.recycled(1))
                .trainingFlow(folder)) {
            for (int epoch = 0; epoch < 20; epoch++) {
                boolean unused = addresses.add(
                        flow.next().getFeatures().data().addressPointer().address());
                flow.reset();
            }
        }
        assertThat(addresses.size()).isLessThanOrEqualTo(1 + 4 + 1);
    }

    @Test
    void aRingNeedsALength() {
        assertThatThrownBy(() -> BatchMemory.recycled(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new BatchMemory(-1, false)).hasMessageContaining("-1");
    }

    /** Deeplearning4j closes nothing: what it drops has to be found. The network that a flow saves leads back to the flow, by way of its listeners. */
    @Test
    void aFlowThatSavesANetworkIsDroppedWithIt(@TempDir Path root) {
        WeakReference<Object> dropped = withListenerAndCheckpoints(root);
        Wait.untilCollected("the flow is found", () -> dropped.refersTo(null));
    }

    private static WeakReference<Object> withListenerAndCheckpoints(Path root) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(6, 5, 3))
                .build());
        network.init();
        ImageDataSetIterator flow =
                ImagePipeline.targetSize(6, 5).batchSize(3).trainingFlow(ImageFolder.of(TestImages.folder(root, 2, 4)));
        network.setListeners(new InputBoundListener(flow));
        flow.checkpointEvery(1, root.resolve("model.zip"), network::save);
        network.fit(flow, 2);
        return new WeakReference<>(flow);
    }
}
