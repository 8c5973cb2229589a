package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/keras.md has a row for each parameter of Keras's calls, and each row has its test. */
class KerasParametersDocumentationTest {

    private static final String HEADING = "## Without the generator: every parameter of Keras's calls\n";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELL_BORDER = Pattern.compile(" ?(?<!\\\\)\\| ?");

    /**
     * A call of Keras.
     *
     * @param name the heading of its table
     * @param test the class of its tests
     * @param parameters those of Keras's signature, in its order
     */
    record Call(String name, Class<?> test, List<String> parameters) {

        Call(String name, Class<?> test, String... parameters) {
            this(name, test, List.of(parameters));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Call> calls() {
        return List.of(
                new Call(
                        "flow",
                        KerasFlowParametersTest.class,
                        "x",
                        "y",
                        "batch_size",
                        "shuffle",
                        "sample_weight",
                        "seed",
                        "save_to_dir",
                        "save_prefix",
                        "save_format",
                        "subset",
                        "ignore_class_split"),
                new Call(
                        "flow_from_directory",
                        KerasFlowFromDirectoryParametersTest.class,
                        "directory",
                        "target_size",
                        "color_mode",
                        "classes",
                        "class_mode",
                        "batch_size",
                        "shuffle",
                        "seed",
                        "save_to_dir",
                        "save_prefix",
                        "save_format",
                        "follow_links",
                        "subset",
                        "interpolation",
                        "keep_aspect_ratio"),
                new Call(
                        "flow_from_dataframe",
                        KerasFlowFromDataframeParametersTest.class,
                        "dataframe",
                        "directory",
                        "x_col",
                        "y_col",
                        "weight_col",
                        "target_size",
                        "color_mode",
                        "classes",
                        "class_mode",
                        "batch_size",
                        "shuffle",
                        "seed",
                        "save_to_dir",
                        "save_prefix",
                        "save_format",
                        "subset",
                        "interpolation",
                        "validate_filenames"),
                new Call("fit", KerasFitParametersTest.class, "x", "augment", "rounds", "seed"),
                new Call(
                        "image_dataset_from_directory",
                        KerasImageDatasetFromDirectoryParametersTest.class,
                        "directory",
                        "labels",
                        "label_mode",
                        "class_names",
                        "color_mode",
                        "batch_size",
                        "image_size",
                        "shuffle",
                        "seed",
                        "validation_split",
                        "subset",
                        "interpolation",
                        "follow_links",
                        "crop_to_aspect_ratio",
                        "pad_to_aspect_ratio",
                        "data_format",
                        "format",
                        "verbose"));
    }

    /** Returns the documentation below a heading, up to the next one of that level or above. */
    private static String below(String text, String heading, Pattern next) {
        int start = text.indexOf("\n" + heading);
        assertThat(start).as(heading.strip()).isNotNegative();
        String rest = text.substring(start + 1 + heading.length());
        return next.split(rest, 2)[0];
    }

    private static String tables() throws IOException {
        return below(Files.readString(Path.of("../docs/keras.md")), HEADING, Pattern.compile("(?m)^## "));
    }

    private static String section(Call call) throws IOException {
        return below(tables(), "### `" + call.name() + "`\n", Pattern.compile("(?m)^### "));
    }

    /** Returns the cells of the rows of a section's table, without its head. */
    private static List<List<String>> rows(Call call) throws IOException {
        return section(call)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.asList(CELL_BORDER.split(line.strip())))
                .map(cells -> cells.subList(1, cells.size()))
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyParameterHasARowInKerasOrder(Call call) throws IOException {
        List<String> documented =
                rows(call).stream().flatMap(row -> codes(row.get(0)).stream()).toList();
        assertThat(documented).isEqualTo(call.parameters());
        for (List<String> row : rows(call)) {
            assertThat(row).as(row.toString()).hasSize(5);
            assertThat(row.get(2)).as("what %s is here", row.get(0)).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyRowIsShownByTheTestOfItsNameOrSaysWhyThereIsNone(Call call) throws IOException {
        assertThat(section(call)).contains("`" + call.test().getSimpleName() + "`");
        List<String> shown = new ArrayList<>();
        for (List<String> row : rows(call)) {
            if (row.get(4).equals("none")) {
                assertThat(row.get(3)).as("why %s has no test", row.get(0)).isNotBlank();
            } else {
                assertThat(codes(row.get(4)))
                        .containsExactly(camelCase(codes(row.get(0)).get(0)));
                shown.addAll(codes(row.get(4)));
            }
        }
        assertThat(testsOf(call.test())).containsExactlyInAnyOrderElementsOf(shown);
    }

    private static List<String> testsOf(Class<?> test) {
        return Stream.of(test.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .toList();
    }

    private static String camelCase(String parameter) {
        return Pattern.compile("_(.)").matcher(parameter).replaceAll(match -> match.group(1)
                .toUpperCase(Locale.ROOT));
    }

    /** A method in a table that is no longer called so would mislead. */
    @Test
    void theMethodsInTheTablesExist() throws Exception {
        Map<String, Class<?>> types = new TreeMap<>();
        for (String name : List.of(
                "ImagePipeline",
                "source.ImageFolder",
                "source.ImageTable",
                "source.ImageArrays",
                "source.TableColumns",
                "source.Splitter",
                "source.Split",
                "source.Listing",
                "source.ClassIndex",
                "source.Table",
                "image.Resizing",
                "batch.ClassMode",
                "statistics.Fit",
                "statistics.ImageStatistics",
                "ImageDataSetIterator",
                "sampling.NumpyRandom",
                "sampling.Sampler")) {
            types.put(name, Class.forName("io.github.dl4jimagegen." + name));
        }
        List<String> known = types.values().stream()
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(Method::getName)
                .distinct()
                .toList();
        for (Call call : calls()) {
            for (List<String> row : rows(call)) {
                String code = String.join(" ", codes(row.get(2)));
                if (code.startsWith("saveToDir(")) { // belongs to the module that builds on this one
                    continue;
                }
                Pattern.compile("(\\w+)\\(")
                        .matcher(code)
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> !name.equals("NumpyRandom")) // a constructor
                        .forEach(name -> assertThat(known)
                                .as("%s of %s", row.get(0), call)
                                .contains(name));
            }
        }
    }
}
