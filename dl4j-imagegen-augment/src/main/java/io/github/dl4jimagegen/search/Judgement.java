package io.github.dl4jimagegen.search;

import java.util.List;
import java.util.Locale;

/**
 * How good the best candidate is on images that played no part in choosing it, beside the same network without
 * augmentation: a score for each seed. Printed, it is both means with their standard errors. Immutable.
 *
 * @param augmented the scores of the best candidate
 * @param plain those of its network without augmentation, by the same seeds
 */
public record Judgement(List<Double> augmented, List<Double> plain) {

    /**
     * Copies the lists.
     *
     * @param augmented the scores of the best candidate
     * @param plain those of its network without augmentation
     */
    public Judgement {
        augmented = List.copyOf(augmented);
        plain = List.copyOf(plain);
        if (augmented.isEmpty() || augmented.size() != plain.size()) {
            throw new IllegalArgumentException(
                    "there must be as many scores of the one as of the other, and at least one," + " but there were "
                            + augmented.size() + " and " + plain.size() + ": give a seed");
        }
    }

    /**
     * Returns the mean of scores.
     *
     * @param scores at least one
     * @return their mean
     */
    public static double mean(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /**
     * Returns the standard error of the mean of scores.
     *
     * @param scores at least two
     * @return the sample's standard deviation by the root of the number of scores; NaN for one score
     */
    public static double standardError(List<Double> scores) {
        double mean = mean(scores);
        double squares = scores.stream()
                .mapToDouble(score -> (score - mean) * (score - mean))
                .sum();
        return Math.sqrt(squares / (scores.size() - 1) / scores.size());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "on the test images, %d seeds: best candidate %.4f +- %.4f, without augmentation %.4f +- %.4f",
                augmented.size(),
                mean(augmented),
                standardError(augmented),
                mean(plain),
                standardError(plain));
    }
}
