package io.github.dl4jimagegen.generator;

import org.jspecify.annotations.Nullable;

/** Every n-th example. */
record Sharded<E>(Examples<E> source, long shards, long index) implements Examples<E> {

    Sharded {
        if (shards < 1) {
            throw new IllegalArgumentException("the number of shards must be positive but was " + shards);
        }
        if (index < 0 || index >= shards) {
            throw new IllegalArgumentException("the index of a shard must be 0 to " + (shards - 1) + " but was " + index
                    + ": shard(shards, index) takes the number of shards first");
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new ShardedPass(new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        long all = source.cardinality();
        return all < 0 ? all : all / shards + (index < all % shards ? 1 : 0);
    }

    @Override
    public boolean randomAccess() {
        return source.randomAccess();
    }

    private final class ShardedPass extends AbstractPass<E> {

        private final Input<E> input;

        /** How many examples stand before the next one of this shard. */
        private long gap = index;

        ShardedPass(Input<E> input) {
            this.input = input;
        }

        private void goToNext() {
            input.owe(gap);
            gap = shards - 1;
        }

        @Override
        @Nullable
        E advance() {
            goToNext();
            return input.next();
        }

        @Override
        long drop(long n) {
            long dropped = 0;
            if (source.randomAccess() && n - 1 <= (Long.MAX_VALUE - 1) / shards) {
                goToNext();
                long skipped = input.skip(1 + (n - 1) * shards);
                return skipped == 0 ? 0 : (skipped - 1) / shards + 1;
            }
            while (dropped < n) {
                goToNext();
                if (input.skip(1) == 0) {
                    break;
                }
                dropped++;
                checkInterrupt();
            }
            return dropped;
        }

        @Override
        void release() {
            input.close();
        }
    }
}
