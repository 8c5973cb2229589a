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

        ShardedPass(Input<E> input) {
            super(input);
            this.input = input;
            input.owe(index);
        }

        @Override
        @Nullable
        E advance() {
            if (!input.settle()) {
                return null;
            }
            try {
                return input.next();
            } finally {
                input.owe(shards - 1); // also if it failed
            }
        }

        @Override
        long drop(long n) {
            if (source.randomAccess() && n - 1 <= (Long.MAX_VALUE - 1) / shards) {
                long skipped = input.settle() ? input.skip(1 + (n - 1) * shards) : 0;
                input.owe(shards - 1);
                return skipped == 0 ? 0 : (skipped - 1) / shards + 1;
            }
            long dropped = 0;
            while (dropped < n && dropOne()) {
                dropped++;
                checkInterrupt();
            }
            return dropped;
        }

        private boolean dropOne() {
            if (!input.settle()) {
                return false;
            }
            try {
                return input.skip(1) == 1;
            } finally {
                input.owe(shards - 1);
            }
        }
    }
}
