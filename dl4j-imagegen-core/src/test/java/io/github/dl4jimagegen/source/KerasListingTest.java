package io.github.dl4jimagegen.source;

import static io.github.dl4jimagegen.source.Trees.labels;
import static io.github.dl4jimagegen.source.Trees.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders of the golden vectors are listed and split as Keras lists and splits them. */
class KerasListingTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path root;

    @BeforeAll
    static void makeTrees() throws IOException {
        for (JsonNode tree : GoldenVectors.cases("tree")) {
            Path unused = Trees.make(root.resolve(tree.get("id").asText()), tree);
        }
    }

    private static List<JsonNode> cases(String group) {
        return GoldenVectors.cases(group);
    }

    static List<JsonNode> listing() {
        return cases("listing");
    }

    static List<JsonNode> k3Listing() {
        return cases("k3_listing");
    }

    static List<JsonNode> k3Split() {
        return cases("k3_split");
    }

    private static Path tree(JsonNode each) {
        return root.resolve(each.get("tree").asText());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<Integer> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    private static ClassIndex classIndex(JsonNode array) {
        return new ClassIndex(texts(array));
    }

    private static ImageSource subset(ImageSource source, Splitter splitter, JsonNode share, String subset) {
        Split split = splitter.split(source, share.asDouble());
        return subset.equals("training") ? split.training() : split.validation();
    }

    @ParameterizedTest
    @MethodSource("listing")
    void flowFromDirectoryListsTheSameFiles(JsonNode each) {
        Listing listing = each.path("follow_links").asBoolean()
                ? Listing.flowFromDirectory().links(Listing.Links.ALL)
                : Listing.flowFromDirectory();
        ImageFolder folder = ImageFolder.of(tree(each), listing);
        ImageFolder chosen =
                each.has("classes_argument") ? folder.classes(classIndex(each.get("classes_argument"))) : folder;
        ImageSource source = each.has("subset")
                ? subset(
                        chosen,
                        Splitter.perClass(),
                        each.get("validation_split"),
                        each.get("subset").asText())
                : chosen;

        assertThat(names(source)).isEqualTo(texts(each.get("filenames")));
        assertThat(labels(source)).isEqualTo(numbers(each.get("classes")));
        Map<String, Integer> indices = new HashMap<>();
        each.get("class_indices")
                .properties()
                .forEach(entry -> indices.put(entry.getKey(), entry.getValue().asInt()));
        assertThat(source.classes().indices()).isEqualTo(indices);
        assertThat("Found " + source.size() + " images belonging to "
                        + source.classes().size() + " classes.")
                .isEqualTo(each.get("message").asText());
    }

    /** An image_dataset_from_directory that shuffles has the order of the view that numpy's permutation makes. */
    private static ImageSource imageDataset(JsonNode each) {
        boolean unlabelled =
                each.has("labels_argument") && each.get("labels_argument").isNull();
        Listing listing = Listing.imageDatasetFromDirectory();
        ImageFolder folder =
                unlabelled ? ImageFolder.unlabelled(tree(each), listing) : ImageFolder.of(tree(each), listing);
        ImageFolder chosen = each.has("class_names_argument")
                ? folder.classes(classIndex(each.get("class_names_argument")))
                : folder;
        return each.get("shuffle").asBoolean()
                ? chosen.view(new NumpyRandom(each.get("seed").asLong()).permutation(chosen.size()))
                : chosen;
    }

    @ParameterizedTest
    @MethodSource("k3Listing")
    void imageDatasetFromDirectoryListsTheSameFiles(JsonNode each) {
        ImageSource source = imageDataset(each);
        assertThat(names(source)).isEqualTo(texts(each.get("paths")));
        if (each.get("labels").isNull()) {
            assertThat(source.classes()).isEqualTo(ClassIndex.none());
            assertThat(labels(source)).containsOnly(-1);
        } else {
            assertThat(source.classes()).isEqualTo(classIndex(each.get("class_names")));
            assertThat(labels(source)).isEqualTo(numbers(each.get("labels")));
        }
    }

    @ParameterizedTest
    @MethodSource("k3Split")
    void imageDatasetFromDirectorySplitsIntoTheSameFiles(JsonNode each) {
        for (String subset : List.of("training", "validation")) {
            ImageSource part = subset(imageDataset(each), Splitter.last(), each.get("validation_split"), subset);
            assertThat(names(part)).isEqualTo(texts(each.get(subset).get(0)));
            assertThat(labels(part)).isEqualTo(numbers(each.get(subset).get(1)));
        }
        assertThat(subset(imageDataset(each), Splitter.last(), each.get("validation_split"), "validation")
                        .size())
                .isEqualTo(each.get("num_validation").asInt());
    }

    private static ImageFolder numbered(Path folder, int count) {
        for (int i = 0; i < count; i++) {
            Trees.touch(folder, String.format("%03d.png", i));
        }
        return ImageFolder.unlabelled(folder);
    }

    @Test
    void splitCountsAreTruncatedAsByPython(@TempDir Path folder) {
        JsonNode golden = cases("split_counts").get(0);
        List<Integer> sizes = numbers(golden.get("n_values"));
        ImageFolder images = numbered(folder, 100);
        golden.get("table").properties().forEach(row -> {
            double share = Double.parseDouble(row.getKey());
            for (int i = 0; i < sizes.size(); i++) {
                ImageSource some = images.view(IntStream.range(0, sizes.get(i)).toArray());
                int expected = row.getValue().get(i).asInt();
                for (Splitter splitter : List.of(Splitter.perClass(), Splitter.last())) {
                    if (expected == 0) {
                        assertThatThrownBy(() -> splitter.split(some, share))
                                .hasMessageContaining("leaves no image for validation");
                    } else {
                        Split split = splitter.split(some, share);
                        assertThat(split.validation().size())
                                .as("%s of %s", share, sizes.get(i))
                                .isEqualTo(expected);
                        assertThat(split.training().size()).isEqualTo(sizes.get(i) - expected);
                    }
                }
            }
        });
    }

    @Test
    void flowHoldsOutTheFirstRows(@TempDir Path folder) {
        JsonNode golden = cases("flow_split").get(0);
        ImageFolder images = numbered(folder, golden.get("n").asInt());
        golden.get("sizes").properties().forEach(row -> {
            Split split = images.split(Double.parseDouble(row.getKey()));
            int validation = row.getValue().get("validation").asInt();
            assertThat(split.training().size())
                    .isEqualTo(row.getValue().get("training").asInt());
            assertThat(names(split.validation())).isEqualTo(names(images).subList(0, validation));
        });
    }

    @Test
    void theGoldenTreesHaveLinks() {
        assertThat(root.resolve("tree/links/c1/ln")).matches(Files::isSymbolicLink);
    }
}
