package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examples in a random order, drawn from a buffer that is filled up before each draw. */
record Shuffled<E>(Examples<E> source, int bufferSize, long seed) implements Examples<E> {

    /** Keys the order apart from the streams of samples, whose indices are never negative, and from -1, the plans'. */
    private static final long ORDER = -2;

    Shuffled {
        if (bufferSize < 1) {
            throw new IllegalArgumentException("bufferSize must be positive but was " + bufferSize
                    + ": the number of examples shuffles perfectly, 1 does not shuffle");
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new ShuffledPass(new Input<>(source, epoch), SampleRandom.of(seed, epoch, ORDER, 0));
    }

    @Override
    public long cardinality() {
        return source.cardinality();
    }

    private final class ShuffledPass extends AbstractPass<E> {

        private final Input<E> input;
        private final SampleRandom random;
        private final List<E> buffer = new ArrayList<>();

        ShuffledPass(Input<E> input, SampleRandom random) {
            super(input);
            this.input = input;
            this.random = random;
        }

        @Override
        @Nullable
        E advance() {
            while (buffer.size() < bufferSize) {
                E example = input.next();
                if (example == null) {
                    break;
                }
                buffer.add(example);
            }
            if (buffer.isEmpty()) {
                return null;
            }
            int drawn = random.nextInt(buffer.size());
            E last = buffer.remove(buffer.size() - 1);
            return drawn == buffer.size() ? last : buffer.set(drawn, last);
        }
    }
}
