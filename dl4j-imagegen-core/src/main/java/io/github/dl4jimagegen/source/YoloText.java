package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Annotations of YOLO. */
final class YoloText {

    private static final int FIELDS = 5;

    private YoloText() {}

    static AnnotatedImages read(ImageSource images, Path labels, ClassIndex classes) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Path file = Companions.of(labels, images.name(i), ".txt");
            List<Box> boxes = Files.isRegularFile(file) ? boxes(file, classes) : List.of();
            targets.add(new Target.OfBoxes(boxes, Target.Unit.FRACTIONS));
        }
        return new AnnotatedImages(images, classes, targets);
    }

    private static List<Box> boxes(Path file, ClassIndex classes) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (!line.isEmpty()) {
                try {
                    boxes.add(box(line, classes));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "cannot understand " + file + ", line " + (i + 1) + ", \"" + line + "\": " + e.getMessage(),
                            e);
                }
            }
        }
        return boxes;
    }

    private static Box box(String line, ClassIndex classes) {
        String[] fields = line.split("\\s+", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "a line has a class and four numbers but this has " + fields.length + " fields");
        }
        int label = Integer.parseInt(fields[0]);
        if (label < 0 || label >= classes.size()) {
            throw new IllegalArgumentException(
                    "the class is " + label + " but there are " + classes.size() + " classes");
        }
        double x = Double.parseDouble(fields[1]);
        double y = Double.parseDouble(fields[2]);
        double halfWidth = Double.parseDouble(fields[3]) / 2;
        double halfHeight = Double.parseDouble(fields[4]) / 2;
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1 && halfWidth <= 0.5 && halfHeight <= 0.5)) {
            throw new IllegalArgumentException("the numbers must be shares of the image's size, from 0 to 1");
        }
        return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, label);
    }
}
