package io.github.dl4jimagegen.keras;

import java.util.stream.IntStream;

/** Which side of {@code validationSplit}. */
public enum Subset {
    /** All but the first share. */
    TRAINING,
    /** The first share: {@code (int) (validationSplit * n)} of n, a product of binary numbers, so 28 for 0.29 of 100. */
    VALIDATION;

    /** Returns the rows of n that belong to this subset, as {@code flow} and {@code flow_from_dataframe} share them out. */
    IntStream rows(int n, double validationSplit) {
        int split = (int) (validationSplit * n);
        return this == VALIDATION ? IntStream.range(0, split) : IntStream.range(split, n);
    }
}
