package io.github.dl4jimagegen;

import io.github.dl4jimagegen.generator.Examples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a user's generator, opened when first needed; failures name the example. */
final class NumberedPass<E> implements AutoCloseable {

    private final Examples<E> examples;
    private final long epoch;
    private final long start;
    private Examples.@Nullable Pass<E> pass;
    private long number;

    /** A pass that starts at an example; those before it are pulled and dropped. */
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
                for (number = 0; number < start && current.hasNext(); number++) {
                    E unused = current.next();
                }
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

    @Override
    public void close() {
        Examples.Pass<E> current = pass;
        pass = null;
        if (current != null) {
            current.close();
        }
    }
}
