package io.github.dl4jimagegen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

class CheckpointTest {

    private static final PipelineState STATE =
            PipelineState.of(3, 128, SourceFingerprint.ofGenerator(-1, List.of()), Map.of("seed", "42"));

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new OutputLayer.Builder().nIn(4).nOut(3).build())
                .build());
        network.init();
        return network;
    }

    @Test
    void deeplearningReadsTheModelAndWeReadTheState(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.zip");
        MultiLayerNetwork network = network();
        Checkpoint.save(file, network::save, STATE);
        Checkpoint.save(file, network::save, STATE); // over the one that is there
        assertThat(Checkpoint.state(file)).isEqualTo(STATE);
        MultiLayerNetwork loaded = MultiLayerNetwork.load(file.toFile(), true);
        assertThat(loaded.params()).isEqualTo(network.params());
        assertThat(loaded.getUpdater()).isNotNull();
        Checkpoint.save(file, loaded::save, STATE); // a model that was loaded from such a file
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(Collections.list(zip.entries()).stream().map(ZipEntry::getName))
                    .contains("configuration.json", "coefficients.bin", "imagegen-state.json")
                    .doesNotHaveDuplicates()
                    .noneMatch(name -> name.contains("/"));
        }
        onlyFile(file);
    }

    private static void onlyFile(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aModelThatCannotBeWrittenLeavesTheFileAsItWas(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.zip");
        Checkpoint.save(file, network()::save, STATE);
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Checkpoint.save(
                        file,
                        model -> {
                            Path unused = Files.writeString(model.toPath(), "half a mod");
                            throw new IOException("disk full");
                        },
                        STATE))
                .hasMessage("disk full");
        assertThatThrownBy(() -> Checkpoint.save(file, model -> {}, STATE)).isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        onlyFile(file);
    }

    @Test
    void aFileWithoutAStateIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.zip");
        assertThatThrownBy(() -> Checkpoint.state(file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("model.zip");
        network().save(file.toFile());
        assertThatThrownBy(() -> Checkpoint.state(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.zip has no imagegen-state.json");
    }
}
