package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.batch.Annotation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.List;

/**
 * One picture of a contact sheet. Immutable.
 *
 * @param pixels grey, RGB or RGBA, 8-bit: what a network gets, as it can be looked at
 * @param annotations what the labels say, one an output of the network; masks, boxes and keypoints are drawn in
 * @param classes the classes of each output
 * @param caption the lines under the picture
 */
public record Tile(Image pixels, List<Annotation> annotations, List<ClassIndex> classes, List<String> caption) {

    /**
     * Copies the lists.
     *
     * @param pixels grey, RGB or RGBA, 8-bit
     * @param annotations what the labels say, one an output of the network
     * @param classes the classes of each output
     * @param caption the lines under the picture
     */
    public Tile {
        annotations = List.copyOf(annotations);
        classes = List.copyOf(classes);
        caption = List.copyOf(caption);
    }

    Tile caption(String... lines) {
        return new Tile(pixels, annotations, classes, List.of(lines));
    }
}
