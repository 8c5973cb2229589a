package io.github.dl4jimagegen;

/** What a flow is for. */
enum FlowMode {
    /** In a new order each epoch, augmented. */
    TRAINING,
    /** In the order of the source, never augmented. */
    EVALUATION,
    /** In the order of the source, each image several times in a row, augmented. */
    VIEWS;

    /** Returns whether images are augmented. */
    boolean augments() {
        return this != EVALUATION;
    }
}
