package io.github.dl4jimagegen.batch;

import static io.github.dl4jimagegen.batch.ReachableBatches.Due.EVERYTHING;
import static io.github.dl4jimagegen.batch.ReachableBatches.Due.NOTHING;
import static io.github.dl4jimagegen.batch.ReachableBatches.Due.YOUNG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.batch.ReachableBatches.Due;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachableBatchesTest {

    private static final long BUDGET = 80;

    private final ReachableBatches batches = new ReachableBatches();
    private final List<Due> collections = new ArrayList<>();
    private long most;

    /** Allocates batches of one byte one after the other, and frees what collections find. */
    private void allocate(int count, boolean youngFindsThem, long kept) {
        for (int i = 0; i < count; i++) {
            Due due = batches.due(1, BUDGET);
            if (due == EVERYTHING || (due == YOUNG && youngFindsThem)) {
                batches.freed(batches.bytes() - kept);
            }
            if (due != NOTHING) {
                collections.add(due);
            }
            batches.allocated(1);
            most = Math.max(most, batches.bytes());
        }
    }

    @Test
    void nothingIsCollectedWithinTheBudget() {
        allocate((int) BUDGET, true, 0);
        assertThat(collections).isEmpty();
    }

    @Test
    void batchesThatNobodyKeepsAreCollectedYoung() {
        allocate(800, true, 0);
        assertThat(collections).hasSize(9).containsOnly(YOUNG);
        assertThat(most).isEqualTo(BUDGET);
    }

    @Test
    void whatAYoungCollectionMissesAFullOneFindsSoon() {
        allocate(800, false, 0);
        assertThat(collections).startsWith(YOUNG, EVERYTHING, YOUNG, EVERYTHING).hasSizeBetween(16, 18);
        assertThat(most).isLessThanOrEqualTo(BUDGET + BUDGET / 8 + 1);
    }

    @Test
    void whatTheCallerReallyKeepsIsNotLookedForAgainAndAgain() {
        for (int kept = 1; kept <= 800; kept++) {
            allocate(1, true, batches.bytes()); // nothing is ever freed
        }
        assertThat(collections).contains(YOUNG, EVERYTHING).hasSizeLessThanOrEqualTo(800 / (80 / 8 + 80 / 2) * 2);
    }

    @Test
    void besideWhatIsKeptYoungCollectionsGoOn() {
        batches.allocated(100);
        allocate(60, true, 100); // finds out that 100 are kept
        allocate(800, true, 100);
        assertThat(collections.subList(2, collections.size()))
                .hasSizeBetween(17, 21)
                .containsOnly(YOUNG);
    }

    @Test
    void whatCannotBeAllocatedDoesNotCount() {
        assertThat(batches.due(1L << 56, BUDGET)).isEqualTo(YOUNG); // and then there is no such memory
        allocate(800, true, 0);
        assertThat(collections).hasSizeGreaterThanOrEqualTo(9);
        assertThat(most).isEqualTo(BUDGET);
    }

    /** The collector takes its time: what a full collection has found may be freed after the next young one was due. */
    @Test
    void whatAFullCollectionFoundCountsHoweverLateItIsFreed() {
        batches.allocated(90);
        assertThat(batches.due(20, 100)).isEqualTo(YOUNG);
        batches.allocated(20);
        assertThat(batches.due(20, 100)).isEqualTo(EVERYTHING);
        batches.freed(10);
        batches.allocated(60);
        assertThat(batches.due(20, 100)).isEqualTo(YOUNG);
        batches.freed(150);
        batches.allocated(90);
        assertThat(batches.due(10, 100)).isEqualTo(YOUNG);
        batches.allocated(10);
        assertThat(batches.due(10, 100)).as("young ones find nothing").isEqualTo(EVERYTHING);
    }
}
