package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jimagegen.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class MemoryTest {

    private static final long MEGABYTE = 1L << 20;

    /** 300 batches of 19 MB that nobody keeps, 5.8 GB in all, stay within the budget of 512 MB and what the JVM needs. */
    @Test
    void batchesThatNobodyKeepsDoNotPileUp() throws IOException {
        assumeThat(Path.of("/proc/self/status")).exists();
        BatchAssembler assembler =
                new BatchAssembler(new ImageShape(224, 224, 3), DataFormat.NCHW, ClassMode.CATEGORICAL, 2);
        fill(assembler);
        long before = residentBytes();
        long most = 0;
        for (int i = 0; i < 300; i++) {
            fill(assembler);
            most = Math.max(most, residentBytes());
        }
        assertThat(most - before).isLessThan(1_000 * MEGABYTE);
    }

    private static void fill(BatchAssembler assembler) {
        OpenBatch batch = assembler.open(32);
        for (int row = 0; row < 32; row++) {
            batch.describe(row, row % 2, "image " + row);
        }
        DataSet published = batch.publish();
        published.getFeatures().assign(1);
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }
}
