package io.github.dl4jimagegen.sampling;

import io.github.dl4jimagegen.sampling.EpochPlan.SampleIndices;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Every class equally often. Within its class a sample comes again only after all others have, so that occurrences
 * differ by one at most.
 */
enum Balanced implements Sampler {
    KEEPING_LENGTH("classBalanced"),
    TO_LARGEST("oversampled");

    private final String text;

    Balanced(String text) {
        this.text = text;
    }

    @Override
    public EpochPlan plan(SampleIndices samples, long seed, long epoch) {
        SampleRandom random = DrawnPlan.random(seed, epoch);
        int[][] classes = byClass(samples);
        int[] order = new int[this == TO_LARGEST ? classes.length * largest(classes) : samples.size()];
        int[] turn = IntStream.range(0, classes.length).toArray();
        random.shuffle(turn); // which classes get the positions that do not divide
        int at = 0;
        for (int i = 0; i < turn.length; i++) {
            int share = order.length / turn.length + (i < order.length % turn.length ? 1 : 0);
            fill(order, at, at + share, classes[turn[i]], random);
            at += share;
        }
        random.shuffle(order);
        return DrawnPlan.repeating(samples, seed, epoch, order);
    }

    private static void fill(int[] order, int from, int to, int[] members, SampleRandom random) {
        for (int at = from; at < to; at += members.length) {
            random.shuffle(members);
            System.arraycopy(members, 0, order, at, Math.min(members.length, to - at));
        }
    }

    private static int largest(int[][] classes) {
        return Arrays.stream(classes).mapToInt(members -> members.length).max().orElse(0);
    }

    /** Returns the members of every class that has any. */
    private static int[][] byClass(SampleIndices samples) {
        int[] sizes = new int
                [IntStream.range(0, samples.size()).map(samples::label).max().orElse(-1) + 1];
        for (int i = 0; i < samples.size(); i++) {
            int label = samples.label(i);
            if (label < 0) {
                throw new IllegalArgumentException("classes can be balanced only if every sample has one, but sample "
                        + i + " has none: label the images, or use another sampler");
            }
            sizes[label]++;
        }
        int[][] classes = new int[sizes.length][];
        Arrays.setAll(classes, c -> new int[sizes[c]]);
        for (int i = samples.size() - 1; i >= 0; i--) {
            int c = samples.label(i);
            classes[c][--sizes[c]] = i;
        }
        return Arrays.stream(classes).filter(members -> members.length > 0).toArray(int[][]::new);
    }

    @Override
    public String describe() {
        return text;
    }
}
