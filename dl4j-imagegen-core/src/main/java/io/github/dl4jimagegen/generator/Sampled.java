package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Examples of several sequences, each drawn at random. */
record Sampled<E>(List<Examples<? extends E>> inputs, List<Double> weights, long seed) implements Examples<E> {

    /** Keys the choice apart from the streams of samples and from the orders, see {@link Shuffled}. */
    private static final long CHOICE = -3;

    Sampled {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("sampleFrom needs at least 1 sequence but was given none");
        }
        if (weights.size() != inputs.size()) {
            throw new IllegalArgumentException("there are " + inputs.size() + " sequences but " + weights.size()
                    + " weights: give one weight for each");
        }
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a weight must be finite and not negative but was " + weight);
            }
            sum += weight;
        }
        if (!(sum > 0) || sum == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "the weights must have a positive finite sum but " + weights + " have " + sum);
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return new SampledPass(epoch);
    }

    @Override
    public long cardinality() {
        long sum = 0;
        for (int i = 0; i < inputs.size(); i++) {
            sum = weights.get(i) > 0 ? Cardinality.sum(sum, inputs.get(i).cardinality()) : sum;
        }
        return sum;
    }

    private final class SampledPass extends AbstractPass<E> {

        private final SampleRandom random;
        private final List<Input<E>> open = new ArrayList<>();
        private final List<Double> openWeights = new ArrayList<>();

        SampledPass(long epoch) {
            this.random = SampleRandom.of(seed, epoch, CHOICE, 0);
            for (int i = 0; i < inputs.size(); i++) {
                if (weights.get(i) > 0) {
                    open.add(new Input<>(inputs.get(i), epoch));
                    openWeights.add(weights.get(i));
                }
            }
        }

        @Override
        @Nullable
        E advance() {
            while (!open.isEmpty()) {
                int drawn = draw();
                E example = open.get(drawn).next();
                if (example != null) {
                    return example;
                }
                open.remove(drawn);
                openWeights.remove(drawn);
            }
            return null;
        }

        private int draw() {
            double left = random.nextDouble()
                    * openWeights.stream().mapToDouble(Double::doubleValue).sum();
            int drawn = 0;
            while (drawn < openWeights.size() - 1 && left >= openWeights.get(drawn)) {
                left -= openWeights.get(drawn++);
            }
            return drawn;
        }

        @Override
        void release() {
            Input.closeAll(open);
        }
    }
}
