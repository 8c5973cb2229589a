package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How much the images of each class count in training, Keras's {@code class_weight}. Immutable.
 *
 * @param classes the classes
 * @param weights one a class, in the order of the classes; finite and not negative
 */
public record ClassWeights(ClassIndex classes, List<Double> weights) implements Serializable {

    /**
     * Checks that there is one weight a class.
     *
     * @param classes the classes
     * @param weights one a class, in the order of the classes; finite and not negative
     */
    public ClassWeights {
        weights = List.copyOf(weights);
        if (weights.size() != classes.size()) {
            throw new IllegalArgumentException(
                    "there are " + classes.size() + " classes but " + weights.size() + " weights");
        }
        for (int i = 0; i < weights.size(); i++) {
            if (!(weights.get(i) >= 0 && weights.get(i) < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weight of class \""
                        + classes.names().get(i) + "\" must be finite and not negative but was " + weights.get(i));
            }
        }
    }

    /**
     * Returns the weights by which all classes of a source count the same: images / (classes x images of the class),
     * so that the mean weight of an image is 1. A class without images has the weight 0.
     *
     * @param source the images to train on, of one class each
     * @return weights for {@code ImagePipeline.classWeights}
     * @throws IllegalArgumentException if an image does not have exactly one class
     */
    public static ClassWeights balanced(ImageSource source) {
        int[] counts = new int[source.classes().size()];
        for (int i = 0; i < source.size(); i++) {
            int label = source.label(i);
            if (label < 0) {
                throw new IllegalArgumentException("weights of classes need one class an image but " + source.name(i)
                        + " under " + source + " has not");
            }
            counts[label]++;
        }
        long used = IntStream.of(counts).filter(count -> count > 0).count();
        return new ClassWeights(
                source.classes(),
                IntStream.of(counts)
                        .mapToObj(count -> count == 0 ? 0 : (double) source.size() / (used * count))
                        .toList());
    }

    /**
     * Returns weights by the names of the classes.
     *
     * @param classes the classes
     * @param weights the weight of each class that does not count 1
     * @return weights of all classes
     * @throws IllegalArgumentException if a name is none of the classes, or a weight is negative or not finite
     */
    public static ClassWeights of(ClassIndex classes, Map<String, Double> weights) {
        for (String name : weights.keySet()) {
            if (!classes.names().contains(name)) {
                throw new IllegalArgumentException(
                        "there is a weight for class \"" + name + "\" but the classes are " + classes.names());
            }
        }
        return new ClassWeights(
                classes,
                classes.names().stream()
                        .map(name -> weights.getOrDefault(name, 1.0))
                        .toList());
    }

    /**
     * Returns the weight of a class.
     *
     * @param label the index of the class; a negative one, for no class, has the weight 1
     * @return finite and not negative
     */
    public double of(int label) {
        return label < 0 ? 1 : weights.get(label);
    }

    /**
     * Returns the weights by name.
     *
     * @return sorted by name, unmodifiable
     */
    public Map<String, Double> byName() {
        Map<String, Double> byName = new TreeMap<>();
        IntStream.range(0, weights.size())
                .forEach(i -> byName.put(classes.names().get(i), weights.get(i)));
        return Collections.unmodifiableMap(byName);
    }
}
