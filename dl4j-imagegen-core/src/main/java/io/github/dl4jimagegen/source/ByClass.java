package io.github.dl4jimagegen.source;

import java.util.Arrays;

/** The images of a source by their classes. */
final class ByClass {

    private ByClass() {}

    /** Returns the indices of each class, in the order of the source; after them, those of images without a class. */
    static int[][] members(ImageSource source) {
        int[] sizes = sizes(source);
        int[][] members = new int[sizes.length][];
        Arrays.setAll(members, label -> new int[sizes[label]]);
        for (int i = source.size() - 1; i >= 0; i--) {
            int label = group(source, i);
            members[label][--sizes[label]] = i;
        }
        return members;
    }

    /** Returns how many images each class has; after them, how many have none. */
    static int[] sizes(ImageSource source) {
        int[] sizes = new int[source.classes().size() + 1];
        for (int i = 0; i < source.size(); i++) {
            sizes[group(source, i)]++;
        }
        return sizes;
    }

    private static int group(ImageSource source, int index) {
        int label = source.label(index);
        return label < 0 ? source.classes().size() : label;
    }
}
