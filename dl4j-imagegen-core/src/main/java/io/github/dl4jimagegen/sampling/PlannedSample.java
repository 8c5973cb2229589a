package io.github.dl4jimagegen.sampling;

/**
 * One position of an epoch. Belongs to the one thread that works on the sample.
 *
 * @param index the sample's index within the view
 * @param random the random numbers of this sample in this epoch
 */
public record PlannedSample(int index, SampleRandom random) {}
