package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * An augmentation some of whose parameters are searched.
 *
 * <pre>{@code
 * AugmentationSpace.of(randomRotation(20)).vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(0, 40)))
 * AugmentationSpace.of(randAugment(2, 9)).vary("operations", new IntegerParameterSpace(1, 3))
 *         .vary("magnitude", new IntegerParameterSpace(1, 15))
 * }</pre>
 *
 * <p>Immutable.
 */
public final class AugmentationSpace {

    private final ObjectNode template;
    private final Map<String, ParameterSpace<?>> parameters;

    private AugmentationSpace(ObjectNode template, Map<String, ParameterSpace<?>> parameters) {
        this.template = template;
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Returns the augmentation as it is; {@link #vary} names what is searched.
     *
     * @param template an augmentation of the catalogue, a function with a name, which the {@link PipelineSpace} must know,
     *     or a composition of such; its values stay where nothing is varied
     * @return a space without parameters
     * @throws IllegalArgumentException if it cannot be written as JSON
     */
    public static AugmentationSpace of(Augmentation template) {
        return of(template, AugmentationJson.standard());
    }

    /**
     * Returns the same for an augmentation with types of one's own.
     *
     * @param template the augmentation; its values stay where nothing is varied
     * @param augmentations the types
     * @return a space without parameters
     * @throws IllegalArgumentException if it cannot be written as JSON
     */
    public static AugmentationSpace of(Augmentation template, AugmentationJson augmentations) {
        return new AugmentationSpace(augmentations.toTree(template), new LinkedHashMap<>());
    }

    /**
     * Sets what values a parameter may have.
     *
     * @param parameter the name of a component of the augmentation's record, for instance "rotation" of
     *     {@code RandomAffine}; "zoom/1" for the upper end of a range, "augmentation/..." within {@code sometimes}
     * @param values numbers, ranges or names
     * @return a new space
     * @throws IllegalArgumentException if the augmentation has no such parameter
     */
    public AugmentationSpace vary(String parameter, ParameterSpace<?> values) {
        if (template.at("/" + parameter).isMissingNode()) {
            throw new IllegalArgumentException("there is no parameter \"" + parameter + "\" in " + template);
        }
        Map<String, ParameterSpace<?>> more = new LinkedHashMap<>(parameters);
        var unused = more.put(parameter, values);
        return new AugmentationSpace(template, more);
    }

    /**
     * Makes it happen to a share of the images.
     *
     * @param values from 0 to 1
     * @return a new space
     */
    public AugmentationSpace probability(ParameterSpace<Double> values) {
        ObjectNode sometimes = PipelineDocument.MAPPER.createObjectNode();
        var unused = sometimes.put("type", "sometimes").put("probability", 0.5).set("augmentation", template);
        Map<String, ParameterSpace<?>> more = new LinkedHashMap<>();
        more.put("probability", values);
        parameters.forEach((name, space) -> {
            more.put("augmentation/" + name, space);
        });
        return new AugmentationSpace(sometimes, more);
    }

    ObjectNode template() {
        return template;
    }

    Map<String, ParameterSpace<?>> parameters() {
        return parameters;
    }
}
