package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the pixels of a mask's file say. Immutable. */
public sealed interface MaskCoding extends Serializable {

    /**
     * Returns the class index that means "no class".
     *
     * @return from 0 to 255
     */
    int ignoreIndex();

    /**
     * Returns the coding of files whose values are class indices, as in Pascal VOC: the palette's indices where a PNG,
     * GIF or BMP has one, the levels of a grey PNG of 1, 2 or 4 bits (so that its white is 1, 3 or 15), grey values from
     * 0 to 255 of all others. 255 means "no class": of an 8-bit mask in black and white nothing white is learnt, for
     * which {@code colors(List.of(0x000000, 0xFFFFFF))} is the coding; the first such mask is logged as a warning.
     *
     * @return a coding for files of 8 bits or fewer
     */
    static MaskCoding classIndices() {
        return new ClassIndices(Mask.IGNORE_INDEX);
    }

    /**
     * Returns the coding of files in which each class has a colour of its own. Any other colour is refused.
     *
     * @param colors the colours as 0xRRGGBB, in the order of the classes
     * @return a coding without a colour for "no class"
     * @throws IllegalArgumentException if there are more than 255 colours, one stands twice or is no colour
     */
    static MaskCoding colors(List<Integer> colors) {
        Map<Integer, Integer> classes = new LinkedHashMap<>();
        for (int color : colors) {
            if (classes.put(color, classes.size()) != null) {
                throw new IllegalArgumentException(
                        String.format("the colour #%06x stands twice among those of the classes", color));
            }
        }
        return new Colors(classes, Mask.IGNORE_INDEX);
    }

    /**
     * Class indices.
     *
     * @param ignoreIndex the value that means "no class", from 0 to 255
     */
    record ClassIndices(int ignoreIndex) implements MaskCoding {}

    /**
     * Colours.
     *
     * @param classes the class of each colour, 0xRRGGBB
     * @param ignoreIndex the class index that means "no class"; a colour may have it
     */
    record Colors(Map<Integer, Integer> classes, int ignoreIndex) implements MaskCoding {

        /**
         * Copies the map and checks colours and classes.
         *
         * @param classes the class of each colour, 0xRRGGBB
         * @param ignoreIndex the class index that means "no class"; a colour may have it
         */
        public Colors {
            classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
            classes.forEach((color, label) -> {
                if (color < 0 || color > 0xFFFFFF) {
                    throw new IllegalArgumentException("a colour is 0x000000 to 0xFFFFFF but was " + color);
                }
                if (label < 0 || label > 255) {
                    throw new IllegalArgumentException(
                            String.format("the class of colour #%06x must lie in [0, 255] but was %d", color, label));
                }
            });
        }
    }
}
