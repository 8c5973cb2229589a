package io.github.dl4jimagegen.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What those who watch a search get to see. */
@Timeout(120)
class ListenersTest {

    static Stream<SearchSpace> spaces() {
        PipelineSpace ofLayers = SearchFixtures.pipelines();
        PipelineSpace ofGraphs = SearchFixtures.pipelines();
        PipelineSpace ofOne = SearchFixtures.pipelines();
        return Stream.of(
                SearchSpace.of(ofLayers, SearchFixtures.layers(ofLayers)),
                SearchSpace.of(ofGraphs, SearchFixtures.graphs(ofGraphs)),
                SearchSpace.checked(ofOne, new FixedNetwork(ofOne.inputType(), SearchFixtures::network)));
    }

    private static List<Double> scores(SearchResult result) {
        return result.trials().stream().map(Trial::score).toList();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void theConfigurationIsOneThatArbitersPageCanReadAndWatchingChangesNothing(
            SearchSpace space, @TempDir Path folder) {
        Split images = ImageFolder.of(SearchFixtures.bars(folder, 10)).split(0.4);
        ImageSearch search = ImageSearch.of(images, space).candidates(3);
        List<String> seen = new CopyOnWriteArrayList<>();
        SearchResult watched = search.listeners(new BaseStatusListener() {
                    @Override
                    public void onRunnerStatusChange(IOptimizationRunner runner) {
                        seen.add(runner.numCandidatesCompleted() + " "
                                + runner.getConfiguration().toJson());
                    }
                })
                .run();

        assertThat(scores(watched)).isEqualTo(scores(search.run()));
        assertThat(seen).isNotEmpty();
        String json = seen.get(0).substring(seen.get(0).indexOf(' '));
        ParameterSpace<?> shown =
                OptimizationConfiguration.fromJson(json).getCandidateGenerator().getParameterSpace();
        assertThat(shown).isInstanceOf(BaseNetworkSpace.class);
        assertThat(shown.getNestedSpaces().toString()).contains("augmentation/steps/0/rotation");
    }

    @Test
    void aSecondSearchInTheSameFolderIsRefusedWhileOneIsRunning(@TempDir Path folder) {
        Split images = ImageFolder.of(SearchFixtures.bars(folder.resolve("images"), 10))
                .split(0.4);
        Path directory = folder.resolve("search");
        ImageSearch search = ImageSearch.of(images, SearchFixtures.pipelines(), SearchFixtures::network)
                .candidates(1)
                .directory(directory);
        List<String> refusals = new CopyOnWriteArrayList<>();
        SearchResult result = search.listeners(new BaseStatusListener() {
                    @Override
                    public void onInitialization(IOptimizationRunner runner) {
                        try {
                            var unused = search.run();
                        } catch (IllegalStateException e) {
                            refusals.add(String.valueOf(e.getMessage()));
                        }
                    }
                })
                .run();

        assertThat(refusals).hasSize(1).first().asString().contains("another search is running in " + directory);
        assertThat(search.run().trials()).isEqualTo(result.trials());
    }
}
