package io.github.dl4jimagegen.augment.geometric;

/** What sizes of results have in common. */
final class Sizes {

    private Sizes() {}

    static void check(String what, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(what + " must result in at least 1x1 but was " + height + "x" + width);
        }
    }
}
