package io.github.dl4jimagegen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.OtherJvm;
import io.github.dl4jimagegen.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training process that is killed goes on as if nothing had happened. */
@Timeout(900)
class KilledTrainingTest {

    private static final int ITERATIONS = 3 * 7; // epochs x batches

    private static Process train(Path images, Path checkpoint, Path log, int iterationsUntilItHangs)
            throws IOException {
        ProcessBuilder program =
                OtherJvm.of(TrainingProcess.class, List.of("-Xmx512m"), images, checkpoint, iterationsUntilItHangs);
        program.environment().put("OMP_NUM_THREADS", "1"); // sums of floats depend on the number of threads
        return OtherJvm.start(program, log);
    }

    private static void finish(Process process, Path log) throws IOException, InterruptedException {
        OtherJvm.finish(process, log, 300);
    }

    @Test
    void weightsAreBitIdenticalToThoseOfAnUninterruptedRun(@TempDir Path folder) throws Exception {
        Path images = TestImages.folder(folder.resolve("images"), 2, 14); // 28 images in batches of 4
        Path whole = folder.resolve("whole.zip");
        Path log = folder.resolve("log.txt");
        finish(train(images, whole, log, Integer.MAX_VALUE), log);

        Path killed = folder.resolve("killed.zip");
        Process process = train(images, killed, log, 10); // in the middle of the second epoch
        while (process.isAlive() && !Files.readString(log).contains("waits to be killed")) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        process.destroyForcibly().waitFor(); // SIGKILL
        PipelineState state = Checkpoint.state(killed);
        assertThat(List.of(state.epoch(), state.position())).containsExactly(1L, 12L);
        finish(train(images, killed, log, Integer.MAX_VALUE), log);

        MultiLayerNetwork expected = MultiLayerNetwork.load(whole.toFile(), true);
        MultiLayerNetwork actual = MultiLayerNetwork.load(killed.toFile(), true);
        assertThat(expected.getIterationCount()).isEqualTo(ITERATIONS);
        assertThat(actual.getIterationCount()).isEqualTo(ITERATIONS);
        assertThat(actual.getEpochCount()).isEqualTo(expected.getEpochCount()).isEqualTo(3);
        assertThat(actual.params().data().asFloat())
                .isEqualTo(expected.params().data().asFloat());
        assertThat(actual.getUpdater().getStateViewArray().data().asFloat())
                .isEqualTo(expected.getUpdater().getStateViewArray().data().asFloat());
    }
}
