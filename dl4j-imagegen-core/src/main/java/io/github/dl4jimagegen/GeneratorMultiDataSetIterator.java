package io.github.dl4jimagegen;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;

/**
 * Batches of several inputs and outputs out of a generator, for a {@code ComputationGraph}.
 *
 * <pre>{@code
 * OutputSignature signature = OutputSignature.builder()
 *         .input("image", TensorSpec.image(32, 32, 3))
 *         .input("size", TensorSpec.of(DataType.FLOAT, 2))
 *         .output("class", TensorSpec.scalar(DataType.INT32).oneHot(10))
 *         .build();
 * graph.fit(GeneratorDataSetIterator.builder(generator, signature).buildMulti(), 5);
 * }</pre>
 *
 * <p>The arrays stand in the order of the signature, which must be that of the network's inputs and outputs; the names
 * are only those of the examples. In all else this is {@link GeneratorDataSetIterator}.
 *
 * <p>For one thread at a time; {@link #close} and {@link #reset} may come from another. Not serialisable.
 */
public final class GeneratorMultiDataSetIterator extends MultiFlowIterator {

    private static final long serialVersionUID = 1L;

    GeneratorMultiDataSetIterator(GeneratorContent content) {
        super(content, EpochFlow.Place.START);
    }

    private Object writeReplace() throws ObjectStreamException {
        throw FlowIterator.notSerializable();
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("not serialisable");
    }
}
