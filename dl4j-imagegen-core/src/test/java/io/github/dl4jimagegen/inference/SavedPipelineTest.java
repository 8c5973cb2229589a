package io.github.dl4jimagegen.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.SavedPipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.statistics.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** A model's file that says how its images are prepared and what its outputs are called. */
class SavedPipelineTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(8, 8)
            .rescale(1 / 255.0)
            .normalize(Normalization.imageNet())
            .batchSize(1);

    @TempDir
    Path root;

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(4, 4).stride(4, 4).nOut(3).build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        network.init();
        return network;
    }

    @Test
    void aNetworkLoadedAfreshSaysOfAFileWhatItSaidInTheEvaluationFlow() throws IOException {
        Path images = root.resolve("images");
        ImageFolder folder = ImageFolder.of(TestImages.folder(images, 3, 4));
        Path file = root.resolve("model.zip");
        MultiLayerNetwork trained = network();
        PipelineState state;
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            trained.fit(training, 2);
            state = training.state();
        }
        Checkpoint.save(file, trained::save, state);
        SavedPipeline.save(file, trained::save, PIPELINE, folder.classes());
        assertThat(Checkpoint.state(file)).isEqualTo(state);

        MultiLayerNetwork loaded = MultiLayerNetwork.load(file.toFile(), true);
        SavedPipeline saved = SavedPipeline.load(file);
        assertThat(saved.classes()).isEqualTo(folder.classes());
        try (ImageDataSetIterator evaluation = PIPELINE.evaluationFlow(folder);
                ImagePreparer preparer = saved.pipeline().preparer()) {
            for (int i = 0; i < folder.size(); i++) {
                INDArray expected = trained.output(evaluation.next().getFeatures());
                INDArray output = loaded.output(preparer.prepare(images.resolve(folder.name(i))));
                assertThat(TestImages.values(output)).containsExactly(TestImages.values(expected));
            }
        }
    }

    @Test
    void aCheckpointKeepsThePipeline() throws IOException {
        Path file = root.resolve("model.zip");
        MultiLayerNetwork network = network();
        ImageFolder folder = ImageFolder.of(TestImages.folder(root.resolve("images"), 3, 2));
        SavedPipeline.save(file, network::save, PIPELINE, folder.classes());
        try (ImageDataSetIterator training = PIPELINE.trainingFlow(folder)) {
            Checkpoint.save(file, network::save, training.state());
            assertThat(Checkpoint.state(file)).isEqualTo(training.state());
        }
        assertThat(SavedPipeline.load(file).pipeline().toJson()).isEqualTo(PIPELINE.toJson());
        assertThat(MultiLayerNetwork.load(file.toFile(), true).params()).isEqualTo(network.params());
    }

    @Test
    void aFileWithoutAPipelineIsNamedAndOneThatIsNoZipIsReplaced() throws IOException {
        Path file = root.resolve("model.zip");
        MultiLayerNetwork network = network();
        network.save(file.toFile());
        assertThatThrownBy(() -> SavedPipeline.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "model.zip has no imagegen-pipeline.json in it, so it was not written by SavedPipeline.save");
        Path unused = Files.writeString(file, "nonsense");
        SavedPipeline.save(
                file, network::save, PIPELINE, new io.github.dl4jimagegen.source.ClassIndex(List.of("a", "b", "c")));
        assertThat(SavedPipeline.load(file).classes().names()).containsExactly("a", "b", "c");
    }

    @Test
    void aFileThatIsNoZipIsNamed() throws IOException {
        Path file = Files.writeString(root.resolve("model.zip"), "nonsense");
        assertThatThrownBy(() -> SavedPipeline.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is no zip file, so it was not written by SavedPipeline.save: ");
    }

    @Test
    void aPipelineIsPrintedAsItsRecipeInOneLine() {
        assertThat(PIPELINE.toString())
                .startsWith("ImagePipeline{targetSize=8x8, colorMode=RGB, rescale=0.00392")
                .contains("normalization=featurewise center [0.485, 0.456, 0.406]", "seed=42", "batchSize=1")
                .doesNotContain("\n");
        assertThat(PIPELINE.seed(7)).doesNotHaveToString(PIPELINE.toString());
    }
}
