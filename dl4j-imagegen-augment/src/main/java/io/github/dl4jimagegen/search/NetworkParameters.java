package io.github.dl4jimagegen.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.BaseNetworkSpace.LayerConf;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** What the parameters of a network space are called: "updater/learningRate", "layer_0/nOut". */
@SuppressWarnings("rawtypes") // Arbiter's signatures
final class NetworkParameters {

    private NetworkParameters() {}

    /** Returns the way to a leaf, or empty if there is none by Arbiter's names. */
    static Optional<String> nameOf(ParameterSpace<?> leaf, ParameterSpace<?> networks) {
        for (Map.Entry<String, ParameterSpace> nested : nested(networks).entrySet()) {
            ParameterSpace<?> space = nested.getValue();
            if (space == leaf) {
                return Optional.of(nested.getKey());
            }
            if (!space.isLeaf()) {
                Optional<String> within = nameOf(leaf, space);
                if (within.isPresent()) {
                    return Optional.of(nested.getKey() + "/" + within.get());
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, ParameterSpace> nested(ParameterSpace<?> space) {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>(space.getNestedSpaces());
        if (space instanceof BaseNetworkSpace<?> networks) {
            for (LayerConf layer : networks.getLayerSpaces()) {
                var unused = nested.put(layer.getLayerName(), layer.getLayerSpace());
            }
        }
        return nested;
    }
}
