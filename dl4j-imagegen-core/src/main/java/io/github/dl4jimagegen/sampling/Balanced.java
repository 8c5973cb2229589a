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
        DrawnPlan.shuffle(turn, 0, turn.length, random); // which classes get the positions that do not divide
        int at = 0;
        for (int i = 0; i < turn.length; i++) {
            int share = order.length / turn.length + (i < order.length % turn.length ? 1 : 0);
            fill(order, at, at + share, classes[turn[i]], random);
            at += share;
        }
        DrawnPlan.shuffle(order, 0, order.length, random);
        return DrawnPlan.repeating(samples, seed, epoch, order);
    }

    private static void fill(int[] order, int from, int to, int[] members, SampleRandom random) {
        for (int at = from; at < to; at += members.length) {
            DrawnPlan.shuffle(members, 0, members.length, random);
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
                throw new IllegalArgumentException("a balanced epoch needs one class an image but image "
                        + samples.sourceIndex(i) + " has not: use Sampler.shuffled() or Sampler.weighted(...)");
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
