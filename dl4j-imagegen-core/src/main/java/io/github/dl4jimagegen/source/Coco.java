package io.github.dl4jimagegen.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A COCO file: images and categories by id, and the annotations of each image. */
final class Coco {

    private static final Logger log = LoggerFactory.getLogger(Coco.class);
    private static final int VALUES_OF_A_POINT = 3;

    private final Path folder;
    private final Path file;
    private final Map<String, Long> images = new TreeMap<>();
    private final Map<Long, JsonNode> categories = new TreeMap<>();
    private final Map<Long, List<JsonNode>> annotations = new HashMap<>();

    private Coco(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    static Coco read(Path folder, Path file) {
        JsonNode tree;
        try {
            tree = new ObjectMapper().readTree(file.toFile());
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("cannot understand " + file + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        Coco coco = new Coco(folder, file);
        Set<Long> ids = new HashSet<>();
        for (JsonNode image : coco.list(tree, "images")) {
            String name = coco.field(image, "file_name").asText();
            long id = coco.id(image, "id");
            if (coco.images.put(name, id) != null) {
                throw coco.twice("image " + name);
            }
            if (!ids.add(id)) {
                throw coco.twice("image id " + id);
            }
        }
        for (JsonNode category : coco.list(tree, "categories")) {
            long id = coco.id(category, "id");
            if (coco.categories.put(id, category) != null) {
                throw coco.twice("category id " + id);
            }
        }
        List<String> orphans = new ArrayList<>();
        for (JsonNode annotation : coco.list(tree, "annotations")) {
            long image = coco.id(annotation, "image_id");
            if (ids.contains(image)) {
                coco.annotations.computeIfAbsent(image, id -> new ArrayList<>()).add(annotation);
            } else {
                orphans.add(annotation.path("id").asText());
            }
        }
        if (!orphans.isEmpty()) {
            log.warn(
                    "Left out {} annotations of images that {} does not have: {}",
                    orphans.size(),
                    file,
                    Companions.first(orphans));
        }
        return coco;
    }

    private IllegalArgumentException twice(String what) {
        return new IllegalArgumentException("cannot understand " + file + ": the " + what + " stands twice");
    }

    private long id(JsonNode node, String name) {
        JsonNode id = field(node, name);
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            throw new IllegalArgumentException(
                    "cannot understand " + file + ": \"" + name + "\" must be a whole number but is " + id);
        }
        return id.longValue();
    }

    private JsonNode list(JsonNode tree, String name) {
        if (!tree.path(name).isArray()) {
            throw new IllegalArgumentException("cannot understand " + file + ": it has no list \"" + name + "\"");
        }
        return tree.get(name);
    }

    private JsonNode field(JsonNode node, String name) {
        if (!node.hasNonNull(name)) {
            throw new IllegalArgumentException(
                    "cannot understand " + file + ": there is no \"" + name + "\" in " + node);
        }
        return node.get(name);
    }

    AnnotatedImages boxes() {
        ClassIndex classes = new ClassIndex(categories.values().stream()
                .map(category -> field(category, "name").asText())
                .toList());
        List<Long> ids = List.copyOf(categories.keySet());
        int crowds = 0;
        List<String> empty = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (long image : images.values()) {
            List<Box> boxes = new ArrayList<>();
            for (JsonNode annotation : annotations.getOrDefault(image, List.of())) {
                if (annotation.path("iscrowd").asInt() == 1) {
                    crowds++;
                } else if (hasArea(annotation)) {
                    boxes.add(box(annotation, ids));
                } else {
                    empty.add(annotation.path("id").asText());
                }
            }
            targets.add(Target.ofBoxes(boxes));
        }
        if (crowds > 0) {
            log.info("Left out {} annotations of crowds in {}", crowds, file);
        }
        if (!empty.isEmpty()) {
            log.warn("Left out {} boxes without area in {}: {}", empty.size(), file, Companions.first(empty));
        }
        return new AnnotatedImages(listed(List.copyOf(images.keySet())), classes, targets);
    }

    /** A bbox that cannot be understood has some. */
    private boolean hasArea(JsonNode annotation) {
        JsonNode box = field(annotation, "bbox");
        return !(isZero(box.path(2)) || isZero(box.path(3)));
    }

    private static boolean isZero(JsonNode number) {
        return number.isNumber() && number.asDouble() == 0;
    }

    private Box box(JsonNode annotation, List<Long> ids) {
        JsonNode values = field(annotation, "bbox");
        int label = ids.indexOf(id(annotation, "category_id"));
        boolean numbers = StreamSupport.stream(values.spliterator(), false).allMatch(JsonNode::isNumber);
        if (values.size() != 4 || !numbers || label < 0) {
            throw new IllegalArgumentException("cannot understand " + file + ": an annotation needs a bbox of four"
                    + " numbers and a known category_id but is " + annotation);
        }
        double x = values.get(0).asDouble();
        double y = values.get(1).asDouble();
        try {
            return new Box(x, y, x + values.get(2).asDouble(), y + values.get(3).asDouble(), label);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot understand " + file + ", annotation " + annotation.path("id") + ": " + e.getMessage(), e);
        }
    }

    AnnotatedImages keypoints() {
        List<String> names = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (Map.Entry<String, Long> image : images.entrySet()) {
            List<JsonNode> objects = annotations.getOrDefault(image.getValue(), List.of()).stream()
                    .filter(annotation -> annotation.path("num_keypoints").asInt() > 0)
                    .toList();
            if (objects.size() > 1) {
                throw new IllegalArgumentException("the image " + image.getKey() + " in " + file + " has "
                        + objects.size() + " objects with keypoints, of which one image can have one: cut them out"
                        + " first, or leave the image out");
            }
            for (JsonNode object : objects) {
                names.add(image.getKey());
                targets.add(Target.ofKeypoints(points(object)));
            }
        }
        ClassIndex classes = new ClassIndex(categories.values().stream()
                .map(category -> field(category, "name").asText())
                .toList());
        return new AnnotatedImages(listed(names), classes, targets);
    }

    private List<Keypoint> points(JsonNode object) {
        JsonNode names = field(categories.getOrDefault(id(object, "category_id"), object), "keypoints");
        JsonNode values = field(object, "keypoints");
        if (values.size() != VALUES_OF_A_POINT * names.size()) {
            throw new IllegalArgumentException("cannot understand " + file + ": an object has " + values.size()
                    + " values for " + names.size() + " keypoints, not three each");
        }
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            points.add(new Keypoint(
                    names.get(i).asText(),
                    values.get(VALUES_OF_A_POINT * i).asDouble(),
                    values.get(VALUES_OF_A_POINT * i + 1).asDouble(),
                    values.get(VALUES_OF_A_POINT * i + 2).asInt() > 0));
        }
        return points;
    }

    private ImageSource listed(List<String> names) {
        return ListedImages.of(folder, names);
    }
}
