package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.source.ClassIndex;
import java.awt.Color;
import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the colours of masks mean, for the classes that can be seen. */
final class Legend {

    private static final int SPACE = 18;
    private static final int SWATCH = 17;

    private Legend() {}

    /**
     * One colour.
     *
     * @param name of the class
     * @param color in which it is shown
     */
    record Entry(String name, Color color) {

        int width(FontMetrics text) {
            return SWATCH + text.stringWidth(name) + SPACE;
        }
    }

    static List<Entry> of(List<Tile> tiles) {
        Map<ClassIndex, Set<Integer>> seen = new LinkedHashMap<>();
        for (Tile tile : tiles) {
            for (int output = 0; output < tile.annotations().size(); output++) {
                Mask mask = tile.annotations().get(output).mask();
                if (mask != null) {
                    Set<Integer> labels = seen.computeIfAbsent(tile.classes().get(output), classes -> new TreeSet<>());
                    for (byte label : mask.toBytes()) {
                        labels.add(label & 0xFF);
                    }
                }
            }
        }
        List<Entry> entries = new ArrayList<>();
        seen.forEach((classes, labels) -> labels.forEach(label -> entries.add(entry(classes, label))));
        return entries;
    }

    private static Entry entry(ClassIndex classes, int label) {
        if (label == Mask.IGNORE_INDEX) {
            return new Entry("ignored (hatched)", Color.BLACK);
        }
        String name = Captions.className(classes, label);
        return label == 0 ? new Entry(name + " (not tinted)", Color.WHITE) : new Entry(name, Palette.of(label));
    }

    static List<List<Entry>> lines(List<Entry> entries, FontMetrics text, int room) {
        List<List<Entry>> lines = new ArrayList<>();
        int left = 0;
        for (Entry entry : entries) {
            if (lines.isEmpty() || left < entry.width(text) - SPACE) {
                lines.add(new ArrayList<>());
                left = room;
            }
            lines.get(lines.size() - 1).add(entry);
            left -= entry.width(text);
        }
        return lines;
    }
}
