package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Annotations of YOLO. */
final class YoloText {

    private static final Logger log = LoggerFactory.getLogger(YoloText.class);
    private static final int FIELDS = 5;

    /** The whole width, and what six digits of a centre and a width may be off together. */
    private static final double WHOLE = 1 + 1e-6;

    private final Path labels;
    private final ClassIndex classes;
    private final List<String> empty = new ArrayList<>();

    private YoloText(Path labels, ClassIndex classes) {
        this.labels = labels;
        this.classes = classes;
    }

    static AnnotatedImages read(ImageSource images, Path labels, ClassIndex classes) {
        if (!Files.isDirectory(labels)) {
            throw new IllegalArgumentException("no such folder of labels: " + labels.toAbsolutePath());
        }
        return new YoloText(labels, classes).read(images, new Companions(labels, List.of(".txt")));
    }

    private AnnotatedImages read(ImageSource images, Companions files) {
        List<Target> targets = new ArrayList<>();
        List<String> withoutFile = new ArrayList<>();
        int withBoxes = 0;
        for (int i = 0; i < images.size(); i++) {
            String file = files.of(images.name(i));
            List<Box> boxes = file == null ? List.of() : boxes(labels.resolve(file));
            if (file == null) {
                withoutFile.add(images.name(i));
            }
            withBoxes += boxes.isEmpty() ? 0 : 1;
            targets.add(new Target.OfBoxes(boxes, Target.Unit.FRACTIONS));
        }
        if (withoutFile.size() == images.size()) {
            throw new IllegalArgumentException("none of the " + images.size() + " images under " + images
                    + " has a file under " + labels + ": for the first one looked for "
                    + files.sought(images.name(0)).get(0));
        }
        log.info(
                "{} images have boxes, {} have none, of which {} have no file under {}",
                withBoxes,
                images.size() - withBoxes,
                withoutFile.size(),
                labels);
        warn("{} boxes without area left out under {}: {}", empty);
        warn("{} files under {} have no image: {}", files.unused());
        return new AnnotatedImages(images, classes, targets);
    }

    private void warn(String message, List<String> which) {
        if (!which.isEmpty()) {
            log.warn(message, which.size(), labels, Companions.first(which));
        }
    }

    private List<Box> boxes(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "").trim(); // some editors mark the beginning of a file
            if (!line.isEmpty()) {
                String place = file + ", line " + (i + 1);
                try {
                    add(line, place, boxes);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "cannot understand " + place + ", \"" + line + "\": " + e.getMessage(), e);
                }
            }
        }
        return boxes;
    }

    private void add(String line, String place, List<Box> boxes) {
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
        double width = Double.parseDouble(fields[3]);
        double height = Double.parseDouble(fields[4]);
        if (!(isShare(x) && isShare(y) && isShare(width) && isShare(height))) {
            throw new IllegalArgumentException("the numbers must be shares of the image's size, from 0 to 1");
        }
        if (width == 0 || height == 0) {
            empty.add(place);
        } else {
            boxes.add(new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2, label));
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= WHOLE;
    }
}
