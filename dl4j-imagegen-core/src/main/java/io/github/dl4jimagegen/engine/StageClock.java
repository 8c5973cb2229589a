package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.report.StageTimes;

/** Follows one image through the stages. For one thread. */
final class StageClock {

    private final StageTimes times;
    private Stage stage = Stage.READ;
    private long since = System.nanoTime();

    StageClock(StageTimes times) {
        this.times = times;
    }

    Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        since = times.add(stage, since);
        stage = next;
    }

    void done() {
        since = times.add(stage, since);
        times.countImage();
    }
}
