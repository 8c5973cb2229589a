package io.github.dl4jimagegen.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.batch.BatchMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With fresh batches a process holds no more than their budget. */
@Tag("soak")
class FreshSoakTest {

    private static final long BUDGET = 512 * Soak.MEGABYTE;

    @Test
    void theBudgetIsKept(@TempDir Path root) {
        List<Soak> soaks = new ArrayList<>();
        assertThat(Logged.during(() -> soaks.add(Soak.with(BatchMemory.fresh(), root))))
                .filteredOn(line -> line.contains("wait for the garbage collector"))
                .as("how to recycle is said once")
                .singleElement()
                .asString()
                .contains("batchMemory(BatchMemory.recycled(2))");
        Soak soak = soaks.get(0);
        assertThat(soak.most() - soak.before().resident()).isLessThan((long) (1.2 * BUDGET));
        soak.nothingElseGrows();
    }
}
