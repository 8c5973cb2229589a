package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class MemoryTest {

    private static final long MEGABYTE = 1L << 20;

    private static BatchBuffers fresh() {
        return new BatchBuffers(BatchMemory.fresh(), ConsumerDevice.ofCurrentThread());
    }

    /** 300 batches of 19 MB that nobody keeps, 5.8 GB in all, stay within the budget of 512 MB and what the JVM needs. */
    @Test
    void batchesOfImagesThatNobodyKeepsDoNotPileUp() throws IOException {
        ImageShape image = new ImageShape(224, 224, 3);
        BatchAssembler assembler = new BatchAssembler(
                image,
                DataType.FLOAT,
                DataFormat.NCHW,
                List.of(),
                ClassMode.CATEGORICAL.encoders(new LabelContext(List.of(2), image, DataFormat.NCHW, 0, null)),
                false);
        BatchBuffers buffers = fresh();
        assertThat(growth(() -> {
                    OpenBatch batch = assembler.open(buffers, 32);
                    for (int row = 0; row < 32; row++) {
                        batch.describe(row, Target.ofClass(row % 2), "image " + row);
                    }
                    batch.publish().toDataSet().getFeatures().assign(1);
                }))
                .isLessThan(1_000 * MEGABYTE);
    }

    @Test
    void batchesOfExamplesThatNobodyKeepsDoNotPileUp() throws IOException {
        OutputSignature signature =
                OutputSignature.of(TensorSpec.of(DataType.FLOAT, 3, 224, 224), TensorSpec.scalar(DataType.INT32));
        List<Example> examples = Collections.nCopies(32, Example.of(Nd4j.ones(DataType.FLOAT, 3, 224, 224), 1));
        BatchBuffers buffers = fresh();
        assertThat(growth(() -> {
                    Batch unused = signature.stack(examples, 0, DataFormat.NCHW, buffers);
                }))
                .isLessThan(1_000 * MEGABYTE);
    }

    private static long growth(Runnable batch) throws IOException {
        assumeThat(Path.of("/proc/self/status")).exists();
        batch.run();
        long before = residentBytes();
        long most = 0;
        for (int i = 0; i < 300; i++) {
            batch.run();
            most = Math.max(most, residentBytes());
        }
        return most - before;
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }
}
