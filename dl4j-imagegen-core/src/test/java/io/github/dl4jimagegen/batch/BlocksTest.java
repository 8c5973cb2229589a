package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.Wait;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Memory that the garbage collector gives back, and only when nobody can read it any more. */
class BlocksTest {

    private static final long MOST = 1 << 20;

    static Stream<DataType> types() {
        return Arrays.stream(DataType.values()).filter(Blocks::canHold);
    }

    @ParameterizedTest
    @MethodSource("types")
    void anArrayOverABlockIsLikeAnyOther(DataType type) {
        Blocks blocks = new Blocks();
        blocks.open();
        Blocks.Block block = blocks.take(2 * 3 * 8, MOST);
        Pointer.memset(block.memory(), 0xFF, block.bytes());
        INDArray array = block.array(type, 2, 3);
        INDArray values = Nd4j.createFromArray(0f, 1f, 0f, 1f, 1f, 0f).castTo(type);
        array.assign(values.reshape(2, 3));
        assertThat(array.dataType()).isEqualTo(type);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.ordering()).isEqualTo('c');
        assertThat(array.offset()).isZero();
        assertThat(array.isView()).isFalse();
        assertThat(array.isAttached()).isFalse();
        assertThat(array.data().length()).isEqualTo(6);
        assertThat(array.dup().ravel().castTo(DataType.FLOAT).toFloatVector()).containsExactly(0, 1, 0, 1, 1, 0);
        assertThat(array.getRow(1).castTo(DataType.FLOAT).toFloatVector()).containsExactly(1, 1, 0);
        assertThat(array.getDouble(1, 1)).isEqualTo(1);
        array.putScalar(0, 1, 0);
        assertThat(array.castTo(DataType.FLOAT).sumNumber().intValue()).isEqualTo(2);
        array.close(); // ND4J must not free what is not its own
        blocks.giveBack(block);
        blocks.close();
    }

    @Test
    void whatComesBackIsUsedForTheNextOfAboutItsSize() {
        Blocks blocks = new Blocks();
        blocks.open();
        Blocks.Block block = blocks.take(1_000, MOST);
        Blocks.Block other = blocks.take(1_000, MOST);
        assertThat(other.memory().address()).isNotEqualTo(block.memory().address());
        blocks.giveBack(block);
        assertThat(blocks.take(970, MOST)).isEqualTo(block);
        assertThat(blocks.bytes()).isEqualTo(2 * 1_024);
        blocks.close();
    }

    @Test
    void whatDoesNotFitIsFreedPastTheBudgetAndEverythingAfterTheLastUser() {
        Blocks blocks = new Blocks();
        blocks.open();
        blocks.open();
        blocks.giveBack(blocks.take(600_000, MOST));
        Blocks.Block used = blocks.take(700_000, MOST);
        assertThat(blocks.bytes()).as("the first one is gone").isEqualTo(used.bytes());
        blocks.giveBack(blocks.take(100_000, MOST));
        blocks.close();
        assertThat(blocks.bytes()).as("one user is left").isGreaterThan(used.bytes());
        blocks.close();
        assertThat(blocks.bytes()).isEqualTo(used.bytes());
        blocks.giveBack(used);
        assertThat(blocks.bytes()).isZero();
    }

    /** Whatever Deeplearning4j or a user makes of an array keeps its memory, or is a copy. */
    @SuppressWarnings("ReachabilityFenceUsage") // nothing is to be kept if an assertion fails
    @Test
    void aBlockIsUsedAgainWhenNothingLeadsToItAnyMore() {
        List<Function<INDArray, INDArray>> waysToKeep = List.of(
                array -> array,
                array -> array.getRow(2),
                array -> array.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all()),
                array -> array.permute(1, 0).slice(3),
                array -> array.reshape(5, 4).getColumn(1),
                array -> array.tensorAlongDimension(1, 1),
                array -> array.ravel().get(NDArrayIndex.interval(3, 9)),
                array -> new DataSet(array, array).asList().get(1).getFeatures(),
                array -> new DataSet(array, array).batchBy(2).get(1).getLabels(),
                array -> new DataSet(array, array).getRange(1, 3).getFeatures());
        MemoryBudget budget = MemoryBudget.open();
        List<INDArray> kept = new ArrayList<>();
        Set<Long> blocks = new HashSet<>();
        int views = 0;
        for (int i = 0; i < waysToKeep.size(); i++) {
            INDArray array = allocate(budget);
            array.assign(i);
            INDArray result = waysToKeep.get(i).apply(array);
            views += result.data().originalDataBuffer() == array.data() ? 1 : 0;
            kept.add(result);
            assertThat(blocks.add(address(array))).isTrue();
        }
        assertThat(views).isGreaterThanOrEqualTo(5);
        for (int round = 0; round < 20; round++) {
            System.gc();
            List<INDArray> others =
                    Stream.generate(() -> allocate(budget)).limit(10).toList();
            others.forEach(array -> array.assign(-1));
            for (int i = 0; i < kept.size(); i++) {
                assertThat(kept.get(i).dup().ravel().toFloatVector())
                        .as("way %s", i)
                        .containsOnly(i);
            }
        }
        long first = address(kept.get(0));
        assertThat(blocks).contains(first);
        Reference.reachabilityFence(kept);
        kept.clear();
        Wait.untilCollected(
                "the first is used again",
                () -> Stream.generate(() -> allocate(budget)).limit(50).anyMatch(array -> address(array) == first));
        budget.close();
    }

    private static INDArray allocate(MemoryBudget budget) {
        return budget.allocate(ConsumerDevice.ofCurrentThread(), 80, DataType.FLOAT, 4, 5);
    }

    private static long address(INDArray array) {
        return array.data().addressPointer().address();
    }

    @Test
    void whereThereIsNoMoreMemoryWhatCameBackIsFreed() {
        Blocks blocks = limited(4_096);
        blocks.open();
        blocks.giveBack(blocks.take(3_000, MOST));
        Blocks.Block larger = blocks.take(3_500, MOST);
        assertThat(blocks.bytes()).isEqualTo(larger.bytes());
        blocks.giveBack(larger);
        blocks.close();
    }

    @Test
    void whereThereIsNoMoreMemoryBatchesThatNobodyNeedsAreWaitedFor() throws Exception {
        Blocks blocks = limited(4_096);
        blocks.open();
        Blocks.Block block = blocks.take(3_000, MOST);
        Background other = Background.start(() -> {
            Thread.sleep(150);
            blocks.giveBack(block);
        });
        Blocks.Block larger = blocks.take(3_500, MOST);
        other.join();
        assertThatThrownBy(() -> blocks.take(3_500, MOST))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageContaining("cannot allocate 3584 bytes of native memory for a batch, beside 3584 bytes");
        blocks.giveBack(larger);
        blocks.close();
    }

    private static Blocks limited(long limit) {
        AtomicReference<@Nullable Blocks> made = new AtomicReference<>();
        Blocks blocks = new Blocks(size -> {
            Blocks known = made.get();
            return known == null || known.bytes() + size > limit ? null : Pointer.malloc(size);
        });
        made.set(blocks);
        return blocks;
    }
}
