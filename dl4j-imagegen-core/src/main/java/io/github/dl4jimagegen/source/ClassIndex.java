package io.github.dl4jimagegen.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The classes and their order: class i is output i of the network. Training, validation, test and inference share one,
 * as a value or as JSON: {@code {"version":1,"classes":["cat","dog"]}}. Immutable.
 *
 * @param names the names, none empty or twice, in the order of the outputs; no names if there are no classes
 */
public record ClassIndex(List<String> names) implements Serializable {

    private static final int VERSION = 1;
    private static final ClassIndex NONE = new ClassIndex(List.of());
    /** Loaded when it is needed: Jackson takes a tenth of a second. */
    private static final class Json {
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Json() {}
    }

    /**
     * Checks that no name is empty or stands twice.
     *
     * @param names the names, none empty or twice, in the order of the outputs; no names if there are no classes
     */
    public ClassIndex {
        names = List.copyOf(names);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("class " + seen.size() + " has an empty name in " + names);
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("class \"" + name + "\" stands twice in " + names);
            }
        }
    }

    /**
     * Returns the index of some names.
     *
     * @param names the names in the order of the outputs, at least one
     * @return an index
     * @throws IllegalArgumentException if there is no name, or one is empty or stands twice
     */
    public static ClassIndex of(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException(
                    "a class index needs at least one class: for a source without classes use ClassIndex.none()");
        }
        return new ClassIndex(List.of(names));
    }

    /**
     * Returns the index of classes that have no names but numbers.
     *
     * @param count how many classes, at least 1
     * @return the classes "0", "1", ... in this order
     * @throws IllegalArgumentException if the count is not positive
     */
    public static ClassIndex numbered(int count) {
        return of(IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /**
     * Returns the index of a source without classes, whose images have the label -1.
     *
     * @return an empty index
     */
    public static ClassIndex none() {
        return NONE;
    }

    /**
     * Returns the number of classes.
     *
     * @return at least 0
     */
    public int size() {
        return names.size();
    }

    /**
     * Returns the index of each class by its name: Keras's {@code class_indices}.
     *
     * @return an unmodifiable map, in the order of the classes
     */
    public Map<String, Integer> indices() {
        Map<String, Integer> indices = new LinkedHashMap<>();
        names.forEach(name -> indices.put(name, indices.size()));
        return Collections.unmodifiableMap(indices);
    }

    /**
     * Returns this index as JSON.
     *
     * @return an object, on one line
     */
    public String toJson() {
        ObjectNode object = Json.MAPPER.createObjectNode().put("version", VERSION);
        names.forEach(object.putArray("classes")::add);
        return object.toString();
    }

    /**
     * Returns the index that some JSON describes.
     *
     * @param json what {@link #toJson} returned, now or in an earlier version of this library
     * @return the index
     * @throws IllegalArgumentException if it is no such JSON, has a key twice or something behind its end, or is of a
     *     later version
     */
    public static ClassIndex fromJson(String json) {
        try {
            JsonNode tree = Json.MAPPER.readTree(json);
            JsonNode version = tree.path("version");
            if (!version.isInt() || version.intValue() < 1 || version.intValue() > VERSION) {
                throw new IllegalArgumentException("the class index has version "
                        + (version.isMissingNode() ? "none" : version)
                        + " but this library reads 1 to " + VERSION);
            }
            List<String> names = new ArrayList<>();
            for (JsonNode name : tree.path("classes")) {
                if (!name.isTextual()) {
                    throw new IllegalArgumentException("a class of a class index is a string but was " + name);
                }
                names.add(name.textValue());
            }
            if (!tree.path("classes").isArray()) {
                throw new IllegalArgumentException("not the JSON of a class index: it has no array \"classes\"");
            }
            return new ClassIndex(names);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of a class index: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes this index into a file, as JSON.
     *
     * @param file where to; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path unused = Files.writeString(file, toJson());
    }

    /**
     * Reads an index from a file.
     *
     * @param file what {@link #write} wrote
     * @return the index
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds no class index, or one of a later version; the message names the file
     */
    public static ClassIndex read(Path file) throws IOException {
        try {
            return fromJson(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
