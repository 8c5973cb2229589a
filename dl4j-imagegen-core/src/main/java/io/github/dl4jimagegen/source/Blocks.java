package io.github.dl4jimagegen.source;

import java.util.Arrays;
import java.util.function.Function;

/** Lists of images, each cut into one block for each part. */
final class Blocks extends Splitter {

    private final Function<ImageSource, int[][]> lists;

    Blocks(Function<ImageSource, int[][]> lists) {
        this.lists = lists;
    }

    @Override
    int[] parts(ImageSource source, Shares shares) {
        int[] parts = new int[source.size()];
        Shares.Dealer dealer = shares.new Dealer();
        for (int[] list : lists.apply(source)) {
            int[] sizes = shares.areFolds() ? dealt(list.length, shares, dealer) : truncated(list.length, shares);
            int at = 0;
            for (int part = 0; part < sizes.length; part++) {
                for (int end = at + sizes[part]; at < end; at++) {
                    parts[list[at]] = part;
                }
            }
        }
        return parts;
    }

    private static int[] truncated(int length, Shares shares) {
        int[] sizes = new int[shares.parts()];
        int last = sizes.length - 1;
        for (int part = 0; part < last; part++) {
            sizes[part] = (int) (shares.of(part) * length);
        }
        sizes[last] = length - Arrays.stream(sizes).sum();
        return sizes;
    }

    /** What does not divide goes to another fold for each list, so that folds are of equal size in all. */
    private static int[] dealt(int length, Shares shares, Shares.Dealer dealer) {
        int[] sizes = new int[shares.parts()];
        for (int i = 0; i < length; i++) {
            sizes[dealer.next()]++;
        }
        return sizes;
    }
}
