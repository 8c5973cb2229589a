package io.github.dl4jimagegen.generator;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Examples of two sequences in pairs. */
record Zipped<A, B, R>(Examples<A> first, Examples<B> second, BiFunction<? super A, ? super B, ? extends R> pair)
        implements Examples<R> {

    @Override
    public Pass<R> open(long epoch) {
        return new ZippedPass(new Input<>(first, epoch), new Input<>(second, epoch));
    }

    @Override
    public long cardinality() {
        return Cardinality.shorter(first.cardinality(), second.cardinality());
    }

    @Override
    public boolean randomAccess() {
        return first.randomAccess() && second.randomAccess();
    }

    private final class ZippedPass extends AbstractPass<R> {

        private final Input<A> as;
        private final Input<B> bs;
        private long number;

        ZippedPass(Input<A> as, Input<B> bs) {
            super(as, bs);
            this.as = as;
            this.bs = bs;
        }

        @Override
        @Nullable
        R advance() {
            long current = number++;
            A a;
            try {
                a = as.next();
            } catch (RuntimeException e) {
                bs.owe(1); // the partner goes with it, or the pairs behind would be wrong
                throw e;
            }
            B b = a == null ? null : bs.next();
            return a == null || b == null ? null : checkNotNull(pair.apply(a, b), "the function of zip", current);
        }

        @Override
        long drop(long n) {
            number += n;
            if (randomAccess()) {
                return Math.min(as.skip(n), bs.skip(n));
            }
            long dropped = 0;
            while (dropped < n && dropPair()) {
                dropped++;
                checkInterrupt();
            }
            return dropped;
        }

        private boolean dropPair() {
            bs.owe(1); // even if the first one fails
            return as.skip(1) == 1 && bs.settle();
        }
    }
}
