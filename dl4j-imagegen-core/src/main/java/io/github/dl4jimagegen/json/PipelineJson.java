package io.github.dl4jimagegen.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Settings of pipelines to JSON and back, for {@code ImagePipeline.toJson()}. Immutable and thread-safe. */
public final class PipelineJson {

    private static final ObjectMapper MAPPER = AugmentationJson.MAPPER;

    private final Components components;

    /**
     * Takes the augmentations that are known.
     *
     * @param augmentations their types, and functions by name
     */
    public PipelineJson(AugmentationJson augmentations) {
        this.components = new Components(augmentations);
    }

    /**
     * Returns settings as JSON.
     *
     * @param recipe the settings
     * @return an object, over several lines
     * @throws IllegalArgumentException if the augmentation has a function without a name, or a type that is not known
     */
    public String write(PipelineRecipe recipe) {
        ObjectNode object = MAPPER.createObjectNode();
        components.write(recipe, object);
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    /**
     * Returns the settings that some JSON describes.
     *
     * @param json what {@link #write} returned
     * @return the settings
     * @throws IllegalArgumentException if it is no such JSON, of a later version, has other properties than it should,
     *     or names an augmentation that is not known
     */
    public PipelineRecipe read(String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            int version = tree.path("version").asInt();
            if (version < 1 || version > PipelineRecipe.VERSION) {
                throw new IllegalArgumentException("the pipeline has version "
                        + tree.path("version").asText("none") + " but this library reads 1 to "
                        + PipelineRecipe.VERSION
                        + (version > PipelineRecipe.VERSION
                                ? ": use the library that it was saved with, or a later one"
                                : ""));
            }
            return (PipelineRecipe) components.read(tree, PipelineRecipe.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of a pipeline: " + e.getOriginalMessage(), e);
        }
    }
}
