package io.github.dl4jimagegen;

import io.github.dl4jimagegen.prefetch.OrderedPrefetcher;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where an iterator stands: its epoch, its position, the prefetcher of that epoch. What both iterators have in common.
 *
 * <p>One thread at a time iterates; {@link #close} may come from any thread.
 */
final class EpochFlow implements AutoCloseable {

    /** Starts an epoch anywhere. */
    @FunctionalInterface
    interface Opener {
        OrderedPrefetcher<DataSet, ?> open(long epoch, long position);
    }

    private final Opener opener;
    private long epoch;
    private long position;
    private @Nullable DataSet rest;
    private boolean ended;
    private @Nullable DataSetPreProcessor preProcessor;
    private volatile @Nullable OrderedPrefetcher<DataSet, ?> prefetcher;
    private volatile boolean closed;

    EpochFlow(Opener opener, long epoch, long position) {
        this.opener = opener;
        this.epoch = epoch;
        this.position = position;
    }

    private OrderedPrefetcher<DataSet, ?> prefetcher() {
        if (closed) {
            throw new IllegalStateException("the iterator is closed");
        }
        OrderedPrefetcher<DataSet, ?> current = prefetcher;
        if (current == null) {
            current = opener.open(epoch, position);
            prefetcher = current;
            if (closed) { // close() came meanwhile and may have seen no prefetcher
                current.close();
                throw new IllegalStateException("the iterator is closed");
            }
        }
        return current;
    }

    synchronized boolean hasNext() {
        if (rest != null) {
            return true;
        }
        boolean more = prefetcher().hasNext();
        ended = !more;
        return more;
    }

    synchronized DataSet next() {
        return deliver(take());
    }

    /** Gathers n examples; what is left of the last batch is the next one. */
    synchronized DataSet next(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the number of examples must be positive but was " + n);
        }
        List<DataSet> parts = new ArrayList<>();
        int missing = n;
        while (missing > 0 && (parts.isEmpty() || nextIsThere())) {
            DataSet batch = take();
            int rows = (int) batch.getFeatures().size(0);
            if (rows > missing) {
                parts.add(rows(batch, 0, missing));
                rest = rows(batch, missing, rows);
                missing = 0;
            } else {
                parts.add(batch);
                missing -= rows;
            }
        }
        return deliver(parts.size() == 1 ? parts.get(0) : merge(parts));
    }

    /** A failure after the first of several batches waits for the next call: what was gathered is delivered. */
    private boolean nextIsThere() {
        try {
            return hasNext();
        } catch (RuntimeException e) {
            if (closed) {
                throw e;
            }
            return false;
        }
    }

    private DataSet take() {
        DataSet batch = rest;
        rest = null;
        if (batch != null) {
            return batch;
        }
        OrderedPrefetcher<DataSet, ?> current = prefetcher();
        if (!current.hasNext()) {
            throw new NoSuchElementException("epoch " + epoch + " has no further batch: call reset() for the next one");
        }
        return current.next();
    }

    private DataSet deliver(DataSet batch) {
        position += batch.getFeatures().size(0);
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    /** Copies some rows into a batch of their own, C-ordered and detached. */
    @SuppressWarnings("NullAway") // labels are null for ClassMode.NONE
    private static DataSet rows(DataSet batch, int from, int to) {
        INDArrayIndex interval = NDArrayIndex.interval(from, to);
        DataSet rows = new DataSet(
                batch.getFeatures().get(interval).dup('c').detach(),
                batch.getLabels() == null
                        ? null
                        : batch.getLabels().get(interval).dup('c').detach());
        if (batch.getExampleMetaData() != null) {
            rows.setExampleMetaData(new ArrayList<>(batch.getExampleMetaData().subList(from, to)));
        }
        return rows;
    }

    private static DataSet merge(List<DataSet> parts) {
        DataSet merged = DataSet.merge(parts);
        List<Serializable> metaData = new ArrayList<>();
        for (DataSet part : parts) {
            if (part.getExampleMetaData() != null) {
                metaData.addAll(part.getExampleMetaData());
            }
        }
        if (!metaData.isEmpty()) {
            merged.setExampleMetaData(metaData);
        }
        return merged;
    }

    /** Goes on to the next epoch, unless no batch of this one has been taken. */
    synchronized void reset() {
        boolean untouched = position == 0 && rest == null && !ended;
        if (untouched && !failed()) {
            return;
        }
        if (!untouched) {
            epoch++;
        }
        rest = null;
        position = 0;
        ended = false;
        stop();
    }

    private boolean failed() {
        OrderedPrefetcher<DataSet, ?> current = prefetcher;
        return current != null && current.hasFailed();
    }

    private void stop() {
        OrderedPrefetcher<DataSet, ?> current = prefetcher;
        prefetcher = null;
        if (current != null) {
            current.close();
        }
    }

    synchronized long epoch() {
        return epoch;
    }

    synchronized long position() {
        return position;
    }

    synchronized void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    synchronized @Nullable DataSetPreProcessor preProcessor() {
        return preProcessor;
    }

    /** Not synchronized: it has to wake a thread that waits inside {@link #next}. */
    @Override
    public void close() {
        closed = true;
        OrderedPrefetcher<DataSet, ?> current = prefetcher;
        if (current != null) {
            current.close();
        }
    }
}
