package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.json.AugmentationJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreatorProvider;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Pipelines and networks, searched together. Parameter spaces that stand in both, as those of
 * {@link PipelineSpace#inputType}, are one parameter. It suits Arbiter's generators, runner and savers, with
 * {@link ImageDataSource} as the source of data:
 *
 * <pre>{@code
 * MultiLayerSpace networks = new MultiLayerSpace.Builder().setInputType(pipelines.inputType())....build();
 * new RandomSearchGenerator(SearchSpace.of(pipelines, networks))
 * }</pre>
 *
 * <p>A candidate's training stops early by {@link #earlyStopping}; a configuration of Deeplearning4j's in the network
 * space is not used, since it cannot know the candidate's data. Not thread-safe, like all parameter spaces.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Arbiter's signatures
public final class SearchSpace extends AbstractParameterSpace<SearchCandidate> {

    static {
        TaskCreatorProvider.registerDefaultTaskCreatorClass(SearchSpace.class, SearchTaskCreator.class);
    }

    private final PipelineSpace pipelines;
    private final ParameterSpace<?> networks;
    private final Training training;

    @JsonIgnore
    private final boolean restored;

    @JsonCreator
    @SuppressWarnings("UnusedMethod") // called by Arbiter's JSON
    private SearchSpace(
            @JsonProperty("pipelines") PipelineSpace pipelines,
            @JsonProperty("networks") ParameterSpace<?> networks,
            @JsonProperty("training") Training training) {
        this(pipelines, networks, training, true);
    }

    private SearchSpace(PipelineSpace pipelines, ParameterSpace<?> networks, Training training, boolean restored) {
        this.pipelines = pipelines;
        this.networks = networks;
        this.training = training;
        this.restored = restored;
    }

    /**
     * Returns pipelines with networks of layers.
     *
     * @param pipelines the pipelines
     * @param networks the networks, whose input is {@code pipelines.inputType()}
     * @return a space with the parameters of both
     * @throws IllegalArgumentException if a parameter has one value only
     */
    public static SearchSpace of(PipelineSpace pipelines, MultiLayerSpace networks) {
        return checked(pipelines, networks);
    }

    /**
     * Returns pipelines with graphs.
     *
     * @param pipelines the pipelines
     * @param graphs the graphs, whose input is {@code pipelines.inputTypes()}
     * @return a space with the parameters of both
     * @throws IllegalArgumentException if a parameter has one value only
     */
    public static SearchSpace of(PipelineSpace pipelines, ComputationGraphSpace graphs) {
        return checked(pipelines, graphs);
    }

    static SearchSpace checked(PipelineSpace pipelines, ParameterSpace<?> networks) {
        SearchSpace space = new SearchSpace(pipelines, networks, Training.USUAL, false);
        Leaves.refuseSingleValues(space.collectLeaves());
        return space;
    }

    /**
     * Ends the training of a candidate when its score has not become better for some epochs, and scores it by its best
     * epoch; unless set all train for as many epochs as the network space says, which is the most in either case.
     *
     * @param epochs without a better score, at least 1
     * @return a new space
     * @throws IllegalArgumentException if it is not positive
     */
    public SearchSpace earlyStopping(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException("earlyStopping must be positive but was " + epochs);
        }
        return new SearchSpace(pipelines, networks, new Training(training.epochs(), epochs, training.seed()), restored);
    }

    /**
     * Sets how many epochs candidates train, in the place of what the network space says.
     *
     * @param epochs at least 1
     * @return a new space
     * @throws IllegalArgumentException if it is not positive
     */
    public SearchSpace epochs(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be positive but were " + epochs);
        }
        return new SearchSpace(
                pipelines, networks, new Training(epochs, training.patience(), training.seed()), restored);
    }

    /**
     * Sets the seed of all pipelines and networks; those of the pipeline and the network space unless set, where
     * Deeplearning4j takes the time if there is none.
     *
     * @param seed any number
     * @return a new space
     */
    public SearchSpace seed(long seed) {
        return new SearchSpace(
                pipelines, networks, new Training(training.epochs(), training.patience(), seed), restored);
    }

    /** Returns for how many epochs candidates train at most. */
    int epochs() {
        int ofNetworks = networks instanceof BaseNetworkSpace<?> space ? space.getNumEpochs() : 1;
        return training.epochs() > 0 ? training.epochs() : ofNetworks;
    }

    int patience() {
        return training.patience();
    }

    /** Returns what the numbers of a vector are called, in their order. */
    List<String> parameterNames() {
        List<String> names = new ArrayList<>();
        for (ParameterSpace leaf : collectLeaves()) {
            for (int i = 0; i < leaf.numParameters(); i++) {
                names.add(nameOf(leaf).orElse("network parameter " + names.size()));
            }
        }
        return names;
    }

    private Optional<String> nameOf(ParameterSpace<?> leaf) {
        return pipelines.nameOf(leaf).or(() -> NetworkParameters.nameOf(leaf, networks));
    }

    /** What neither fails nor is null: a candidate that cannot be made is one that fails when it is trained. */
    @Override
    public SearchCandidate getValue(double[] parameterValues) {
        try {
            ImagePipeline pipeline = training.of(pipelines.getValue(parameterValues));
            DrawnPipeline drawn = new DrawnPipeline(pipeline, pipeline.toJson(augmentations()), training.patience());
            refuseOtherInput(pipeline, parameterValues);
            Object network = networks.getValue(parameterValues);
            return network instanceof DL4JConfiguration layers
                    ? new LayersCandidate(training.of(layers), drawn)
                    : new GraphCandidate(training.of((GraphConfiguration) network), drawn);
        } catch (RuntimeException e) {
            return InvalidCandidate.of(e);
        }
    }

    /** A network may take images of any size and learn nonsense, and its input may be of another pipeline space. */
    private void refuseOtherInput(ImagePipeline pipeline, double[] parameterValues) {
        InputType images = PipelineInput.of(pipeline);
        InputType input = input(parameterValues);
        if (input instanceof InputType.InputTypeConvolutional && !input.equals(images)) {
            throw new IllegalArgumentException("the network takes " + input + ", but the pipeline makes " + images
                    + ": give the network space the inputType() or inputTypes() of this very PipelineSpace");
        }
    }

    private @Nullable InputType input(double[] parameterValues) {
        if (networks instanceof MultiLayerSpace layers && layers.getInputType() != null) {
            return layers.getInputType().getValue(parameterValues);
        }
        if (networks instanceof ComputationGraphSpace graphs && graphs.getInputTypes() != null) {
            InputType[] inputs = graphs.getInputTypes().getValue(parameterValues);
            return inputs.length == 1 ? inputs[0] : null;
        }
        return null;
    }

    OptimizationConfiguration shown(ScoreFunction score, int candidates) {
        return ShownSearch.configuration(pipelines, networks, score, candidates);
    }

    AugmentationJson augmentations() {
        return pipelines.augmentations();
    }

    @Override
    public int numParameters() {
        return Leaves.count(collectLeaves());
    }

    @Override
    public List<ParameterSpace> collectLeaves() {
        List<ParameterSpace> leaves = Leaves.of(List.of(pipelines, networks));
        // JSON makes two of one that is shared, with the same number.
        return restored ? new ArrayList<>(leaves.stream().distinct().toList()) : leaves;
    }

    @Override
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>();
        nested.put("pipelines", pipelines);
        nested.put("networks", networks);
        return nested;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("the parameters within are numbered, not the space");
    }

    @Override
    public String toString() {
        return "SearchSpace(" + pipelines + ", " + networks + ")";
    }
}
