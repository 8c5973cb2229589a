package io.github.dl4jimagegen.augment.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.augment.reference.ReferenceVectors;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Strengths and pairs against the tables that torchvision itself has printed. */
class PolicyTablesTest {

    private static final Map<String, Strengths> STRENGTHS = Map.of(
            "RandAugment", Strengths.AUTO_AUGMENT,
            "AutoAugment", Strengths.AUTO_AUGMENT,
            "TrivialAugmentWide", Strengths.TRIVIAL_AUGMENT_WIDE,
            "AugMix", Strengths.AUG_MIX);

    static List<JsonNode> spaces() {
        return StreamSupport.stream(ReferenceVectors.table("spaces").spliterator(), false)
                .toList();
    }

    private static Change change(String name) {
        return Change.valueOf(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void everyMagnitudeOfEveryChangeIsTorchvisions(JsonNode space) {
        String policy = space.get("policy").asText();
        ImageShape shape = new ImageShape(
                space.get("size").get(0).asInt(), space.get("size").get(1).asInt(), 3);
        Strengths strengths = Objects.requireNonNull(STRENGTHS.get(policy));
        Set<Change> changes = new TreeSet<>();
        space.get("changes").properties().forEach(entry -> {
            Change change = change(entry.getKey());
            changes.add(change);
            assertThat(change.isSigned())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue().get("signed").asBoolean());
            JsonNode magnitudes = entry.getValue().get("magnitudes");
            for (int i = 0; i < magnitudes.size(); i++) {
                double level = magnitudes.size() == 1 ? 0 : i / (magnitudes.size() - 1.0);
                double ours = strengths.magnitude(change, level, shape, SampleRandom.of(1, 0, 0, i));
                assertThat(Math.abs(ours)) // the sign is drawn
                        .as(policy + " " + entry.getKey() + " " + i)
                        .isCloseTo(magnitudes.get(i).asDouble(), within(2e-4)); // theirs are 32-bit floats, up to 300
            }
        });
        assertThat(changes).isEqualTo(changesOf(policy));
    }

    private static Set<Change> changesOf(String policy) {
        Set<Change> changes = new TreeSet<>(Change.USUAL);
        if (policy.equals("AutoAugment")) {
            changes.add(Change.INVERT);
        }
        if (policy.equals("AutoAugment") || policy.equals("AugMix")) {
            changes.remove(Change.IDENTITY);
        }
        return changes;
    }

    @ParameterizedTest
    @EnumSource
    void thePairsOfAutoAugmentAreTorchvisions(AutoAugment.Policy policy) {
        List<List<AutoAugmentTables.Part>> theirs = new ArrayList<>();
        for (JsonNode pair : ReferenceVectors.table("pairs").get(policy.name())) {
            theirs.add(List.of(part(pair.get(0)), part(pair.get(1))));
        }
        List<List<AutoAugmentTables.Part>> ours = AutoAugmentTables.of(policy).stream()
                .map(pair -> List.of(pair.first(), pair.second()))
                .collect(Collectors.toList());
        assertThat(ours).hasSize(25).isEqualTo(theirs);
    }

    /** Changes of a single strength have none in torchvision and 0 here. */
    private static AutoAugmentTables.Part part(JsonNode part) {
        return new AutoAugmentTables.Part(
                change(part.get(0).asText()),
                part.get(1).asDouble(),
                part.get(2).asInt(0));
    }
}
