package io.github.dl4jimagegen.batch;

/** How the class of an image becomes a row of labels. Labels are FLOAT. */
public enum ClassMode {
    /** One column a class: 1 in the column of the class, else 0. For softmax with MCXENT. */
    CATEGORICAL,
    /**
     * One column: the index of the class. For SPARSE_MCXENT. Deeplearning4j trains on such labels but cannot evaluate
     * on them: evaluate over a CATEGORICAL flow.
     */
    SPARSE,
    /** One column: 0 for the first of two classes, 1 for the second. For a sigmoid with XENT. */
    BINARY,
    /** No labels, to predict. Deeplearning4j silently ends an epoch of {@code fit} at a batch without labels. */
    NONE;

    /**
     * Returns the number of label columns.
     *
     * @param classes the number of classes
     * @return classes for CATEGORICAL, 1 for SPARSE and BINARY, 0 for NONE
     */
    public int columns(int classes) {
        return switch (this) {
            case CATEGORICAL -> classes;
            case SPARSE, BINARY -> 1;
            case NONE -> 0;
        };
    }
}
