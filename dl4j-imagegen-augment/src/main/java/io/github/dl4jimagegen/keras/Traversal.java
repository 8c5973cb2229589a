package io.github.dl4jimagegen.keras;

/**
 * How a Python program goes through one of Keras's iterators. From the second epoch on it decides the order, since
 * Keras draws it at another moment: after other numbers.
 */
public enum Traversal {
    /**
     * {@code iterator[i]} for each i, then {@code iterator.on_epoch_end()}: what {@code model.fit} does, with one worker.
     * The order of the next epoch is drawn after what the last batch drew.
     */
    FIT,
    /** {@code next(iterator)}, again and again: a loop of one's own. The order of an epoch is drawn at its beginning. */
    NEXT
}
