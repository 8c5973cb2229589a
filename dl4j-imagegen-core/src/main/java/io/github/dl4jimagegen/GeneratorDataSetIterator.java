package io.github.dl4jimagegen;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.prefetch.OrderedPrefetcher;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Batches of whatever a generator yields, as {@code tf.data.Dataset.from_generator(...).batch(n).prefetch(k)} makes
 * them.
 *
 * <pre>{@code
 * Iterable<Example> generator = () -> IntStream.range(0, 1_000)
 *         .mapToObj(i -> Example.of(Nd4j.rand(32, 32, 3), i % 10))
 *         .iterator();
 * OutputSignature signature = OutputSignature.of(
 *         TensorSpec.image(32, 32, 3), TensorSpec.scalar(DataType.INT32).oneHot(10));
 *
 * network.fit(GeneratorDataSetIterator.builder(generator, signature).batchSize(32).prefetch(2).build(), 5);
 * }</pre>
 *
 * <p>The generator is asked afresh at each epoch, pulled by one thread at a time ahead of the caller, and every example
 * is checked against the signature. Arrays of a batch are detached, C-ordered, at offset 0, and the caller's to keep.
 * There are no masks. A failure is delivered in its place: first the batches before it, then an exception with the
 * example's number.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Not serialisable, since a
 * generator is a program.
 */
public final class GeneratorDataSetIterator extends FlowIterator {

    private static final long serialVersionUID = 1L;

    private final transient OutputSignature signature;
    private final transient int batchSize;

    private GeneratorDataSetIterator(Builder builder) {
        super(
                (epoch, position) -> new OrderedPrefetcher<>(
                        new ExampleJobs(builder, epoch, position), () -> () -> {}, builder.workers(), builder.depth()),
                0,
                0);
        this.signature = builder.signature;
        this.batchSize = builder.batchSize;
    }

    /**
     * Returns a builder over an iterable, whose iterator is asked for at each epoch.
     *
     * @param generator yields the examples
     * @param signature what each of them looks like
     * @return a builder with batches of 32, two of them ahead, NCHW
     */
    public static Builder builder(Iterable<Example> generator, OutputSignature signature) {
        return new Builder(Examples.from(generator), signature);
    }

    /**
     * Returns a builder over examples.
     *
     * @param generator yields the examples
     * @param signature what each of them looks like
     * @return a builder with batches of 32, two of them ahead, NCHW
     */
    public static Builder builder(Examples<Example> generator, OutputSignature signature) {
        return new Builder(generator, signature);
    }

    /** Returns the number of values of one example's features. */
    @Override
    public int inputColumns() {
        return (int) LongStream.of(signature.features().batchShape(1, DataFormat.NCHW))
                .reduce(1, (a, b) -> a * b);
    }

    /** Returns the number of label columns: the classes of a one-hot label, 1 for a scalar, else the first dimension. */
    @Override
    public int totalOutcomes() {
        return (int) signature.labels().batchShape(1, DataFormat.NCHW)[1];
    }

    /** Returns the batch size. */
    @Override
    public int batch() {
        return batchSize;
    }

    @Override
    @Nullable
    List<String> labels() {
        return null;
    }

    private Object writeReplace() throws ObjectStreamException {
        throw notSerializable();
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("not serialisable");
    }

    /** Collects the settings of an iterator. Not thread-safe. */
    public static final class Builder {

        private final Examples<Example> generator;
        private final OutputSignature signature;
        private int batchSize = 32;
        private int prefetch = ImagePipeline.AUTO;
        private boolean dropRemainder;
        private DataFormat dataFormat = DataFormat.NCHW;

        private Builder(Examples<Example> generator, OutputSignature signature) {
            this.generator = generator;
            this.signature = signature;
        }

        private Builder copy() {
            Builder copy = new Builder(generator, signature);
            copy.batchSize = batchSize;
            copy.prefetch = prefetch;
            copy.dropRemainder = dropRemainder;
            copy.dataFormat = dataFormat;
            return copy;
        }

        private int depth() {
            return ImagePipeline.prefetchOf(prefetch);
        }

        private int workers() {
            return prefetch == 0 ? 0 : 1;
        }

        /**
         * Sets the number of examples of a batch; 32 unless set.
         *
         * @param batchSize at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        @CanIgnoreReturnValue
        public Builder batchSize(int batchSize) {
            ImagePipeline.checkBatchSize(batchSize);
            this.batchSize = batchSize;
            return this;
        }

        /**
         * Sets how many batches may be ready before they are asked for; two unless set.
         *
         * @param batches 0 to pull the generator on the thread that asks for a batch
         * @return this builder
         * @throws IllegalArgumentException if it is negative and not {@link ImagePipeline#AUTO}
         */
        @CanIgnoreReturnValue
        public Builder prefetch(int batches) {
            ImagePipeline.checkAuto("prefetch", batches);
            this.prefetch = batches;
            return this;
        }

        /**
         * Sets whether a last batch that is not full is left out; it is delivered unless set.
         *
         * @param dropRemainder true to leave it out
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder dropRemainder(boolean dropRemainder) {
            this.dropRemainder = dropRemainder;
            return this;
        }

        /**
         * Sets the order of an image's dimensions in batches; NCHW unless set.
         *
         * @param dataFormat NCHW or NHWC
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder dataFormat(DataFormat dataFormat) {
            this.dataFormat = dataFormat;
            return this;
        }

        /**
         * Returns the iterator. Nothing is pulled before the first batch is asked for.
         *
         * @return a new iterator at the start of epoch 0
         */
        public GeneratorDataSetIterator build() {
            return new GeneratorDataSetIterator(copy());
        }
    }

    /** The batches of one pass: pulling, checking and stacking are one thing, done by the thread that plans. */
    private static final class ExampleJobs implements Jobs<DataSet, AutoCloseable> {

        private final Builder settings;
        private final NumberedPass<Example> pass;

        ExampleJobs(Builder settings, long epoch, long position) {
            this.settings = settings;
            this.pass = new NumberedPass<>(settings.generator, epoch, position);
        }

        @Override
        public @Nullable Job<DataSet, AutoCloseable> next() {
            long first = pass.number();
            List<Example> examples = pass.take(settings.batchSize);
            if (examples.isEmpty() || (settings.dropRemainder && examples.size() < settings.batchSize)) {
                return null;
            }
            for (int i = 0; i < examples.size(); i++) {
                settings.signature.check(examples.get(i), first + i);
            }
            DataSet batch = settings.signature.stack(examples, settings.dataFormat);
            return new Job<>() {
                @Override
                public int parts() {
                    return 0;
                }

                @Override
                public void run(int part, AutoCloseable worker) {}

                @Override
                public DataSet finish() {
                    return batch;
                }
            };
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
