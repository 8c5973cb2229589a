package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one candidate. Immutable.
 *
 * @param index its number, from 0
 * @param score what the search compares, or null if it failed
 * @param failure why it has no score, or null
 * @param timedOut whether it failed because its time was over: elsewhere, or another time, it might not
 * @param seconds how long training and scoring took
 * @param seed of the search
 * @param parameters the vector that Arbiter drew, each from 0 to 1
 * @param pipeline its pipeline, as JSON, or null if there is none
 * @param network the configuration of its network, as Deeplearning4j's JSON, or null if there is none
 */
public record Trial(
        int index,
        @Nullable Double score,
        @Nullable String failure,
        boolean timedOut,
        double seconds,
        long seed,
        List<Double> parameters,
        @Nullable JsonNode pipeline,
        @Nullable JsonNode network) {

    /**
     * Copies the vector.
     *
     * @param index its number, from 0
     * @param score what the search compares, or null if it failed
     * @param failure why it has no score, or null
     * @param timedOut whether it failed because its time was over
     * @param seconds how long training and scoring took
     * @param seed of the search
     * @param parameters the vector that Arbiter drew, each from 0 to 1
     * @param pipeline its pipeline, as JSON, or null if there is none
     * @param network the configuration of its network, or null if there is none
     */
    public Trial {
        parameters = List.copyOf(parameters);
    }

    static Trial read(String json) throws JsonProcessingException {
        return PipelineDocument.MAPPER.readValue(json, Trial.class);
    }

    /**
     * Returns everything as JSON.
     *
     * @return an object, over several lines
     */
    public String toJson() {
        return PipelineDocument.MAPPER.valueToTree(this).toPrettyString();
    }

    /** Tells whether a candidate that was drawn anew is the one that this was. */
    boolean isOf(double[] vector, @Nullable JsonNode drawnPipeline, @Nullable JsonNode drawnNetwork) {
        return parameters.equals(Arrays.stream(vector).boxed().toList())
                && Objects.equals(pipeline, drawnPipeline)
                && Objects.equals(network, drawnNetwork);
    }
}
