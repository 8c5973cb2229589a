package io.github.dl4jimagegen.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The examples of sequences that are made of examples, a block of each in turn. */
record Interleaved<E, R>(
        Examples<E> source,
        Function<? super E, ? extends Examples<? extends R>> function,
        int cycleLength,
        int blockLength)
        implements Examples<R> {

    Interleaved {
        if (cycleLength < 1) {
            throw new IllegalArgumentException("cycleLength must be positive but was " + cycleLength
                    + ": it is the number of sequences that are open at the same time");
        }
        if (blockLength < 1) {
            throw new IllegalArgumentException("blockLength must be positive but was " + blockLength
                    + ": it is the number of examples that are taken from a sequence in turn");
        }
    }

    @Override
    public Pass<R> open(long epoch) {
        return new InterleavedPass(epoch);
    }

    private final class InterleavedPass extends AbstractPass<R> {

        private final long epoch;
        private final Input<E> input;
        private final List<@Nullable Input<R>> slots = new ArrayList<>();
        private long number;
        private boolean inputEnded;
        private int open;
        private int slot;
        private int taken;

        InterleavedPass(long epoch) {
            this.epoch = epoch;
            this.input = new Input<>(source, epoch);
        }

        /** Goes around: a slot that has ended is left empty and filled again when its turn comes. */
        @Override
        @Nullable
        R advance() {
            while (!inputEnded || open > 0) {
                Input<R> current = slot < slots.size() ? slots.get(slot) : null;
                if (current != null) {
                    R example = takeFrom(current);
                    if (example != null) {
                        return example;
                    }
                } else if (!inputEnded) {
                    fill();
                } else {
                    goOn();
                }
                checkInterrupt();
            }
            return null;
        }

        private @Nullable R takeFrom(Input<R> current) {
            R example = null;
            boolean ended = false;
            try {
                example = current.next();
                ended = example == null;
            } finally {
                if (ended) {
                    slots.set(slot, null);
                    open--;
                    goOn();
                } else if (++taken == blockLength) { // an example that failed has had its place
                    goOn();
                }
            }
            return example;
        }

        private void fill() {
            long current = number++;
            E example = input.next();
            if (example == null) {
                inputEnded = true;
                return;
            }
            Examples<? extends R> examples =
                    checkNotNull(function.apply(example), "the function of interleave or flatMap", current);
            while (slots.size() <= slot) {
                slots.add(null);
            }
            slots.set(slot, new Input<>(examples, epoch));
            open++;
        }

        private void goOn() {
            slot = (slot + 1) % cycleLength;
            taken = 0;
        }

        @Override
        void release() {
            List<Input<?>> inputs = new ArrayList<>();
            inputs.add(input);
            slots.stream().filter(Objects::nonNull).forEach(inputs::add);
            Input.closeAll(inputs);
        }
    }
}
