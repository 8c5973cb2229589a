package io.github.dl4jimagegen;

/** What a flow is for. */
enum FlowMode {
    /** In a new order each epoch, augmented. */
    TRAINING,
    /** In the order of the source, never augmented. */
    EVALUATION
}
