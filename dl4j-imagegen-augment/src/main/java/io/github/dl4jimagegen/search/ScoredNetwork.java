package io.github.dl4jimagegen.search;

/** A trained network and its score. Closed, the network is freed, unless somebody else is to have it. */
record ScoredNetwork(CandidateNetwork network, double score, boolean forOthers) implements AutoCloseable {

    @Override
    public void close() {
        if (!forOthers) {
            network.close();
        }
    }
}
