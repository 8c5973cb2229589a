package io.github.dl4jimagegen.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.batch.BatchMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With fresh batches a process holds no more than their budget. */
@Tag("soak")
class FreshSoakTest {

    private static final long BUDGET = 512 * Soak.MEGABYTE;

    @Test
    void theBudgetIsKept(@TempDir Path root) {
        Soak soak = Soak.with(BatchMemory.fresh(), root);
        assertThat(soak.most() - soak.before().resident()).isLessThan((long) (1.2 * BUDGET));
        soak.nothingElseGrows();
    }
}
