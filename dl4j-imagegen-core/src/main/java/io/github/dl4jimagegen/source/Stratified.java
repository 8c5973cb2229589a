package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.sampling.SampleRandom;

/** Classes one after the other, each in a random order, dealt out by shares like cards. */
final class Stratified extends Splitter {

    private final long seed;

    Stratified(long seed) {
        this.seed = seed;
    }

    @Override
    int[] parts(ImageSource source, Shares shares) {
        int[] parts = new int[source.size()];
        Shares.Dealer dealer = shares.new Dealer();
        int[][] classes = ByClass.members(source);
        for (int label = 0; label < classes.length; label++) {
            int[] members = classes[label];
            SampleRandom.of(seed, 0, label, 0).shuffle(members);
            for (int index : members) {
                parts[index] = dealer.next();
            }
        }
        return parts;
    }
}
