package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** Examples that are counted, with an exception where there are more or fewer than said. */
record CardinalityAsserted<E>(Examples<E> source, long cardinality) implements Examples<E> {

    CardinalityAsserted {
        if (cardinality < INFINITE) {
            throw new IllegalArgumentException(
                    "assertCardinality must be given a number of 0 or more, or -1 for infinite, but was given "
                            + cardinality);
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new CountedPass(new Input<>(source, epoch));
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private final class CountedPass extends AbstractPass<E> {

        private final Input<E> input;
        private long count;

        CountedPass(Input<E> input) {
            super(input);
            this.input = input;
        }

        @Override
        @Nullable
        E advance() {
            count++; // also an example that fails
            E example = input.next();
            if (example == null) {
                count--;
                checkEnd();
            } else {
                checkNotMore();
            }
            return example;
        }

        @Override
        long drop(long n) {
            long dropped = input.skip(n);
            count += dropped;
            checkNotMore();
            if (dropped < n) {
                checkEnd();
            }
            return dropped;
        }

        private void checkNotMore() {
            if (cardinality != INFINITE && count > cardinality) {
                throw new IllegalStateException(
                        "assertCardinality(" + cardinality + "): there are more than " + cardinality + " examples");
            }
        }

        private void checkEnd() {
            if (count != cardinality) {
                throw new IllegalStateException(
                        "assertCardinality(" + (cardinality == INFINITE ? "INFINITE" : cardinality)
                                + "): there are only " + count + " examples");
            }
        }
    }
}
