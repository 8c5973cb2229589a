package io.github.dl4jimagegen;

import io.github.dl4jimagegen.generator.Examples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a user's generator, opened when first needed; failures name the example. */
final class NumberedPass<E> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NumberedPass.class);

    private final Examples<E> examples;
    private final long epoch;
    private final long start;
    private Examples.@Nullable Pass<E> pass;
    private long number;

    /** A pass that starts at an example; those before it are skipped. */
    NumberedPass(Examples<E> examples, EpochFlow.Place place) {
        this.examples = examples;
        this.epoch = place.epoch();
        this.start = place.position();
        this.number = place.position();
    }

    /** Returns the number of the next example in its epoch. */
    long number() {
        return number;
    }

    /** Returns the next examples, fewer than asked at the end of the pass. */
    List<E> take(int count) {
        List<E> taken = new ArrayList<>();
        try {
            Examples.Pass<E> current = pass;
            if (current == null) {
                current = examples.open(epoch);
                pass = current;
                if (start > 0 && !examples.randomAccess()) {
                    log.info("resuming by replaying {} examples of a sequential generator", start);
                }
                long unused = current.skip(start);
            }
            while (taken.size() < count && current.hasNext()) {
                E example = current.next();
                if (example == null) {
                    throw new IllegalStateException("it is null");
                }
                taken.add(example);
                number++;
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("generator example " + number + " failed: " + e, e);
        }
        return taken;
    }

    /** Fails if the epoch ends before its first example: Deeplearning4j would train on nothing, and not say so. */
    void refuseIfEmpty() {
        if (number == 0) {
            throw new IllegalStateException("the generator has no example in epoch " + epoch
                    + (epoch == 0
                            ? ": see what it reads and leaves out"
                            : ": it is asked afresh in each epoch and must start anew, not go on with an iterator that"
                                    + " has come to its end"));
        }
    }

    @Override
    public void close() {
        Examples.Pass<E> current = pass;
        pass = null;
        if (current != null) {
            current.close();
        }
    }
}
