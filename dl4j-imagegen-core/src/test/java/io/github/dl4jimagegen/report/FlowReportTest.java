package io.github.dl4jimagegen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowReportTest {

    private static FlowReport report(int waitedMillis, int workers, Map<Stage, Duration> stages) {
        return new FlowReport(
                2, 10, 320, Duration.ofMillis(1_000), Duration.ofMillis(waitedMillis), 0.4, workers, 0, stages);
    }

    @Test
    void sharesAddUp() {
        FlowReport report =
                report(250, 2, Map.of(Stage.READ, Duration.ofMillis(100), Stage.DECODE, Duration.ofMillis(300)));
        assertThat(report.waitedShare()).isEqualTo(0.25);
        assertThat(report.share(Stage.DECODE)).isEqualTo(0.75);
        assertThat(report.share(Stage.AUGMENT)).isZero();
        assertThat(report.examplesPerSecond()).isEqualTo(320);
        assertThat(report)
                .hasToString("epoch 2: 320 examples in 1.00 s (320/s), waited 25 % of the time for batches, 0.4 ready;"
                        + " 2 workers: read 25 %, decode 75 %");
    }

    @Test
    void theAdviceSaysWhatWouldHelp() {
        Map<Stage, Duration> decoding =
                Map.of(Stage.DECODE, Duration.ofMillis(800), Stage.WRITE, Duration.ofMillis(200));
        assertThat(report(20, 2, decoding).advice()).contains("not input-bound").contains("2 %");
        assertThat(report(600, 2, decoding).advice())
                .contains("is input-bound: it waited 60 % of the time")
                .contains("decode (80 %)")
                .contains("smaller image files");
        assertThat(report(600, 1, decoding).advice()).contains("Or set workers to AUTO");
        assertThat(report(600, 0, decoding).advice()).contains("its own thread").contains("AUTO");
        assertThat(report(600, 2, Map.of(Stage.AUGMENT, Duration.ofMillis(5))).advice())
                .contains("cheaper augmentations");
        assertThat(report(600, 1, Map.of()).advice()).contains("generator is too slow");
    }

    @Test
    void nothingIsDividedByZero() {
        FlowReport report = new FlowReport(0, 0, 0, Duration.ZERO, Duration.ZERO, 0, 2, 0, Map.of());
        assertThat(report.waitedShare()).isZero();
        assertThat(report.examplesPerSecond()).isZero();
        assertThat(report.advice()).isEqualTo("Nothing was delivered yet.");
    }
}
