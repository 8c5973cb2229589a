package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.report.StageTimes;

/** Follows one image through the stages. For one thread. */
public final class StageClock {

    private final StageTimes times;
    private Stage stage = Stage.READ;
    private long since = System.nanoTime();

    /**
     * Begins with the first stage, reading.
     *
     * @param scratch the worker's memory, which knows where its time is added up
     */
    public StageClock(Scratch scratch) {
        this(scratch.times);
    }

    private StageClock(StageTimes times) {
        this.times = times;
    }

    /**
     * Returns the stage that the image is in.
     *
     * @return where it stands, or failed
     */
    public Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        since = times.add(stage, since);
        stage = next;
    }

    /** Ends the last stage and counts the image. */
    public void done() {
        since = times.add(stage, since);
        times.countImage();
    }
}
