package io.github.dl4jimagegen.generator;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A sequence of examples that can be asked for afresh at each epoch, and the ways to make a new one of it: the sequential
 * part of {@code tf.data.Dataset}.
 *
 * <pre>{@code
 * Examples<Sample> training = Examples.indexed(10_000, i -> load(i))
 *         .shuffle(1_000, 42)
 *         .map(sample -> decode(sample), 4)
 *         .onError(OnError.SKIP);
 * }</pre>
 *
 * <p>Examples are immutable recipes, as thread-safe as what they are made of: nothing is opened or pulled before the
 * first example of a pass is needed. A pass is used by one thread at a time, not always the same one; several passes may
 * run at the same time. Two passes of the same epoch are equal if sources and functions are. No example is null.
 *
 * <p>An example that fails ends nothing by itself and keeps its place: whoever goes on after the exception gets the one
 * behind it. Only {@link #onError} does.
 *
 * @param <E> the examples
 */
@FunctionalInterface
public interface Examples<E> {

    /** The cardinality of a sequence without an end, and as a count: all, or for ever. */
    long INFINITE = -1;

    /** The cardinality of a sequence that has to be pulled to be counted. */
    long UNKNOWN = -2;

    /** After how many failures without an example between them {@link OnError#SKIP} gives up. */
    int MAX_FAILURES_IN_A_ROW = 100;

    /**
     * Starts a pass.
     *
     * @param epoch the number of the epoch, from 0
     * @return a new pass, at its first example
     */
    Pass<E> open(long epoch);

    /**
     * Returns the number of examples in a pass, without pulling any.
     *
     * @return the number, {@link #INFINITE} (-1) or {@link #UNKNOWN} (-2)
     */
    default long cardinality() {
        return UNKNOWN;
    }

    /**
     * Returns whether {@link Pass#skip} jumps. If not, it makes the examples again and drops them.
     *
     * @return true if skipping costs nothing, however far it goes
     */
    default boolean randomAccess() {
        return false;
    }

    /**
     * Returns the examples of an iterable, whose iterator is asked for at each epoch. An iterator that is
     * {@link AutoCloseable} is closed with the pass. The number of examples of a collection is known; a list that is
     * {@link RandomAccess} is.
     *
     * @param iterable what is iterated over
     * @param <E> the examples
     * @return its elements
     */
    static <E> Examples<E> from(Iterable<? extends E> iterable) {
        return iterable instanceof List<? extends E> list && iterable instanceof RandomAccess
                ? new FromList<>(list)
                : new FromIterable<>(iterable);
    }

    /**
     * Returns the examples of a stream, which is asked for at each epoch and closed with the pass.
     *
     * @param streams gives a new stream each time
     * @param <E> the examples
     * @return its elements
     */
    static <E> Examples<E> fromStream(Supplier<? extends Stream<? extends E>> streams) {
        return new FromStream<>(streams);
    }

    /**
     * Returns the examples function(0), function(1), ..., function(size - 1). Any of them can be had without those before
     * it, so an epoch is resumed at no cost.
     *
     * @param size the number of examples, or {@link #INFINITE}
     * @param function from an index to its example; called when the example is needed
     * @param <E> the examples
     * @return one example for each index, in order
     * @throws IllegalArgumentException if size is less than -1
     */
    static <E> Examples<E> indexed(long size, LongFunction<? extends E> function) {
        return new Indexed<>(size, function);
    }

    /**
     * Returns examples that are each drawn from one of several sequences at random, all with the same probability.
     *
     * @param inputs the sequences; one that has ended is drawn no more
     * @param seed with the epoch, decides what is drawn
     * @param <E> the examples
     * @return the examples of all sequences, each sequence in its order
     * @throws IllegalArgumentException if there are no sequences
     */
    static <E> Examples<E> sampleFrom(List<? extends Examples<? extends E>> inputs, long seed) {
        return sampleFrom(inputs, Collections.nCopies(inputs.size(), 1.0), seed);
    }

    /**
     * Returns examples that are each drawn from one of several sequences at random.
     *
     * @param inputs the sequences; one that has ended is drawn no more
     * @param weights how often each is drawn in comparison with the others; never if 0
     * @param seed with the epoch, decides what is drawn
     * @param <E> the examples
     * @return the examples of all sequences of positive weight, each sequence in its order
     * @throws IllegalArgumentException if there are no sequences, or not as many weights, or weights that are negative,
     *     not finite or all 0
     */
    static <E> Examples<E> sampleFrom(List<? extends Examples<? extends E>> inputs, List<Double> weights, long seed) {
        return new Sampled<>(List.copyOf(inputs), List.copyOf(weights), seed);
    }

    /**
     * Returns these examples, each changed by a function.
     *
     * @param function from old to new example, never to null
     * @param <R> the new examples
     * @return as many examples in the same order
     */
    default <R> Examples<R> map(Function<? super E, ? extends R> function) {
        return new Mapped<>(this, function);
    }

    /**
     * Returns these examples, each changed by a function that runs for several of them at the same time, ahead of the
     * thread that pulls. The examples, also those that fail, come in the same order as from {@link #map(Function)}.
     *
     * <p>Up to twice as many examples as threads are ahead. These examples are pulled by the threads too, one at a time.
     * An interrupt of the thread that pulls ends the pass with an {@link IllegalStateException}, once the function is
     * done with the example that is waited for. Closing the pass interrupts the calls of the function that are under way and
     * waits for them, five seconds at most.
     *
     * @param function from old to new example, never to null; thread-safe
     * @param parallelism the number of threads, at least 1
     * @param <R> the new examples
     * @return as many examples in the same order
     * @throws IllegalArgumentException if parallelism is not positive
     */
    default <R> Examples<R> map(Function<? super E, ? extends R> function, int parallelism) {
        return new ParallelMapped<>(this, function, parallelism);
    }

    /**
     * Returns the examples that a predicate is true of.
     *
     * @param predicate true to keep an example
     * @return those examples, in the same order
     */
    default Examples<E> filter(Predicate<? super E> predicate) {
        return new Filtered<>(this, predicate);
    }

    /**
     * Returns these examples in a random order, another one in each epoch. A buffer is filled; one of its examples is
     * drawn, each with the same probability; the next example takes its place. So no example comes more than bufferSize - 1
     * places earlier than here, and the order is a perfect shuffle only if all fit into the buffer, which is memory.
     *
     * @param bufferSize the number of examples to draw from, at least 1, which does not shuffle
     * @param seed with the epoch, decides the order
     * @return the same examples in another order
     * @throws IllegalArgumentException if bufferSize is not positive
     */
    default Examples<E> shuffle(int bufferSize, long seed) {
        return new Shuffled<>(this, bufferSize, seed);
    }

    /**
     * Returns the first examples.
     *
     * @param count how many, or {@link #INFINITE} for all
     * @return that many examples, or fewer if there are no more
     * @throws IllegalArgumentException if count is less than -1
     */
    default Examples<E> take(long count) {
        return new Taken<>(this, count);
    }

    /**
     * Returns all examples but the first.
     *
     * @param count how many to leave out, or {@link #INFINITE} for all
     * @return the others, none if there are not as many
     * @throws IllegalArgumentException if count is less than -1
     */
    default Examples<E> skip(long count) {
        return new Skipped<>(this, count);
    }

    /**
     * Returns these examples over and over without an end.
     *
     * @return the same as {@link #repeat(long) repeat(INFINITE)}
     */
    default Examples<E> repeat() {
        return repeat(INFINITE);
    }

    /**
     * Returns these examples several times. Each repetition is an epoch of its own for what is before it, so that a
     * shuffle has another order: repetition i of epoch e is epoch {@code e * count + i}; without an end it is
     * {@code (e + i) * (e + i + 1) / 2 + i}. A repetition without an example is the last one.
     *
     * @param count how often, or {@link #INFINITE}
     * @return one repetition after the other
     * @throws IllegalArgumentException if count is less than -1
     */
    default Examples<E> repeat(long count) {
        return new Repeated<>(this, count);
    }

    /**
     * Returns every shards-th example. Put it before a shuffle.
     *
     * @param shards the number of shards, at least 1
     * @param index which of them, from 0 to shards - 1
     * @return the examples whose position modulo shards is index
     * @throws IllegalArgumentException if an argument is outside its range
     */
    default Examples<E> shard(long shards, long index) {
        return new Sharded<>(this, shards, index);
    }

    /**
     * Returns pairs of these and other examples. It ends with the shorter of the two.
     *
     * @param other the second ones
     * @param pair makes one example of two, never null
     * @param <F> the others
     * @param <R> the pairs
     * @return the pairs, in order
     */
    default <F, R> Examples<R> zip(Examples<F> other, BiFunction<? super E, ? super F, ? extends R> pair) {
        return new Zipped<>(this, other, pair);
    }

    /**
     * Returns these examples and then others.
     *
     * @param other what comes after the last of these
     * @return first these, then the others
     */
    default Examples<E> concatenate(Examples<? extends E> other) {
        return new Concatenated<>(this, other);
    }

    /**
     * Returns the examples of the sequences that a function makes of these. cycleLength sequences are open at the same
     * time; blockLength examples are taken from each in turn. When one ends, the next sequence takes its place when its
     * turn comes again.
     *
     * @param function from an example to a sequence, opened for the same epoch
     * @param cycleLength how many are open, at least 1
     * @param blockLength how many examples are taken in turn, at least 1
     * @param <R> the examples of the sequences
     * @return the examples of all sequences
     * @throws IllegalArgumentException if an argument is not positive
     */
    default <R> Examples<R> interleave(
            Function<? super E, ? extends Examples<? extends R>> function, int cycleLength, int blockLength) {
        return new Interleaved<>(this, function, cycleLength, blockLength);
    }

    /**
     * Returns the examples of the sequences that a function makes of these, one sequence after the other.
     *
     * @param function from an example to a sequence, opened for the same epoch
     * @param <R> the examples of the sequences
     * @return the same as interleave with a cycle of 1
     */
    default <R> Examples<R> flatMap(Function<? super E, ? extends Examples<? extends R>> function) {
        return interleave(function, 1, 1);
    }

    /**
     * Returns these examples with their numbers.
     *
     * @param start the number of the first
     * @return as many examples in the same order
     */
    default Examples<Numbered<E>> enumerate(long start) {
        return new Enumerated<>(this, start);
    }

    /**
     * Returns these examples, kept in memory by the first pass that comes to its end without a failure. From then on each
     * epoch has those same examples: put what is random after it. A pass that is closed before its end keeps nothing.
     *
     * @return the same examples, made once
     * @throws IllegalStateException if the sequence is infinite
     */
    default Examples<E> cache() {
        return new Cached<>(this);
    }

    /**
     * Returns these examples, kept in a file by the first pass that comes to its end without a failure. A file that is
     * there is used, even if it was written by another program or these examples have changed since: delete it then. It
     * is written under another name and moved into place when it is complete, so a pass that is closed before its end
     * leaves nothing. A file that was cut or damaged is refused.
     *
     * @param file where to keep them, in an existing folder
     * @param codec how an example is written and read
     * @return the same examples, made once
     * @throws IllegalStateException if the sequence is infinite
     * @throws IllegalArgumentException if the folder does not exist or the file is a folder
     */
    default Examples<E> cache(Path file, ElementCodec<E> codec) {
        return new CachedOnDisk<>(this, file, codec);
    }

    /**
     * Returns these examples with another way to treat those that fail with a {@link RuntimeException} while they are
     * made. What is skipped is logged once in a pass. After {@link #MAX_FAILURES_IN_A_ROW} failures in a row the last one
     * is thrown all the same, so that a source that always fails does not go on for ever. An {@link Error}, and what
     * fails because the thread was interrupted, is never skipped.
     *
     * @param onError what to do
     * @return those that do not fail, or all
     */
    default Examples<E> onError(OnError onError) {
        return switch (onError) {
            case FAIL -> this;
            case SKIP -> new FailuresSkipped<>(this);
        };
    }

    /**
     * Returns these examples with a known cardinality. A pass fails where it proves wrong, at the first example too many
     * or at an end too early.
     *
     * @param cardinality the number of examples, or {@link #INFINITE}
     * @return the same examples, counted
     * @throws IllegalArgumentException if cardinality is less than -1
     */
    default Examples<E> assertCardinality(long cardinality) {
        return new CardinalityAsserted<>(this, cardinality);
    }

    /**
     * An example and its number.
     *
     * @param number its number
     * @param example the example
     * @param <E> the example
     */
    record Numbered<E>(long number, E example) {}

    /**
     * One pass over examples. It closes itself at its end; {@link #close} is for those who leave before.
     *
     * <p>For one thread at a time, {@link #close} included: to stop a thread that pulls, interrupt it and let it close.
     *
     * @param <E> the examples
     */
    interface Pass<E> extends Iterator<E>, AutoCloseable {

        /**
         * Drops the next examples. An example that is dropped need not be made, so it need not fail either.
         *
         * @param n how many, at least 0
         * @return how many were dropped, fewer than n only at the end
         * @throws IllegalArgumentException if n is negative
         */
        default long skip(long n) {
            if (n < 0) {
                throw new IllegalArgumentException("the number of examples to skip must not be negative but was " + n);
            }
            long skipped = 0;
            while (skipped < n && hasNext()) {
                E unused = next();
                skipped++;
            }
            return skipped;
        }

        /** Frees what the pass holds; called at its end, whatever the end. */
        @Override
        void close();
    }
}
