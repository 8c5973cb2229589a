package io.github.dl4jimagegen.search;

import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.preview.Preview;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.Split;
import java.nio.file.Path;
import java.util.Base64;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a search shows for the browser. */
@Timeout(120)
class SearchPageTest {

    @Test
    void itShowsScoresParametersTheLeaderBoardAndWhatTheBestAugmentationDoes(@TempDir Path folder) {
        Split images = ImageFolder.of(SearchFixtures.bars(folder, 15)).split(0.4);
        PipelineSpace pipelines = SearchFixtures.pipelines();
        SearchResult result = ImageSearch.of(images, SearchSpace.of(pipelines, SearchFixtures.layers(pipelines)))
                .candidates(3)
                .run();
        String page = result.page(images.training());

        assertThat(result.parameterNames())
                .containsExactly(
                        "height",
                        "batchSize",
                        "augmentation/steps/0/rotation",
                        "colour",
                        "layer_0/nOut",
                        "updater/learningRate");
        assertThat(page)
                .contains(
                        "Best candidate: " + result.index(),
                        result.leaderBoard(1).lines().toList().get(1),
                        result.augmentationCode());
        assertThat(page.split("<circle", -1)).hasSize(1 + 3 * (1 + 6));
        assertThat(page.split("<img", -1)).hasSize(1 + 4);
        byte[] draws = Preview.of(result.pipeline())
                .draws(images.training(), 0, 8)
                .columns(8)
                .png();
        assertThat(page).contains(Base64.getEncoder().encodeToString(draws));
    }

    @Test
    void whatSwitchesAugmentationOffIsNotInThePlotsOfItsParameters(@TempDir Path folder) {
        Split images = ImageFolder.of(SearchFixtures.bars(folder, 15)).split(0.4);
        PipelineSpace pipelines = PipelineSpace.of(SearchFixtures.pipeline())
                .augment(AugmentationSpace.of(randomRotation(20))
                        .vary("rotation", RangeSpace.around(0, new ContinuousParameterSpace(5, 10))))
                .choose("whether to augment", p -> p, ImagePipeline::augment);
        SearchResult result = ImageSearch.of(images, pipelines, SearchFixtures::network)
                .candidates(6)
                .run();
        ScorePlot rotation = ScorePlot.overParameter(result, 0);

        assertThat(rotation.label()).isEqualTo("augmentation/steps/0/rotation");
        assertThat(rotation.dots()).hasSizeBetween(1, 5).allSatisfy(dot -> assertThat(dot.x())
                .isBetween(5.0, 10.0));
        assertThat(ScorePlot.overParameter(result, 1).dots()).hasSize(6);
    }
}
