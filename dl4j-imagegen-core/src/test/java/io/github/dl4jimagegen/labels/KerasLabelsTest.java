package io.github.dl4jimagegen.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.golden.GoldenVectors;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import io.github.dl4jimagegen.source.TableColumns;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** What Keras's flow_from_dataframe and flow_from_directory deliver, these flows deliver. */
class KerasLabelsTest {

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(3, 4).batchSize(4).dataFormat(DataFormat.NHWC);

    @TempDir
    static Path root;

    private static Path csv;

    @BeforeAll
    static void writeFiles() throws Exception {
        JsonNode tree = GoldenVectors.byId("tree/labels");
        Tensor images = GoldenVectors.tensor(tree.get("images"));
        for (int i = 0; i < tree.get("files").size(); i++) {
            byte[] png = TestImages.encoded("png", picture(images.at(i)));
            Path unused = TestImages.write(root.resolve(tree.get("files").get(i).asText()), png);
        }
        csv = Files.write(
                root.resolve("table.csv"),
                lines(GoldenVectors.byId("dataframe_table").get("columns")));
    }

    private static BufferedImage picture(Tensor image) {
        BufferedImage picture = new BufferedImage(image.dimension(1), image.dimension(0), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.dimension(0); y++) {
            for (int x = 0; x < image.dimension(1); x++) {
                int at = (y * image.dimension(1) + x) * 3;
                float[] v = image.values();
                picture.setRGB(x, y, (int) v[at] << 16 | (int) v[at + 1] << 8 | (int) v[at + 2]);
            }
        }
        return picture;
    }

    private static List<String> lines(JsonNode columns) {
        List<String> names = new ArrayList<>();
        columns.fieldNames().forEachRemaining(names::add);
        List<String> lines = new ArrayList<>(List.of(String.join(",", names)));
        for (int i = 0; i < columns.get("filename").size(); i++) {
            int row = i;
            lines.add(String.join(
                    ",",
                    names.stream().map(name -> cell(columns.get(name).get(row))).toList()));
        }
        return lines;
    }

    private static String cell(JsonNode value) {
        return value.isArray() ? "\"" + String.join(",", texts(value)) + "\"" : value.asText();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static List<String> tables() {
        return GoldenVectors.cases("dataframe").stream()
                .map(each -> each.get("id").asText())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableIsThatOfFlowFromDataframe(String id) {
        JsonNode golden = GoldenVectors.byId(id);
        ImageTable table = ImageTable.of(csv, columns(golden.get("args")));
        ImageSource images = table;
        if (!golden.get("subset").isNull()) {
            Split split =
                    Splitter.first().split(table, golden.get("validation_split").asDouble());
            images = golden.get("subset").asText().equals("training") ? split.training() : split.validation();
        }

        assertThat(IntStream.range(0, images.size()).mapToObj(images::name)).isEqualTo(texts(golden.get("filenames")));
        List<String> classes = new ArrayList<>();
        if (golden.get("class_indices").isObject()) {
            golden.get("class_indices").fieldNames().forEachRemaining(classes::add);
        }
        assertThat(images.classes().names()).isEqualTo(classes);
        String message = golden.get("message").asText();
        assertThat(message).contains("Found " + images.size() + " ");
        assertThat(message.contains("belonging")).isEqualTo(!classes.isEmpty());

        JsonNode args = golden.get("args");
        ClassMode mode = mode(
                args.get("class_mode").asText(), args.path("y_col").asText().equals("tags"));
        MultiDataSet batch = first(mode, images);
        JsonNode labels = golden.get("labels_first_batch");
        if (labels.isNull()) {
            assertThat(batch.getLabels()).isNull();
        } else if (labels.isTextual()) {
            assertThat(labels.asText()).isEqualTo("equal to x");
            assertThat(batch.getLabels(0)).isEqualTo(batch.getFeatures(0));
        } else if (mode.toString().startsWith("MULTI_OUTPUT")) {
            assertThat(batch.getLabels()).hasSize(labels.size());
            IntStream.range(0, labels.size()).forEach(i -> assertThat(TestImages.values(batch.getLabels(i)))
                    .isEqualTo(floats(labels.get(i))));
        } else {
            assertThat(TestImages.values(batch.getLabels(0))).isEqualTo(floats(labels));
            assertThat(batch.getLabels(0).size(0)).isEqualTo(labels.size());
        }
        if (golden.has("sample_weight_first_batch")) {
            assertThat(TestImages.values(batch.getLabelsMaskArray(0)))
                    .isEqualTo(floats(golden.get("sample_weight_first_batch")));
        } else {
            assertThat(batch.getLabelsMaskArrays()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void labelsOfAFolderAreThoseOfFlowFromDirectory(String id) {
        JsonNode golden = GoldenVectors.byId(id);
        ImageFolder folder = ImageFolder.of(root);
        if (!golden.get("classes_argument").isNull()) {
            folder = folder.classes(new ClassIndex(texts(golden.get("classes_argument"))));
        }
        ClassMode mode = mode(golden.get("class_mode").asText(), false);
        if (mode.equals(ClassMode.BINARY) && folder.classes().size() != 2) { // which Keras counts like SPARSE
            ImageFolder three = folder;
            assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.BINARY).evaluationFlow(three))
                    .hasMessageContaining("needs exactly 2 classes but there are 3");
            mode = ClassMode.SPARSE;
        }

        List<String> classes = new ArrayList<>();
        golden.get("class_indices").fieldNames().forEachRemaining(classes::add);
        assertThat(folder.classes().names()).isEqualTo(classes);
        try (ImageDataSetIterator flow = PIPELINE.classMode(mode).evaluationFlow(folder)) {
            for (int i = 0; i < golden.get("x_shapes").size(); i++) {
                DataSet batch = flow.next();
                assertThat(batch.getFeatures().shape())
                        .isEqualTo(longs(golden.get("x_shapes").get(i)));
                JsonNode labels = golden.get("labels");
                if (labels.isNull()) {
                    assertThat(batch.getLabels()).isNull();
                } else if (labels.isTextual()) {
                    assertThat(batch.getLabels()).isEqualTo(batch.getFeatures());
                } else {
                    long[] shape = longs(golden.get("y_shapes").get(i));
                    long[] columns = shape.length == 1 ? new long[] {shape[0], 1} : shape;
                    assertThat(batch.getLabels().shape()).isEqualTo(columns);
                    assertThat(TestImages.values(batch.getLabels())).isEqualTo(floats(labels.get(i)));
                }
            }
            assertThat(flow.hasNext()).isFalse();
        }
    }

    static List<String> folders() {
        return GoldenVectors.cases("labels").stream()
                .map(each -> each.get("id").asText())
                .toList();
    }

    private static long[] longs(JsonNode values) {
        return numbers(values).mapToLong(value -> (long) value).toArray();
    }

    private static TableColumns columns(JsonNode args) {
        TableColumns columns = TableColumns.image("filename");
        if (args.has("weight_col")) {
            columns = columns.weightColumn(args.get("weight_col").asText());
        }
        if (!args.has("y_col")) {
            return columns;
        }
        JsonNode y = args.get("y_col");
        ClassIndex classes = args.has("classes") // which keras_preprocessing 1.1.0 sorts, and Keras 3 does not
                ? new ClassIndex(texts(args.get("classes")).stream().sorted().toList())
                : null;
        return switch (args.get("class_mode").asText()) {
            case "raw" ->
                columns.valueColumns(y.isArray() ? texts(y).toArray(String[]::new) : new String[] {y.asText()});
            case "multi_output" ->
                columns.valueColumns(y.get(0).asText()).valueColumns(y.get(1).asText());
            default ->
                y.asText().equals("tags")
                        ? classes == null ? columns.multiLabel("tags", ",") : columns.multiLabel("tags", ",", classes)
                        : classes == null ? columns.classColumn("class") : columns.classColumn("class", classes);
        };
    }

    private static ClassMode mode(String keras, boolean lists) {
        return switch (keras) {
            case "categorical" -> lists ? ClassMode.MULTI_LABEL : ClassMode.CATEGORICAL;
            case "sparse" -> ClassMode.SPARSE;
            case "binary" -> ClassMode.BINARY;
            case "raw" -> ClassMode.RAW;
            case "multi_output" -> ClassMode.multiOutput(ClassMode.RAW, ClassMode.RAW);
            case "input" -> ClassMode.INPUT;
            default -> ClassMode.NONE;
        };
    }

    private static MultiDataSet first(ClassMode mode, ImageSource images) {
        ImagePipeline pipeline = PIPELINE.classMode(mode).sampler(Sampler.inOrder());
        try (ImageMultiDataSetIterator flow = mode.equals(ClassMode.NONE)
                ? pipeline.evaluationMultiFlow(images)
                : pipeline.trainingMultiFlow(images)) {
            return flow.next(4); // not next(): where images are weighted, a fifth one alone joins the batch
        }
    }

    private static float[] floats(JsonNode values) {
        double[] all = numbers(values).toArray();
        float[] floats = new float[all.length];
        IntStream.range(0, all.length).forEach(i -> floats[i] = (float) all[i]);
        return floats;
    }

    private static DoubleStream numbers(JsonNode values) {
        return values.isArray()
                ? StreamSupport.stream(values.spliterator(), false).flatMapToDouble(KerasLabelsTest::numbers)
                : DoubleStream.of(values.asDouble());
    }
}
