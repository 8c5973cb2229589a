package io.github.dl4jimagegen.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an iterator stands, and over what: a few numbers, and the fingerprint of data and recipe that they hold for.
 * Immutable.
 *
 * <p>Everything random is a function of seed, epoch and example, so no generator of random numbers and no queue has to
 * be saved. The number of workers, the prefetch and the batch size are not part of it: they may change.
 *
 * @param version the version of the format, and of the rules by which orders and random numbers are made
 * @param epoch the number of the epoch, from 0
 * @param position how many examples of that epoch have been delivered
 * @param source what the data are
 * @param recipe what is done with them, by name
 */
public record PipelineState(
        int version, long epoch, long position, SourceFingerprint source, Map<String, String> recipe) {

    /** The version that is written. All earlier ones can be read. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /**
     * Checks the numbers.
     *
     * @param version the version of the format, and of the rules by which orders and random numbers are made
     * @param epoch the number of the epoch, from 0
     * @param position how many examples of that epoch have been delivered
     * @param source what the data are
     * @param recipe what is done with them, by name
     */
    public PipelineState {
        if (epoch < 0 || position < 0) {
            throw new IllegalArgumentException(
                    "epoch and position must not be negative but are " + epoch + " and " + position);
        }
        recipe = Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
    }

    /**
     * Returns a state of the present version.
     *
     * @param epoch the number of the epoch, from 0
     * @param position how many examples of that epoch have been delivered
     * @param source what the data are
     * @param recipe what is done with them, by name
     * @return a state
     */
    public static PipelineState of(long epoch, long position, SourceFingerprint source, Map<String, String> recipe) {
        return new PipelineState(VERSION, epoch, position, source, recipe);
    }

    /**
     * Returns this state as JSON.
     *
     * @return an object, over several lines
     */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("strings and numbers can always be written", e);
        }
    }

    /**
     * Returns the state that some JSON describes.
     *
     * @param json what {@link #toJson} returned, now or in an earlier version of this library
     * @return the state
     * @throws IllegalArgumentException if it is no such JSON, or of a later version
     */
    public static PipelineState fromJson(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            int version = tree.path("version").asInt();
            if (version < 1 || version > VERSION) {
                throw new IllegalArgumentException("the pipeline state has version "
                        + tree.path("version").asText("none") + " but this library reads 1 to " + VERSION
                        + (version > VERSION ? ": use the library that it was saved with, or a later one" : ""));
            }
            return JSON.treeToValue(tree, PipelineState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of a pipeline state: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Checks that this state, which was saved, suits an iterator that is to go on from it.
     *
     * @param here the state of that iterator, anywhere
     * @throws StateMismatchException if data or recipe are others, with both sides of the first difference
     */
    public void checkSuits(PipelineState here) {
        for (Map.Entry<String, String> saved : recipe.entrySet()) {
            String now = here.recipe.get(saved.getKey());
            if (!saved.getValue().equals(now)) {
                throw new StateMismatchException("it was saved with " + saved.getKey() + " = " + saved.getValue()
                        + " but the iterator has "
                        + (now == null ? "no " + saved.getKey() : saved.getKey() + " = " + now));
            }
        }
        for (String name : here.recipe.keySet()) {
            if (!recipe.containsKey(name)) {
                throw new StateMismatchException("it was saved without " + name + " but the iterator has " + name
                        + " = " + here.recipe.get(name));
            }
        }
        String difference = source.firstDifference(here.source);
        if (difference != null) {
            throw new StateMismatchException(difference);
        }
    }
}
