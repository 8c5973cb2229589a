package io.github.dl4jimagegen.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.ImageTable.DroppedRow;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import io.github.dl4jimagegen.source.Table;
import io.github.dl4jimagegen.source.TableColumns;
import io.github.dl4jimagegen.source.TableColumns.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Each parameter of Keras's {@code flow_from_dataframe(...)}, with its default, another value and its errors. */
class KerasFlowFromDataframeParametersTest {

    private static final int N = 40;
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(3, 4);
    private static final TableColumns IMAGE = TableColumns.image("filename");
    private static final TableColumns CLASS = IMAGE.classColumn("class");
    private static final List<String> CLASSES = List.of("dog", "cat", "eel");
    private static final List<String> TAGS = List.of("fur", "\"fur,tail\"", "tail");

    @TempDir
    static Path root;

    private static Path csv;

    /** Row i: image i.png, of the colour i; the classes in turn. */
    @BeforeAll
    static void makeTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of("filename,class,tags,weight,left,top,copy"));
        for (int i = 0; i < N; i++) {
            Path unused = Batches.plain(root.resolve(i + ".png"), 3, 4, i << 16 | i << 8 | i);
            lines.add(String.join(
                    ",",
                    i + ".png",
                    CLASSES.get(i % 3),
                    TAGS.get(i % 3),
                    Double.toString(i / 8.0),
                    Integer.toString(i),
                    Integer.toString(-i),
                    (N - 1 - i) + ".png"));
        }
        csv = Files.write(root.resolve("table.csv"), lines);
    }

    private static List<String> inOrder() {
        return IntStream.range(0, N).mapToObj(i -> i + ".png").toList();
    }

    @Test
    void dataframe() {
        ImageTable table = ImageTable.of(csv);
        assertThat(Batches.names(table)).isEqualTo(inOrder());
        assertThat(table.classes().names()).containsExactly("cat", "dog", "eel");
        assertThat(Batches.labels(table)).startsWith(1, 0, 2, 1, 0, 2);
        Table rows = Table.of(List.of("filename", "class"), List.of(List.of("3.png", "dog"), List.of("1.png", "cat")));
        ImageTable inMemory = ImageTable.of(rows, CLASS.directory(root));
        assertThat(Batches.names(inMemory)).containsExactly("3.png", "1.png");
        assertThat(Batches.values(PIPELINE, inMemory.view(0))).containsOnly(3);
        assertThatThrownBy(() -> ImageTable.of(Table.of(List.of("filename", "class"), List.of()), CLASS))
                .hasMessageContaining("a table in memory has no rows");
        assertThatThrownBy(() -> ImageTable.of(root.resolve("none.csv"))).hasMessageContaining("no such file");
    }

    @Test
    void directory(@TempDir Path elsewhere) throws IOException {
        Path copy = Files.copy(csv, elsewhere.resolve("copy.csv"));
        assertThat(ImageTable.of(csv).size()).isEqualTo(N);
        assertThatThrownBy(() -> ImageTable.of(copy)).hasMessageContaining("is not there");
        assertThat(Batches.names(ImageTable.of(copy, CLASS.directory(root)))).isEqualTo(inOrder());
        Path absolute = Files.write(
                elsewhere.resolve("absolute.csv"), List.of("filename,class", root.resolve("7.png") + ",dog"));
        assertThat(Batches.values(PIPELINE, ImageTable.of(absolute, CLASS.anywhere())))
                .containsOnly(7);
        assertThatThrownBy(() -> ImageTable.of(absolute))
                .hasMessageContaining("the path leaves the directory")
                .hasMessageContaining("TableColumns.anywhere()");
    }

    @Test
    void xCol() {
        assertThat(ImageTable.of(csv).name(0)).isEqualTo("0.png");
        ImageTable reversed = ImageTable.of(csv, TableColumns.image("copy").classColumn("class"));
        assertThat(Batches.values(PIPELINE, reversed.view(0))).containsOnly(N - 1);
        assertThatThrownBy(() -> ImageTable.of(csv, TableColumns.image("path").classColumn("class")))
                .hasMessageContaining("there is no column \"path\" in table.csv");
        Table empty = Table.of(List.of("filename"), List.of(List.of("")));
        assertThatThrownBy(() -> ImageTable.of(empty, IMAGE)).hasMessageContaining("expected the path of an image");
    }

    @Test
    void yCol() throws IOException {
        assertThat(ImageTable.of(csv).classes().names()).containsExactly("cat", "dog", "eel");
        assertThat(ImageTable.of(csv, IMAGE.classColumn("top")).classes().size())
                .isEqualTo(N);
        INDArray two = Batches.all(
                        PIPELINE.classMode(ClassMode.RAW), ImageTable.of(csv, IMAGE.valueColumns("left", "top")))
                .getLabels();
        assertThat(TestImages.values(two.getRow(5))).containsExactly(5, -5);
        assertThat(ImageTable.of(csv, IMAGE).classes().size()).isZero();
        assertThatThrownBy(() -> ImageTable.of(csv, IMAGE.classColumn("kind")))
                .hasMessageContaining("there is no column \"kind\"");
        Path holes = Files.write(root.resolve("holes.csv"), List.of("filename,class", "0.png,dog", "1.png,"));
        assertThatThrownBy(() -> ImageTable.of(holes))
                .hasMessageContaining("line 3 of holes.csv has \"\" in column \"class\": expected the name of a class");
    }

    @Test
    void weightCol() {
        try (ImageDataSetIterator plain = PIPELINE.trainingFlow(ImageTable.of(csv));
                ImageDataSetIterator weighted =
                        PIPELINE.trainingFlow(ImageTable.of(csv, CLASS.weightColumn("weight")))) {
            assertThat(plain.next().getLabelsMaskArray()).isNull();
            DataSet batch = weighted.next();
            for (int i = 0; i < batch.numExamples(); i++) {
                assertThat(batch.getLabelsMaskArray().getDouble(i, 0))
                        .isEqualTo(batch.getFeatures().getDouble(i, 0, 0, 0) / 8);
            }
        }
        assertThatThrownBy(() -> ImageTable.of(csv, CLASS.weightColumn("class")))
                .hasMessageContaining("line 2 of table.csv has \"dog\" in column \"class\": expected a number");
    }

    @Test
    void targetSize() {
        ImageTable table = ImageTable.of(csv);
        assertThat(Batches.features(ImagePipeline.targetSize(256, 256), table.view(0))
                        .shape())
                .containsExactly(1, 3, 256, 256);
        assertThat(Batches.features(PIPELINE, table).shape()).containsExactly(N, 3, 3, 4);
        assertThatThrownBy(() -> ImagePipeline.targetSize(3, -4)).hasMessageContaining("targetSize must be positive");
    }

    @Test
    void colorMode() {
        ImageTable table = ImageTable.of(csv);
        assertThat(Batches.features(PIPELINE, table).size(1)).isEqualTo(3);
        assertThat(Batches.features(PIPELINE.colorMode(ColorMode.GRAYSCALE), table)
                        .size(1))
                .isEqualTo(1);
        assertThat(Batches.features(PIPELINE.colorMode(ColorMode.RGBA), table).size(1))
                .isEqualTo(4);
    }

    @Test
    void classes() {
        ImageTable two = ImageTable.of(csv, IMAGE.classColumn("class", ClassIndex.of("eel", "cat")));
        assertThat(two.classes().names()).containsExactly("eel", "cat");
        assertThat(Batches.names(two)).startsWith("1.png", "2.png", "4.png", "5.png");
        assertThat(Batches.labels(two)).startsWith(1, 0, 1, 0);
        assertThat(two.dropped()).hasSize(14).allMatch(row -> row.reason() == DroppedRow.Reason.OTHER_CLASS);
        ImageTable fur = ImageTable.of(csv, IMAGE.multiLabel("tags", ",", ClassIndex.of("fur")));
        assertThat(Batches.names(fur)).startsWith("0.png", "1.png", "3.png").doesNotContain("2.png");
        assertThatThrownBy(() -> ImageTable.of(csv, IMAGE.classColumn("class", ClassIndex.of("fox"))))
                .hasMessageContaining("40 whose image is of another class");
    }

    private static INDArray labels(ClassMode mode, TableColumns columns) {
        return Batches.all(PIPELINE.classMode(mode), ImageTable.of(csv, columns))
                .getLabels();
    }

    @Test
    void classMode() {
        assertThat(Batches.all(PIPELINE, ImageTable.of(csv)).getLabels())
                .isEqualTo(labels(ClassMode.CATEGORICAL, CLASS));
        assertThat(TestImages.values(labels(ClassMode.CATEGORICAL, CLASS).getRow(2)))
                .containsExactly(0, 0, 1);
        INDArray tags = labels(ClassMode.MULTI_LABEL, IMAGE.multiLabel("tags", ","));
        assertThat(TestImages.values(tags.getRow(0))).containsExactly(1, 0);
        assertThat(TestImages.values(tags.getRow(1))).containsExactly(1, 1);
        INDArray sparse = labels(ClassMode.SPARSE, CLASS);
        assertThat(sparse.shape()).containsExactly(N, 1);
        assertThat(TestImages.values(sparse)).startsWith(1, 0, 2);
        INDArray binary = labels(ClassMode.BINARY, IMAGE.classColumn("class", ClassIndex.of("cat", "eel")));
        assertThat(TestImages.values(binary)).startsWith(0, 1, 0, 1);
        assertThat(TestImages.values(labels(ClassMode.RAW, IMAGE.valueColumns("left"))))
                .startsWith(0, 1, 2, 3);
        DataSet input = Batches.all(PIPELINE.classMode(ClassMode.INPUT), ImageTable.of(csv, IMAGE));
        assertThat(input.getLabels()).isEqualTo(input.getFeatures());
        assertThat(labels(ClassMode.NONE, IMAGE)).isNull();
        try (ImageMultiDataSetIterator several = PIPELINE.classMode(
                        ClassMode.multiOutput(ClassMode.RAW, ClassMode.CATEGORICAL))
                .evaluationMultiFlow(
                        ImageTable.of(csv, IMAGE.valueColumns("left").classColumn("class")))) {
            MultiDataSet batch = several.next();
            assertThat(TestImages.values(batch.getLabels(0).getRow(2))).containsExactly(2);
            assertThat(TestImages.values(batch.getLabels(1).getRow(2))).containsExactly(0, 0, 1);
        }
        assertThatThrownBy(() -> labels(ClassMode.BINARY, CLASS))
                .hasMessageContaining("classMode BINARY needs exactly 2 classes but there are 3");
        assertThatThrownBy(() -> labels(ClassMode.RAW, IMAGE.valueColumns("class")))
                .hasMessageContaining("line 2 of table.csv has \"dog\" in column \"class\": expected a number");
        assertThatThrownBy(() -> labels(ClassMode.CATEGORICAL, IMAGE))
                .hasMessageContaining("classMode CATEGORICAL needs classes but the images have none");
    }

    @Test
    void batchSize() {
        assertThat(Batches.sizes(PIPELINE, ImageTable.of(csv))).containsExactly(32, 8);
        assertThat(Batches.sizes(PIPELINE.batchSize(25), ImageTable.of(csv))).containsExactly(25, 15);
        assertThatThrownBy(() -> PIPELINE.batchSize(0)).hasMessage("batchSize must be positive but was 0");
    }

    @Test
    void shuffle() {
        ImageTable table = ImageTable.of(csv);
        List<List<String>> shuffled = Batches.twoEpochs(PIPELINE, table);
        assertThat(shuffled.get(0))
                .containsExactlyInAnyOrderElementsOf(inOrder())
                .isNotEqualTo(inOrder())
                .isNotEqualTo(shuffled.get(1));
        assertThat(Batches.twoEpochs(PIPELINE.sampler(Sampler.inOrder()), table))
                .containsExactly(inOrder(), inOrder());
        try (ImageDataSetIterator evaluation = PIPELINE.evaluationFlow(table)) {
            assertThat(Batches.epoch(evaluation)).isEqualTo(inOrder());
        }
    }

    @Test
    void seed() {
        ImageTable table = ImageTable.of(csv);
        List<List<String>> first = Batches.twoEpochs(PIPELINE.seed(7), table);
        assertThat(Batches.twoEpochs(PIPELINE.seed(7), table)).isEqualTo(first);
        assertThat(Batches.twoEpochs(PIPELINE.seed(8), table).get(0)).isNotEqualTo(first.get(0));
        assertThat(Batches.twoEpochs(PIPELINE, table)).isEqualTo(Batches.twoEpochs(PIPELINE.seed(42), table));
    }

    @Test
    void subset() throws IOException {
        Path gone = Files.write(
                root.resolve("gone.csv"),
                List.of(
                        "filename,class",
                        "gone.png,dog",
                        "0.png,dog",
                        "1.png,cat",
                        "2.png,cat",
                        "3.png,dog",
                        "4.png,cat"));
        Split split = Splitter.first().split(ImageTable.of(gone), 0.4); // of the five that are there
        assertThat(Batches.names(split.validation())).containsExactly("0.png", "1.png");
        assertThat(Batches.names(split.training())).containsExactly("2.png", "3.png", "4.png");
        assertThatThrownBy(() -> Splitter.first().split(ImageTable.of(csv), 1.5))
                .hasMessageContaining("share must lie strictly between 0 and 1 but was 1.5");
    }

    @Test
    void interpolation(@TempDir Path own) throws IOException {
        Path unused = Batches.grey(own.resolve("a.png"), new int[] {0, 100});
        ImageTable two = ImageTable.of(Files.write(own.resolve("a.csv"), List.of("filename,class", "a.png,c")));
        ImagePipeline wider = ImagePipeline.targetSize(1, 4).colorMode(ColorMode.GRAYSCALE);
        assertThat(Batches.values(wider.resize(Resizing.stretch().pillow(PillowFilter.NEAREST)), two))
                .containsExactly(0, 0, 100, 100);
        assertThat(Batches.values(wider.resize(Resizing.stretch().pillow(PillowFilter.BILINEAR)), two))
                .containsExactly(0, 25, 75, 100);
        assertThat(Batches.values(wider, two)).containsExactly(0, 25, 75, 100);
    }

    @Test
    void validateFilenames() throws IOException {
        Path some = Files.write(
                root.resolve("some.csv"), List.of("filename,class", "0.png,dog", "gone.png,dog", "table.csv,cat"));
        ImageTable dropped = ImageTable.of(some);
        assertThat(Batches.names(dropped)).containsExactly("0.png");
        assertThat(dropped.dropped())
                .extracting(DroppedRow::name, DroppedRow::reason)
                .containsExactly(
                        tuple("gone.png", DroppedRow.Reason.NO_FILE),
                        tuple("table.csv", DroppedRow.Reason.OTHER_ENDING));
        ImageTable off = ImageTable.of(some, CLASS.validate(Validation.OFF));
        assertThat(Batches.names(off)).containsExactly("0.png", "gone.png", "table.csv");
        assertThatThrownBy(() -> Batches.all(PIPELINE, off))
                .isInstanceOf(ImageReadException.class)
                .hasMessageContaining("gone.png");
        assertThatThrownBy(() -> ImageTable.of(some, CLASS.validate(Validation.REFUSE)))
                .hasMessageContaining("line 3 of some.csv is no image of this table, since gone.png is not there");
    }
}
