package io.github.dl4jimagegen.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search process that is killed goes on as if nothing had happened. */
@Timeout(300)
class KilledSearchTest {

    private static Process search(
            Path images, Path directory, Path log, String method, int candidates, int candidateThatHangs)
            throws IOException {
        ProcessBuilder program = OtherJvm.of(
                SearchProcess.class, List.of("-Xmx512m"), images, directory, method, candidates, candidateThatHangs);
        program.environment().put("OMP_NUM_THREADS", "1"); // sums of floats depend on the number of threads
        return OtherJvm.start(program, log);
    }

    private static void finish(Process process, Path log) throws IOException, InterruptedException {
        OtherJvm.finish(process, log, 200);
    }

    private static Map<String, FileTime> candidates(Path directory) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (var files = Files.newDirectoryStream(directory, "candidate-*.json")) {
            for (Path file : files) {
                var unused = times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private static List<String> outcomes(Path directory) {
        return new TrialStore(directory, 42, false)
                .trials().stream()
                        .map(trial -> trial.index() + " " + trial.score() + " " + trial.parameters())
                        .toList();
    }

    /** The genetic one is killed within its second generation, which is bred from the scores of the first. */
    @ParameterizedTest
    @CsvSource({"random, 5, 3", "genetic, 7, 5"})
    void whatWasDoneIsKeptAndTheRestIsWhatItWouldHaveBeen(
            String method, int candidates, int killedIn, @TempDir Path folder) throws Exception {
        Path images = SearchFixtures.bars(folder.resolve("images"), 10);
        Path log = folder.resolve("log.txt");
        Path whole = folder.resolve("whole");
        finish(search(images, whole, log, method, candidates, -1), log);

        Path killed = folder.resolve("killed");
        Process process = search(images, killed, log, method, candidates, killedIn);
        while (process.isAlive() && !Files.readString(log).contains("waits to be killed")) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        process.destroyForcibly().waitFor(); // SIGKILL
        Map<String, FileTime> before = candidates(killed);
        assertThat(before).hasSize(killedIn);
        finish(search(images, killed, log, method, candidates, -1), log);

        assertThat(candidates(killed)).hasSize(candidates).containsAllEntriesOf(before);
        assertThat(outcomes(killed)).isEqualTo(outcomes(whole));
        assertThat(Files.readString(log)).contains("trained " + (candidates - killedIn) + " networks");
    }
}
