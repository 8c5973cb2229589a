package io.github.dl4jimagegen.prefetch;

/**
 * How many jobs may be ahead of the consumer. It starts small and doubles whenever a consumer that once found all of
 * them ready comes to find none, that is, when it takes results in bursts that a longer queue would even out: the rule
 * of tf.data's prefetch with AUTOTUNE. Not thread-safe.
 */
final class Depth {

    private final int most;
    private int now;
    private boolean wasFull;

    Depth(int least, int most) {
        if (least < 0) {
            throw new IllegalArgumentException("depth must not be negative but was " + least);
        }
        this.now = least;
        this.most = Math.max(least, most);
    }

    int now() {
        return now;
    }

    /** Called when the consumer asks for a result. */
    void asked(int ready) {
        if (ready >= now) {
            wasFull = true;
        } else if (ready == 0 && wasFull && now < most) {
            now = Math.min(2 * now, most);
            wasFull = false;
        }
    }
}
