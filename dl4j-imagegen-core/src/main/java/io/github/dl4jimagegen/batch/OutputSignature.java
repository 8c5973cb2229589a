package io.github.dl4jimagegen.batch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every example of a generator looks like; checked for each of them. The order of the inputs and of the outputs is
 * that of the network's. Immutable.
 *
 * @param inputs what goes into the network, by name
 * @param outputs what should come out, by name
 */
public record OutputSignature(Map<String, TensorSpec> inputs, Map<String, TensorSpec> outputs) implements Serializable {

    /**
     * Copies the two maps and checks that there is an input.
     *
     * @param inputs what goes into the network, by name
     * @param outputs what should come out, by name
     */
    public OutputSignature {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a signature needs at least one input");
        }
    }

    /**
     * Returns the signature of examples made with {@code Example.of(features, labels)}.
     *
     * @param features what goes into the network
     * @param labels what should come out
     * @return a signature of one input and one output
     */
    public static OutputSignature of(TensorSpec features, TensorSpec labels) {
        return new OutputSignature(Map.of(Example.FEATURES, features), Map.of(Example.LABELS, labels));
    }

    /**
     * Returns a builder of a signature with names.
     *
     * @return a builder without inputs and outputs
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the inputs and outputs of a signature, in the order of the network's. Not thread-safe. */
    public static final class Builder {

        private final Map<String, TensorSpec> inputs = new LinkedHashMap<>();
        private final Map<String, TensorSpec> outputs = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds an input.
         *
         * @param name its name in every example
         * @param spec what it looks like
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder input(String name, TensorSpec spec) {
            return add("input", inputs, name, spec);
        }

        /**
         * Adds an output.
         *
         * @param name its name in every example
         * @param spec what it looks like
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder output(String name, TensorSpec spec) {
            return add("output", outputs, name, spec);
        }

        private Builder add(String what, Map<String, TensorSpec> specs, String name, TensorSpec spec) {
            if (specs.putIfAbsent(name, spec) != null) {
                throw new IllegalArgumentException("the " + what + " \"" + name + "\" is there already");
            }
            return this;
        }

        /**
         * Returns the signature.
         *
         * @return a signature
         * @throws IllegalArgumentException if there is no input
         */
        public OutputSignature build() {
            return new OutputSignature(inputs, outputs);
        }
    }

    /**
     * Checks an example against this signature.
     *
     * @param example what a generator yielded
     * @param number the example's number in its epoch, from 0, for the message
     * @throws SignatureMismatchException if a name, a shape, a type or a class is not as stated
     */
    public void check(Example example, long number) {
        check("inputs", inputs, example.inputs(), number);
        check("outputs", outputs, example.outputs(), number);
    }

    private static void check(String what, Map<String, TensorSpec> specs, Map<String, INDArray> arrays, long number) {
        if (!specs.keySet().equals(arrays.keySet())) {
            throw new SignatureMismatchException("generator example " + number + " has the " + what + " "
                    + arrays.keySet() + " but the signature says " + specs.keySet());
        }
        specs.forEach((name, spec) -> {
            INDArray array = arrays.get(name);
            if (array == null) {
                throw new SignatureMismatchException("generator example " + number + ": " + name + " is null");
            }
            spec.check(array, name, number);
        });
    }

    /**
     * Stacks checked examples into a batch of detached, C-ordered arrays at offset 0, on the consumer's device.
     *
     * @param examples at least one
     * @param number the number of the first of them in its epoch, for messages
     * @param format the order of an image's dimensions
     * @param buffers where the memory comes from
     * @return a batch
     * @throws SignatureMismatchException if examples differ in a dimension that is neither fixed nor padded
     */
    public Batch stack(List<Example> examples, long number, DataFormat format, BatchBuffers buffers) {
        BatchBuffers.Lease lease = buffers.lease();
        buffers.device().use();
        List<INDArray> inputArrays = new ArrayList<>();
        inputs.forEach((name, spec) -> inputArrays.add(
                spec.stack(examples.stream().map(e -> e.inputs().get(name)).toList(), name, number, format, lease)));
        List<INDArray> outputArrays = new ArrayList<>();
        outputs.forEach((name, spec) -> outputArrays.add(
                spec.stack(examples.stream().map(e -> e.outputs().get(name)).toList(), name, number, format, lease)));
        Batch batch = new Batch(
                inputArrays, outputArrays, List.of(), List.of(), Batch.Positions.ofRows(examples.size()), lease);
        batch.publish(buffers.device());
        return batch;
    }
}
