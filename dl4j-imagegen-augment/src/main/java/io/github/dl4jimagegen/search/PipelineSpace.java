package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Pipelines that differ in what is searched.
 *
 * <pre>{@code
 * PipelineSpace pipelines = PipelineSpace.of(ImagePipeline.targetSize(32, 32).rescale(1 / 255.0))
 *     .imageSize(new DiscreteParameterSpace<>(24, 32, 48))
 *     .batchSize(new IntegerParameterSpace(8, 64))
 *     .choose("colour", p -> p.colorMode(ColorMode.RGB), p -> p.colorMode(ColorMode.GRAYSCALE))
 *     .augment(AugmentationSpace.of(randomRotation(20))
 *         .vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(0, 40))));
 * }</pre>
 *
 * <p>{@link #inputType} is the input of a network for whatever pipeline is drawn, so that the two cannot disagree. Every
 * change returns a new space; the parameter spaces within are Arbiter's, which numbers them.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Arbiter's signatures
public final class PipelineSpace extends AbstractParameterSpace<ImagePipeline> {

    private final String pipeline;
    private final Map<String, ParameterSpace<?>> places;
    private final Map<String, ParameterSpace<String>> choices;

    @JsonIgnore
    private final AugmentationJson augmentations;

    @JsonCreator
    @SuppressWarnings("UnusedMethod") // called by Arbiter's JSON
    private PipelineSpace(
            @JsonProperty("pipeline") String pipeline,
            @JsonProperty("places") Map<String, ParameterSpace<?>> places,
            @JsonProperty("choices") Map<String, ParameterSpace<String>> choices) {
        this(pipeline, places, choices, AugmentationJson.standard());
    }

    private PipelineSpace(
            String pipeline,
            Map<String, ParameterSpace<?>> places,
            Map<String, ParameterSpace<String>> choices,
            AugmentationJson augmentations) {
        this.pipeline = pipeline;
        this.places = places;
        this.choices = choices;
        this.augmentations = augmentations;
    }

    /**
     * Returns a pipeline of which nothing is searched yet.
     *
     * @param pipeline all that is not varied
     * @return a space without parameters
     * @throws IllegalArgumentException if it cannot be written as JSON, as one with functions that have no name
     */
    public static PipelineSpace of(ImagePipeline pipeline) {
        return of(pipeline, AugmentationJson.standard());
    }

    /**
     * Returns the same for a pipeline or augmentations with types or named functions of one's own.
     *
     * @param pipeline all that is not varied
     * @param augmentations what the names stand for that appear in it, in {@link #augment} or in {@link #choose}
     * @return a space without parameters
     * @throws IllegalArgumentException if it cannot be written as JSON
     */
    public static PipelineSpace of(ImagePipeline pipeline, AugmentationJson augmentations) {
        return new PipelineSpace(
                pipeline.toJson(augmentations), new LinkedHashMap<>(), new LinkedHashMap<>(), augmentations);
    }

    /**
     * Sets what values one place of the pipeline's JSON may have.
     *
     * @param place for instance "batchSize", or "decoding/colorMode"; see {@link ImagePipeline#toJson()}
     * @param values numbers, names, or ranges
     * @return a new space
     * @throws IllegalArgumentException if there is no such place
     */
    public PipelineSpace vary(String place, ParameterSpace<?> values) {
        PipelineDocument.of(pipeline).set(place, null);
        Map<String, ParameterSpace<?>> more = new LinkedHashMap<>(places);
        var unused = more.put(place, values);
        return new PipelineSpace(pipeline, more, choices, augmentations);
    }

    /**
     * Sets what height and width, which are equal, may be.
     *
     * @param side in pixels
     * @return a new space
     */
    public PipelineSpace imageSize(ParameterSpace<Integer> side) {
        return vary("height", side).vary("width", side);
    }

    /**
     * Sets what batch sizes there may be.
     *
     * @param sizes at least 1
     * @return a new space
     */
    public PipelineSpace batchSize(ParameterSpace<Integer> sizes) {
        return vary("batchSize", sizes);
    }

    /**
     * Sets a choice among settings of any kind: colour mode, normalization, sampler, mixing, whole augmentations. One of
     * them is taken, after all other places have been set, so that it may also switch off what is varied.
     *
     * @param name what the choice is called where candidates are listed
     * @param variants changes of the pipeline, for instance {@code p -> p.normalize(Normalization.samplewiseStd())}, or
     *     {@code p -> p} for none
     * @return a new space
     * @throws IllegalArgumentException if there is no variant
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public final PipelineSpace choose(String name, UnaryOperator<ImagePipeline>... variants) {
        if (variants.length == 0) {
            throw new IllegalArgumentException("there is nothing to choose for \"" + name + "\"");
        }
        PipelineDocument base = PipelineDocument.of(pipeline);
        ImagePipeline basePipeline = ImagePipeline.fromJson(pipeline, augmentations);
        List<String> changes = Arrays.stream(variants)
                .map(variant -> variant.apply(basePipeline).toJson(augmentations))
                .map(json -> base.differences(PipelineDocument.of(json)).toString())
                .toList();
        Map<String, ParameterSpace<String>> more = new LinkedHashMap<>(choices);
        var unused = more.put(
                name, changes.size() == 1 ? new FixedValue<>(changes.get(0)) : new DiscreteParameterSpace<>(changes));
        return new PipelineSpace(pipeline, places, more, augmentations);
    }

    /**
     * Sets the augmentations, which replace those of the pipeline.
     *
     * @param augmentations in the order in which they are done
     * @return a new space
     */
    public PipelineSpace augment(AugmentationSpace... augmentations) {
        ObjectNode sequence = PipelineDocument.MAPPER.createObjectNode().put("type", "sequence");
        ArrayNode steps = sequence.putArray("steps");
        Map<String, ParameterSpace<?>> more = new LinkedHashMap<>(places);
        more.keySet().removeIf(place -> place.startsWith("augmentation/"));
        for (int i = 0; i < augmentations.length; i++) {
            steps.add(augmentations[i].template());
            String step = "augmentation/steps/" + i + "/";
            augmentations[i].parameters().forEach((name, values) -> {
                var unused = more.put(step + name, values);
            });
        }
        PipelineDocument document = PipelineDocument.of(pipeline);
        document.set("augmentation", augmentations.length == 0 ? null : sequence);
        return new PipelineSpace(document.json(), more, choices, this.augmentations);
    }

    /**
     * Returns the input of networks of layers: height, width, channels and order of the pipeline that is drawn.
     *
     * @return for {@code MultiLayerSpace.Builder.setInputType}
     */
    public ParameterSpace<InputType> inputType() {
        return new PipelineInput(this);
    }

    /**
     * Returns the same for graphs with one input.
     *
     * @return for {@code ComputationGraphSpace.Builder.setInputTypes}
     */
    public ParameterSpace<InputType[]> inputTypes() {
        return new PipelineInputs(new PipelineInput(this));
    }

    @Override
    public ImagePipeline getValue(double[] parameterValues) {
        return ImagePipeline.fromJson(document(parameterValues).json(), augmentations);
    }

    AugmentationJson augmentations() {
        return augmentations;
    }

    private PipelineDocument document(double[] parameterValues) {
        PipelineDocument document = PipelineDocument.of(pipeline);
        places.forEach((place, values) -> document.set(place, values.getValue(parameterValues)));
        choices.values().forEach(changes -> document.replace(PipelineDocument.tree(changes.getValue(parameterValues))));
        return document;
    }

    /** Returns the place or choice that a parameter belongs to. */
    Optional<String> nameOf(ParameterSpace<?> leaf) {
        Map<String, ParameterSpace<?>> named = new LinkedHashMap<>(places);
        named.putAll(choices);
        return named.entrySet().stream()
                .filter(entry -> Leaves.of(List.of(entry.getValue())).stream().anyMatch(found -> found == leaf))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public int numParameters() {
        return Leaves.count(collectLeaves());
    }

    @Override
    public List<ParameterSpace> collectLeaves() {
        List<ParameterSpace> spaces = new ArrayList<>(places.values());
        spaces.addAll(choices.values());
        return Leaves.of(spaces);
    }

    @Override
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>(places);
        choices.forEach((name, space) -> {
            var unused = nested.put("choice of " + name, space);
        });
        return nested;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        // Arbiter's graph space takes its input for a leaf; the parameters within are numbered by themselves.
    }

    @Override
    public String toString() {
        return "PipelineSpace" + getNestedSpaces();
    }
}
