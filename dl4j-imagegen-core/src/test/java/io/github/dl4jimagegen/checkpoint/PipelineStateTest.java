package io.github.dl4jimagegen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineStateTest {

    private static final PipelineState STATE =
            PipelineState.of(3, 128, SourceFingerprint.ofGenerator(-1, List.of("daisy", "rose")), Map.of("seed", "42"));

    private static String resource(String name) throws IOException {
        try (InputStream in = PipelineStateTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A file like this is on users' disks: it must be readable for ever. */
    @Test
    void filesOfEveryVersionCanBeRead() throws IOException {
        PipelineState state = PipelineState.fromJson(resource("state-v1.json"));
        assertThat(state.epoch()).isEqualTo(3);
        assertThat(state.position()).isEqualTo(128);
        assertThat(state.source().size()).isEqualTo(1000);
        assertThat(state.source().classes()).containsExactly("daisy", "rose");
        assertThat(state.source().digests()).hasSize(16).startsWith("00112233445566aa");
        assertThat(state.recipe()).hasSize(10).containsEntry("sampler", "shuffled");
        assertThat(state.recipe().keySet()).startsWith("flow", "targetSize", "colorMode");
    }

    @Test
    void theVersionThatIsWrittenHasAFile() throws IOException {
        PipelineState state = PipelineState.fromJson(resource("state-v" + PipelineState.VERSION + ".json"));
        assertThat(state.toJson())
                .isEqualToNormalizingNewlines(
                        resource("state-v" + PipelineState.VERSION + ".json").stripTrailing());
    }

    @Test
    void jsonAndBackIsTheSame() {
        assertThat(PipelineState.fromJson(STATE.toJson())).isEqualTo(STATE);
    }

    @Test
    void whatIsNoStateIsRefused() {
        assertThatThrownBy(() -> PipelineState.fromJson("{")).hasMessageContaining("not the JSON of a pipeline state");
        assertThatThrownBy(() -> PipelineState.fromJson("{}")).hasMessageContaining("version none");
        assertThatThrownBy(() -> PipelineState.fromJson(STATE.toJson().replace("\"version\" : 1", "\"version\" : 2")))
                .hasMessageContaining(
                        "version 2 but this library reads 1 to 1: use the library that it was saved with");
        assertThatThrownBy(() -> PipelineState.fromJson(STATE.toJson().replace("\"epoch\" : 3,", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epoch");
        assertThatThrownBy(() -> PipelineState.fromJson(STATE.toJson().replace("128", "-128")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-128");
    }

    @Test
    void aNameThatALaterLibraryAddsDoesNotHurt() {
        String later = STATE.toJson().replace("\"epoch\" : 3,", "\"epoch\" : 3, \"weather\" : \"fine\",");
        assertThat(PipelineState.fromJson(later)).isEqualTo(STATE);
    }
}
