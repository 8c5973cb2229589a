package io.github.dl4jimagegen.keras;

/**
 * How a Python program goes through one of Keras's iterators. From the second epoch on it decides the order, since
 * Keras draws it at another moment: after other numbers.
 *
 * <p>Neither is {@code model.fit}, which cannot be repeated in Python either: unless told {@code shuffle=False} it takes
 * the batches in an order of its own, drawn from Python's {@code random}; with several workers they also share numpy's
 * generator. And Keras 3 takes a batch or more before the first epoch, only to learn shapes, and draws a new order after
 * that, so that every number is another one: how many it takes depends on its backend and on whether the model has been
 * fitted before. A program that is to be compared trains as the constants say.
 */
public enum Traversal {
    /**
     * {@code for i in range(len(iterator)): model.train_on_batch(*iterator[i])}, then {@code iterator.on_epoch_end()}. The
     * order of the next epoch is drawn after what the last batch drew.
     */
    BY_INDEX,
    /**
     * {@code model.train_on_batch(*next(iterator))}, {@code len(iterator)} times an epoch. The order of an epoch is drawn at
     * its beginning.
     */
    NEXT
}
