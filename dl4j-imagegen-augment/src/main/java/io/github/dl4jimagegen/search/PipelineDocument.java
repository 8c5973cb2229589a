package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jimagegen.image.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline as a tree of JSON in which values can be replaced. For one thread. */
final class PipelineDocument {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode root;

    private PipelineDocument(ObjectNode root) {
        this.root = root;
    }

    static PipelineDocument of(String json) {
        JsonNode tree = tree(json);
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalArgumentException("the JSON of a pipeline must be an object but was " + json);
        }
        return new PipelineDocument(object);
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    String json() {
        return root.toString();
    }

    /** Replaces the value at a place such as "batchSize" or "augmentation/steps/0/rotation". */
    void set(String place, @Nullable Object value) {
        int slash = place.lastIndexOf('/');
        String name = place.substring(slash + 1);
        JsonNode parent = slash < 0 ? root : root.at("/" + place.substring(0, slash));
        JsonNode node = MAPPER.valueToTree(value instanceof Range range ? List.of(range.from(), range.to()) : value);
        if (parent instanceof ObjectNode object && object.has(name)) {
            var unused = object.set(name, node);
        } else if (parent instanceof ArrayNode array && name.matches("\\d{1,6}") && array.has(Integer.parseInt(name))) {
            var unused = array.set(Integer.parseInt(name), node);
        } else {
            throw new IllegalArgumentException("the pipeline has nothing at \"" + place + "\"" + known(place, parent));
        }
    }

    private static String known(String place, JsonNode parent) {
        if (parent instanceof ArrayNode array) {
            return ": " + place.substring(0, place.lastIndexOf('/')) + " has elements 0 to " + (array.size() - 1);
        }
        List<String> names = new ArrayList<>();
        parent.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "" : ": beside it are " + String.join(", ", names);
    }

    /** Replaces whole properties by those that some JSON object has. */
    void replace(JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            var unused = root.set(property.getKey(), property.getValue());
        }
    }

    /** Returns the properties that another document has otherwise. */
    ObjectNode differences(PipelineDocument other) {
        ObjectNode differences = MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> property : other.root.properties()) {
            if (!property.getValue().equals(root.get(property.getKey()))) {
                var unused = differences.set(property.getKey(), property.getValue());
            }
        }
        return differences;
    }
}
