package io.github.dl4jimagegen.source;

import static io.github.dl4jimagegen.source.Trees.labels;
import static io.github.dl4jimagegen.source.Trees.names;
import static io.github.dl4jimagegen.source.Trees.touch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Prediction;
import io.github.dl4jimagegen.Predictions;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.sampling.Sampler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Images without labels, and labels that do not come from folders. */
class LabelsTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(8, 8).batchSize(4);

    @Test
    void anyFoldersCanBeListedWithoutLabels(@TempDir Path root) {
        touch(root, "b.png", "a/x/1.png", "train/1.png", "a.png");
        ImageFolder folder = ImageFolder.unlabelled(root);
        assertThat(names(folder)).containsExactly("a.png", "b.png", "a/x/1.png", "train/1.png");
        assertThat(labels(folder)).containsOnly(-1);
        assertThat(folder.classes()).isEqualTo(ClassIndex.none());
        assertThatThrownBy(() -> ImageFolder.unlabelled(touch(root.resolve("none"), "a.txt")))
                .hasMessageContaining("no images under")
                .hasMessageContaining(".txt: 1");
    }

    @Test
    void imagesWithoutLabelsCanBePredicted(@TempDir Path root) {
        ImageFolder folder = ImageFolder.unlabelled(TestImages.folder(root, 2, 5));
        try (ImageDataSetIterator flow = PIPELINE.classMode(ClassMode.NONE).evaluationFlow(folder)) {
            List<DataSet> batches = TestImages.rest(flow);
            assertThat(TestImages.names(batches)).isEqualTo(names(folder)).hasSize(10);
            assertThat(batches).allMatch(batch -> batch.getLabels() == null);
            assertThat(flow.getLabels()).isNull();
            List<Prediction> predictions =
                    Predictions.of(flow, ClassIndex.of("cat", "dog"), x -> Nd4j.create(new float[] {0.25f, 0.75f})
                            .reshape(1, 2)
                            .repmat((int) x.size(0), 1));
            assertThat(predictions)
                    .hasSize(10)
                    .allMatch(p -> p.actual() == null && p.predicted().equals("dog") && p.probability() == 0.75);
            assertThatThrownBy(() -> Predictions.of(flow, x -> x))
                    .hasMessageContaining("pass those that the network was trained on");
        }
    }

    @Test
    void imagesWithoutLabelsCannotBeTrainedOn(@TempDir Path root) {
        ImageFolder folder = ImageFolder.unlabelled(TestImages.folder(root, 2, 2));
        for (ClassMode mode : new ClassMode[] {ClassMode.CATEGORICAL, ClassMode.SPARSE, ClassMode.BINARY}) {
            assertThatThrownBy(() -> PIPELINE.classMode(mode).trainingFlow(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("classMode " + mode + " needs classes but the images have none")
                    .hasMessageContaining("use ClassMode.NONE to predict");
        }
        for (Sampler sampler : new Sampler[] {Sampler.classBalanced(), Sampler.oversampled()}) {
            assertThatThrownBy(() -> sampler.plan(folder, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sample 0 has none");
        }
    }

    @Test
    void anUnreadableImageWithoutLabelIsNamed(@TempDir Path root) {
        ImageFolder folder = ImageFolder.unlabelled(touch(root, "a.png"));
        try (ImageDataSetIterator flow = PIPELINE.classMode(ClassMode.NONE).evaluationFlow(folder)) {
            assertThatThrownBy(flow::next)
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining("a.png under " + root + " (index 0)");
        }
    }

    @Test
    void aFunctionOfThePathGivesLabels(@TempDir Path root) {
        touch(root, "x/dog.2.png", "x/cat.1.png", "dog.10.png");
        ImageFolder folder = ImageFolder.unlabelled(root)
                .labels(path -> path.replaceAll(".*/", "").split("\\.")[0]);
        assertThat(folder.classes()).isEqualTo(ClassIndex.of("cat", "dog"));
        assertThat(names(folder)).containsExactly("dog.10.png", "x/cat.1.png", "x/dog.2.png");
        assertThat(labels(folder)).containsExactly(1, 0, 1);
        Map<String, String> table = Map.of("dog.10.png", "dog", "x/cat.1.png", "cat");
        assertThatThrownBy(() -> folder.labels(table::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no class for x/dog.2.png")
                .hasMessageContaining("returned null");
    }

    @Test
    void classesFromAFunctionAreSortedAsTheFilesAre(@TempDir Path root) {
        touch(root, "9.png", "10.png");
        Listing natural = Listing.defaults().order(NameOrder.NATURAL);
        assertThat(ImageFolder.unlabelled(root).labels(path -> path).classes())
                .isEqualTo(ClassIndex.of("10.png", "9.png"));
        assertThat(ImageFolder.unlabelled(root, natural).labels(path -> path).classes())
                .isEqualTo(ClassIndex.of("9.png", "10.png"));
    }

    @Test
    void classesOfAFunctionCanBeChosenAndOrdered(@TempDir Path root) {
        touch(root, "1a.png", "2b.png", "3a.png", "4c.png");
        ImageFolder folder = ImageFolder.unlabelled(root)
                .labels(path -> path.substring(1, 2))
                .classes(ClassIndex.of("c", "a"));
        assertThat(names(folder)).containsExactly("4c.png", "1a.png", "3a.png");
        assertThat(labels(folder)).containsExactly(0, 1, 1);
    }

    @Test
    void aListGivesLabelsInTheOrderOfTheFiles(@TempDir Path root) {
        touch(root, "b.png", "a.png", "n/c.png");
        ImageFolder images = ImageFolder.unlabelled(root);
        int[] list = {1, 0, 1};
        ImageFolder folder = images.labels(ClassIndex.numbered(2), list);
        list[0] = 7;
        assertThat(names(folder)).containsExactly("a.png", "b.png", "n/c.png");
        assertThat(labels(folder)).containsExactly(1, 0, 1);
        assertThatThrownBy(() -> images.labels(ClassIndex.numbered(2), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 2 labels but 3 images under " + root);
        for (int bad : new int[] {-1, 2}) {
            assertThatThrownBy(() -> images.labels(ClassIndex.numbered(2), 1, bad, 0))
                    .hasMessageContaining("label 1, of b.png, is " + bad + " but there are 2 classes");
        }
    }

    @Test
    void labelsFromAListTrain(@TempDir Path root) {
        ImageFolder folder =
                ImageFolder.unlabelled(TestImages.folder(root, 1, 4)).labels(ClassIndex.of("even", "odd"), 0, 1, 0, 1);
        try (ImageDataSetIterator flow = PIPELINE.evaluationFlow(folder)) {
            assertThat(TestImages.values(flow.next().getLabels())).containsExactly(1, 0, 0, 1, 1, 0, 0, 1);
        }
    }
}
