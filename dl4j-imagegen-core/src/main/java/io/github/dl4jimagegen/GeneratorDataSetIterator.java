package io.github.dl4jimagegen;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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
 * is checked against the signature. Arrays of a batch are detached, C-ordered, at offset 0, and the caller's to keep
 * unless memory is recycled. There are no masks. A failure is delivered in its place: first the batches before it, then an exception with the
 * example's number. An epoch without a batch is a failure too, an {@link IllegalStateException}: a network would be
 * trained on nothing.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Not serialisable, since a
 * generator is a program.
 */
public final class GeneratorDataSetIterator extends FlowIterator {

    private static final long serialVersionUID = 1L;

    private final transient GeneratorContent content;

    private GeneratorDataSetIterator(GeneratorContent content) {
        super(content, EpochFlow.Place.START);
        this.content = content;
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

    /** Returns the number of values of one example's features; -1 if a dimension is not fixed. */
    @Override
    public int inputColumns() {
        long[] shape = onlyOne(content.signature().inputs()).batchShape(1, DataFormat.NCHW);
        return LongStream.of(shape).anyMatch(d -> d < 0)
                ? -1
                : (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    /** Returns the number of label columns: the classes of a one-hot label, 1 for a scalar, else the first dimension. */
    @Override
    public int totalOutcomes() {
        return content.signature().outputs().isEmpty()
                ? 0
                : (int) onlyOne(content.signature().outputs()).batchShape(1, DataFormat.NCHW)[1];
    }

    private static TensorSpec onlyOne(Map<String, TensorSpec> specs) {
        return specs.values().iterator().next();
    }

    /** Returns the batch size. */
    @Override
    public int batch() {
        return content.batchSize();
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
        private BatchMemory memory = BatchMemory.fresh();
        private boolean logsReports;

        private Builder(Examples<Example> generator, OutputSignature signature) {
            this.generator = generator;
            this.signature = signature;
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
         * Sets how many batches may be ready before they are asked for; {@link ImagePipeline#AUTO} unless set: two, and
         * more if they are taken in bursts.
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
         * Sets where the memory of batches comes from; fresh unless set.
         *
         * @param memory fresh or recycled
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder batchMemory(BatchMemory memory) {
            this.memory = memory;
            return this;
        }

        /**
         * Logs at the end of each epoch, in one line, where its time went: see {@link Flow#report}.
         *
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder logReports() {
            this.logsReports = true;
            return this;
        }

        /**
         * Returns the iterator for a network of one input and one output. Nothing is pulled before the first batch is
         * asked for.
         *
         * @return a new iterator at the start of epoch 0
         * @throws IllegalStateException if the signature has several inputs or outputs
         */
        public GeneratorDataSetIterator build() {
            if (signature.inputs().size() > 1 || signature.outputs().size() > 1) {
                throw new IllegalStateException("a DataSet has one input and one output but the signature has "
                        + signature.inputs().keySet() + " and "
                        + signature.outputs().keySet() + ": use buildMulti()");
            }
            return new GeneratorDataSetIterator(content());
        }

        /**
         * Returns the iterator for a {@code ComputationGraph} of several inputs or outputs.
         *
         * @return a new iterator at the start of epoch 0
         */
        public GeneratorMultiDataSetIterator buildMulti() {
            return new GeneratorMultiDataSetIterator(content());
        }

        private GeneratorContent content() {
            return new GeneratorContent(
                    generator, signature, batchSize, prefetch, dropRemainder, dataFormat, memory, logsReports);
        }
    }
}
