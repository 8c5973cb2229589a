package io.github.dl4jimagegen.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.batch.BatchMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With recycled batches a process stays as it is after the first epochs. */
@Tag("soak")
class RecycledSoakTest {

    @Test
    void nothingGrows(@TempDir Path root) {
        Soak soak = Soak.with(BatchMemory.recycled(1), root);
        assertThat(soak.atTheEnd().resident())
                .isLessThan((long) (1.1 * soak.afterTheFirstTenth().resident()));
        assertThat(soak.atTheEnd().physical())
                .isLessThan((long) (1.1 * soak.afterTheFirstTenth().physical()));
        soak.nothingElseGrows();
    }
}
