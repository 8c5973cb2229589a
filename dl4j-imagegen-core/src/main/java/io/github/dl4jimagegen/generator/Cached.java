package io.github.dl4jimagegen.generator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examples that are kept in memory by the first complete pass. Thread-safe. */
final class Cached<E> implements Examples<E> {

    private final Examples<E> source;
    private volatile @Nullable FromList<E> complete;

    Cached(Examples<E> source) {
        checkEnds(source);
        this.source = source;
    }

    static void checkEnds(Examples<?> source) {
        if (source.cardinality() == INFINITE) {
            throw new IllegalStateException("an infinite sequence cannot be cached: put take(n) before cache, or repeat"
                    + " after it instead of before");
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        FromList<E> cache = complete;
        return cache == null ? new RecordingPass(new Input<>(source, epoch)) : cache.open(epoch);
    }

    @Override
    public long cardinality() {
        FromList<E> cache = complete;
        return cache == null ? source.cardinality() : cache.cardinality();
    }

    @Override
    public boolean randomAccess() {
        return complete != null;
    }

    private synchronized void complete(List<E> examples) {
        if (complete == null) {
            complete = new FromList<>(examples);
        }
    }

    private final class RecordingPass extends AbstractPass<E> {

        private final Input<E> input;
        private List<E> recorded = new ArrayList<>();
        private boolean failed;

        RecordingPass(Input<E> input) {
            this.input = input;
        }

        @Override
        @Nullable
        E advance() {
            E example;
            try {
                example = input.next();
            } catch (RuntimeException e) {
                failed = true;
                throw e;
            }
            if (example != null) {
                recorded.add(example);
            } else if (!failed) {
                complete(recorded);
            }
            return example;
        }

        @Override
        void release() {
            recorded = List.of();
            input.close();
        }
    }
}
