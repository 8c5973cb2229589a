package io.github.dl4jimagegen.source;

import java.util.Arrays;

/** How large the parts of a split are to be; what is neither for validation nor for test is the last part. Immutable. */
final class Shares {

    private final double[] shares;
    private final boolean folds;

    private Shares(double[] shares, boolean folds) {
        this.shares = shares;
        this.folds = folds;
    }

    /** Returns given shares, and what is left of 1. */
    static Shares of(double... heldOut) {
        double[] shares = Arrays.copyOf(heldOut, heldOut.length + 1);
        shares[heldOut.length] = 1 - Arrays.stream(heldOut).sum();
        return new Shares(shares, false);
    }

    static Shares folds(int count) {
        double[] shares = new double[count];
        Arrays.fill(shares, 1.0 / count);
        return new Shares(shares, true);
    }

    int parts() {
        return shares.length;
    }

    double of(int part) {
        return shares[part];
    }

    /** Returns whether the parts are folds: of equal size, so that no number of images may be truncated. */
    boolean areFolds() {
        return folds;
    }

    /** Returns the part that lacks most of what it should have of some images. */
    int mostLacking(int[] counts, int images) {
        int most = 0;
        for (int part = 1; part < shares.length; part++) {
            if (shares[part] * images - counts[part] > shares[most] * images - counts[most]) {
                most = part;
            }
        }
        return most;
    }

    /** Deals images out, one after the other, so that at any time each part has its share as exactly as possible. */
    final class Dealer {

        private final int[] counts = new int[shares.length];
        private int dealt;

        /** Returns the part that gets the next image. */
        int next() {
            int part = mostLacking(counts, ++dealt);
            counts[part]++;
            return part;
        }
    }
}
