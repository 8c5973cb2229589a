package io.github.dl4jimagegen.generator;

import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A sequence of examples that can be asked for afresh at each epoch: what tf.data calls a generator.
 *
 * <p>A pass over it is used by one thread at a time, not always the same one. Nothing is read before the first example
 * is needed.
 *
 * @param <E> the examples
 */
@FunctionalInterface
public interface Examples<E> {

    /**
     * Starts a pass.
     *
     * @param epoch the number of the epoch, from 0
     * @return a new pass, at its first example
     */
    Pass<E> open(long epoch);

    /**
     * Returns the examples of an iterable, whose iterator is asked for at each epoch. An iterator that is
     * {@link AutoCloseable} is closed with the pass.
     *
     * @param iterable what is iterated over
     * @param <E> the examples
     * @return its elements
     */
    static <E> Examples<E> from(Iterable<? extends E> iterable) {
        return epoch -> Pass.of(iterable.iterator());
    }

    /**
     * Returns the examples of a stream, which is asked for at each epoch and closed with the pass.
     *
     * @param streams gives a new stream each time
     * @param <E> the examples
     * @return its elements
     */
    static <E> Examples<E> fromStream(Supplier<? extends Stream<? extends E>> streams) {
        return epoch -> {
            Stream<? extends E> stream = streams.get();
            return Pass.of(stream.iterator(), stream::close);
        };
    }

    /**
     * Returns these examples, each changed by a function.
     *
     * @param function from old to new example
     * @param <R> the new examples
     * @return as many examples in the same order
     */
    default <R> Examples<R> map(Function<? super E, ? extends R> function) {
        return epoch -> {
            Pass<E> pass = open(epoch);
            return new Pass<>() {
                @Override
                public boolean hasNext() {
                    return pass.hasNext();
                }

                @Override
                public R next() {
                    return function.apply(pass.next());
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        };
    }

    /**
     * One pass over examples.
     *
     * @param <E> the examples
     */
    interface Pass<E> extends Iterator<E>, AutoCloseable {

        /** Frees what the pass holds; called at its end, whatever the end. */
        @Override
        void close();

        private static <E> Pass<E> of(Iterator<? extends E> iterator) {
            return of(iterator, () -> {
                if (iterator instanceof AutoCloseable closeable) {
                    try {
                        closeable.close();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException("cannot close the iterator of a generator", e);
                    }
                }
            });
        }

        private static <E> Pass<E> of(Iterator<? extends E> iterator, Runnable close) {
            return new Pass<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public E next() {
                    return iterator.next();
                }

                @Override
                public void close() {
                    close.run();
                }
            };
        }
    }
}
