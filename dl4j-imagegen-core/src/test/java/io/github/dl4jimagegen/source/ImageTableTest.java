package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.checkpoint.StateMismatchException;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageTable.DroppedRow;
import io.github.dl4jimagegen.source.ImageTable.DroppedRow.Reason;
import io.github.dl4jimagegen.source.TableColumns.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The rows of a table are images: which ones, with which labels, and what is said about the others. */
class ImageTableTest {

    private static final TableColumns FILE = TableColumns.image("file");

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    private Path photos;

    @BeforeEach
    void makePhotos() {
        photos = root.resolve("photos");
        for (int i = 0; i < 6; i++) {
            Path unused = TestImages.write(photos.resolve("p" + i + ".png"), TestImages.encoded("png", 4 + i, 5, i));
        }
        Path unused = TestImages.write(photos.resolve("notes.txt"), new byte[] {1});
    }

    private Path csv(String... lines) throws IOException {
        return Files.write(photos.resolve("table.csv"), List.of(lines));
    }

    private static List<String> names(ImageSource source) {
        return IntStream.range(0, source.size()).mapToObj(source::name).toList();
    }

    private static List<Target> targets(ImageSource source) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            targets.add(source.target(i));
        }
        return targets;
    }

    @Test
    void byDefaultColumnsAreCalledAsInKeras() throws IOException {
        ImageTable table = ImageTable.of(csv("class,filename", "dog,p0.png", "cat,p1.png", "dog,p2.png"));
        assertThat(names(table)).containsExactly("p0.png", "p1.png", "p2.png");
        assertThat(table.classes()).isEqualTo(ClassIndex.of("cat", "dog"));
        assertThat(targets(table)).containsExactly(Target.ofClass(1), Target.ofClass(0), Target.ofClass(1));
        assertThat(IntStream.range(0, 3).map(table::label)).containsExactly(1, 0, 1);
        assertThat(table.isWeighted()).isFalse();
        assertThat(table.dropped()).isEmpty();
    }

    @Test
    void classesAreSortedByCodePointsUnlessTheyAreGiven() throws IOException {
        Path csv = csv(
                "file,digit", "p0.png,10", "p1.png,2", "p2.png,B", "p3.png,a", "p4.png,\uD83D\uDC08", "p5.png,\uFF21");
        assertThat(ImageTable.of(csv, FILE.classColumn("digit")).classes())
                .isEqualTo(ClassIndex.of("10", "2", "B", "a", "\uFF21", "\uD83D\uDC08"));
        ImageTable given = ImageTable.of(csv, FILE.classColumn("digit", ClassIndex.of("2", "x", "10")));
        assertThat(given.classes()).isEqualTo(ClassIndex.of("2", "x", "10"));
        assertThat(names(given)).containsExactly("p0.png", "p1.png");
        assertThat(targets(given)).containsExactly(Target.ofClass(2), Target.ofClass(0));
    }

    @Test
    void rowsThatAreNoImagesAreLeftOutAndListed() throws IOException {
        Path csv = csv("file,class", "p0.png,cat", "none.png,cat", "notes.txt,dog", "p1.png,emu", "p2.png,dog");
        ImageTable table = ImageTable.of(csv, FILE.classColumn("class", ClassIndex.of("cat", "dog")));
        assertThat(names(table)).containsExactly("p0.png", "p2.png");
        assertThat(table.dropped())
                .containsExactly(
                        new DroppedRow("line 3 of table.csv", "none.png", Reason.NO_FILE),
                        new DroppedRow("line 4 of table.csv", "notes.txt", Reason.OTHER_ENDING),
                        new DroppedRow("line 5 of table.csv", "p1.png", Reason.OTHER_CLASS));
        assertThat(ImageTable.of(csv, FILE.classColumn("class")).classes()) // no row of "dog" is an image
                .isEqualTo(ClassIndex.of("cat", "dog", "emu"));
    }

    @Test
    void aClassWhoseRowsAreNoImagesIsNoClass() throws IOException {
        Path csv = csv("file,class", "p0.png,cat", "none.png,ghost");
        assertThat(ImageTable.of(csv, FILE.classColumn("class")).classes()).isEqualTo(ClassIndex.of("cat"));
    }

    @Test
    void suchRowsMayFailTheTable() throws IOException {
        Path csv = csv("file,class", "p0.png,cat", "none.png,cat");
        assertThatThrownBy(() -> ImageTable.of(csv, FILE.classColumn("class").validate(Validation.REFUSE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3 of table.csv is no image of this table, since none.png is not there")
                .hasMessageContaining(photos.toString())
                .hasMessageContaining("Validation.DROP");
    }

    @Test
    void filesNeedNotBeLookedAt() throws IOException {
        Path csv = csv("file,class", "p0.png,cat", "none.png,cat", "notes.txt,dog", "p1.png,emu");
        TableColumns columns =
                FILE.classColumn("class", ClassIndex.of("cat", "dog")).validate(Validation.OFF);
        ImageTable table = ImageTable.of(csv, columns);
        assertThat(names(table)).containsExactly("p0.png", "none.png", "notes.txt");
        assertThat(table.dropped()).hasSize(1);
        try (ImageDataSetIterator flow =
                ImagePipeline.targetSize(4, 4).batchSize(1).evaluationFlow(table)) {
            assertThat(flow.next()).isNotNull();
            assertThatThrownBy(flow::next)
                    .hasMessageContaining("NoSuchFileException")
                    .hasMessageContaining("none.png");
        }
    }

    @Test
    void otherEndingsMayBeImages() throws IOException {
        Path csv = csv("file", "p0.png", "notes.txt");
        assertThat(names(ImageTable.of(csv, FILE.endings(".PNG")))).containsExactly("p0.png");
        assertThat(names(ImageTable.of(csv, FILE.endings(".png", ".TXT")))).containsExactly("p0.png", "notes.txt");
        assertThatThrownBy(() -> FILE.endings()).hasMessageContaining("at least one");
    }

    @Test
    void whenNoRowIsLeftTheFirstSaysWhy() throws IOException {
        Path csv = csv("file", "photos/p0.png", "photos/p1.png");
        AbstractThrowableAssert<?, ?> unused = refused(
                csv, FILE, "no images: 2 of the 2 rows of table.csv left out: 2 whose image is not there; the first:");
        unused = refused(csv, FILE, "since photos/p0.png is not there (directory " + photos + ")");
        assertThat(ImageTable.of(csv, FILE.directory(root)).size()).isEqualTo(2);
        unused = refused(csv("file"), FILE, "table.csv has no rows");
    }

    private static AbstractThrowableAssert<?, ?> refused(Path csv, TableColumns columns, String message) {
        return assertThatThrownBy(() -> ImageTable.of(csv, columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPathThatLeavesTheDirectoryIsRefusedUnlessAllowed() throws IOException {
        Path outside = TestImages.write(root.resolve("outside.png"), TestImages.encoded("png", 4, 4, 9));
        for (String path : List.of("../outside.png", "x/../../outside.png", outside.toString(), "/etc/passwd")) {
            AbstractThrowableAssert<?, ?> unused = refused(
                    csv("file", "p0.png", path),
                    FILE,
                    "line 3 of table.csv has \"" + path + "\" in column \"file\": the path leaves the directory "
                            + photos);
            unused = refused(
                    csv("file", "p0.png", path), FILE.validate(Validation.OFF), "the path leaves the directory");
        }
        for (String path : List.of("../outside.png", "x/../../outside.png", outside.toString())) {
            ImageTable table = ImageTable.of(csv("file", path), FILE.anywhere());
            try (ImageDataSetIterator flow =
                    ImagePipeline.targetSize(4, 4).classMode(ClassMode.NONE).evaluationFlow(table)) {
                assertThat(flow.next().getExampleMetaData()).isEqualTo(List.of(path));
            }
        }
        String inside = photos.resolve("p0.png").toString();
        assertThat(names(ImageTable.of(csv("file", inside, "x/../p1.png"), FILE)))
                .containsExactly(inside, "x/../p1.png");
    }

    @Test
    void columnsThatAreNotThereAreNamed() throws IOException {
        Path csv = csv("file,class", "p0.png,cat");
        for (TableColumns columns : List.of(
                TableColumns.image("x"),
                FILE.classColumn("x"),
                FILE.multiLabel("x", ","),
                FILE.classColumns("x"),
                FILE.valueColumns("x"),
                FILE.inputColumns("x"),
                FILE.weightColumn("x"))) {
            AbstractThrowableAssert<?, ?> unused =
                    refused(csv, columns, "there is no column \"x\" in table.csv, which has the columns [file, class]");
        }
    }

    @Test
    void cellsThatAreNotWhatTheColumnNeedsAreNamed() throws IOException {
        Path csv = csv("file,class,n,w", "p0.png,cat,1,1", "p1.png,,1.5 m,-2", "p2.png,dog,NaN,1");
        AbstractThrowableAssert<?, ?> unused = refused(
                csv, FILE.classColumn("class"), "line 3 of table.csv has \"\" in column \"class\": expected the name");
        unused = refused(
                csv, FILE.valueColumns("n"), "line 3 of table.csv has \"1.5 m\" in column \"n\": expected a number");
        unused = refused(
                csv, FILE.weightColumn("w"), "line 3 of table.csv has \"-2\" in column \"w\": a weight must not");
        unused = refused(
                csv, FILE.classColumns("n"), "has \"1.5 m\" in column \"n\": expected 0 or 1, or true or false");
        unused = refused(
                csv("file", "p0.png", "\"\""), FILE, "line 3 of table.csv has \"\" in column \"file\": expected");
        for (String number : List.of("NaN", "Infinity", "1f", "", "1,5", "1e99")) {
            unused = refused(csv("file,n", "p0.png,\"" + number + "\""), FILE.valueColumns("n"), "expected a number");
        }
        assertThatThrownBy(FILE::valueColumns).hasMessage("there must be at least one column");
        assertThatThrownBy(() -> FILE.multiLabel("class", "")).hasMessageContaining("delimiter");
    }

    @Test
    void severalClassesStandInOneCellOrInAColumnEach() throws IOException {
        Path csv = csv("file,tags,b,a", "p0.png,b| a |b,1,True", "p1.png,,0,0.0", "p2.png,c,false,1.0");
        ImageTable cells = ImageTable.of(csv, FILE.multiLabel("tags", "|"));
        assertThat(cells.classes()).isEqualTo(ClassIndex.of("a", "b", "c"));
        assertThat(targets(cells))
                .containsExactly(
                        Target.ofClasses(List.of(0, 1)), Target.ofClasses(List.of()), Target.ofClasses(List.of(2)));
        assertThat(cells.label(2)).isEqualTo(-1);
        ImageTable given = ImageTable.of(csv, FILE.multiLabel("tags", "|", ClassIndex.of("c", "b")));
        assertThat(names(given)).containsExactly("p0.png", "p2.png");
        assertThat(targets(given)).containsExactly(Target.ofClasses(List.of(1)), Target.ofClasses(List.of(0)));
        ImageTable columns = ImageTable.of(csv, FILE.classColumns("b", "a"));
        assertThat(columns.classes()).isEqualTo(ClassIndex.of("b", "a"));
        assertThat(targets(columns))
                .containsExactly(
                        Target.ofClasses(List.of(0, 1)), Target.ofClasses(List.of()), Target.ofClasses(List.of(1)));
    }

    @Test
    void numbersAndWeightsAndFurtherInputsAreRead() throws IOException {
        Path csv = csv("file,x,y,w", "p0.png,1,-2.5,0", "none.png,oops,1,1", "p1.png, 1e-3 ,7.,0.5");
        ImageTable table = ImageTable.of(
                csv,
                FILE.valueColumns("y", "x").weightColumn("w").inputColumns("x").inputColumns("y", "w"));
        assertThat(targets(table)).containsExactly(Target.ofValues(-2.5f, 1), Target.ofValues(7, 0.001f));
        assertThat(table.classes()).isEqualTo(ClassIndex.none());
        assertThat(table.isWeighted()).isTrue();
        assertThat(new double[] {table.weight(0), table.weight(1)}).containsExactly(0, 0.5);
        assertThat(table.inputs()).containsExactly(new long[] {1}, new long[] {2});
        FloatBuffer row = FloatBuffer.allocate(2);
        table.input(1, 1, row);
        assertThat(row.array()).containsExactly(7, 0.5f);
    }

    @Test
    void everyColumnOfLabelsIsAnOutput() throws IOException {
        Path csv = csv("file,species,colour,age", "p0.png,cat,red,3", "p1.png,dog,blue,4", "p2.png,cat,green,5");
        ImageTable one = ImageTable.of(csv, FILE.classColumn("species").valueColumns("age"));
        assertThat(targets(one).get(1)).isEqualTo(Target.ofSeveral(List.of(Target.ofClass(1), Target.ofValues(4))));
        assertThat(one.label(1)).isEqualTo(1);
        assertThat(one.classes()).isEqualTo(ClassIndex.of("cat", "dog"));
        assertThat(one.classes(0)).isEqualTo(ClassIndex.of("cat", "dog"));
        assertThat(one.classes(1)).isEqualTo(ClassIndex.none());
        ImageTable two = ImageTable.of(csv, FILE.classColumn("species").classColumn("colour"));
        assertThat(targets(two).get(2)).isEqualTo(Target.ofSeveral(List.of(Target.ofClass(0), Target.ofClass(1))));
        assertThat(two.label(1)).isEqualTo(-1);
        assertThat(two.classes()).isEqualTo(ClassIndex.none());
        assertThat(two.classes(1)).isEqualTo(ClassIndex.of("blue", "green", "red"));
    }

    @Test
    void imagesOfSeveralClassesAreNotBalanced() throws IOException {
        ImageTable table = ImageTable.of(csv("file,tags", "p0.png,a", "p1.png,b"), FILE.multiLabel("tags", ","));
        assertThatThrownBy(() -> Sampler.classBalanced().plan(table, 1, 0))
                .hasMessageContaining("classes can be balanced only if every sample has one, but sample 0 has none");
        assertThatThrownBy(() -> ClassWeights.balanced(table)).hasMessageContaining("need one class an image");
        ImagePipeline weighted = ImagePipeline.targetSize(4, 4)
                .classMode(ClassMode.MULTI_LABEL)
                .classWeights(ClassWeights.of(table.classes(), Map.of("a", 2.0)));
        assertThatThrownBy(() -> weighted.trainingFlow(table))
                .hasMessageContaining("class weights need one class an image but p0.png under table.csv has not");
    }

    @Test
    void theFirstRowsAreForValidationWhateverTheirClass() throws IOException {
        Path csv = csv("file,class", "p0.png,a", "p1.png,a", "p2.png,a", "p3.png,b", "p4.png,b");
        ImageTable table = ImageTable.of(csv, FILE.classColumn("class"));
        Split split = Splitter.first().split(table, 0.5);
        assertThat(names(split.validation())).containsExactly("p0.png", "p1.png");
        assertThat(names(split.training())).containsExactly("p2.png", "p3.png", "p4.png");
        assertThat(names(Splitter.perClass().split(table, 0.5).validation())).containsExactly("p0.png", "p3.png");
        assertThatThrownBy(() -> Splitter.first().split(table, 0.1))
                .hasMessageContaining("leaves no image for validation");
        assertThatThrownBy(() -> Splitter.first().split(table, 1)).hasMessageContaining("strictly between 0 and 1");
    }

    @Test
    void aViewShowsAllThatItsTableKnows() throws IOException {
        Path csv = csv("file,class,n,w", "p0.png,a,1,1", "p1.png,b,2,3", "p2.png,c,3,5");
        ImageTable table = ImageTable.of(
                csv,
                FILE.classColumn("class").valueColumns("n").weightColumn("w").inputColumns("n"));
        ImageSource view = Splitter.first().split(table, 0.4).training();
        assertThat(view.size()).isEqualTo(2);
        for (int i = 0; i < view.size(); i++) {
            assertThat(view.sourceIndex(i)).isEqualTo(i + 1);
            assertThat(view.name(i)).isEqualTo(table.name(i + 1));
            assertThat(view.label(i)).isEqualTo(table.label(i + 1));
            assertThat(view.target(i)).isEqualTo(table.target(i + 1));
            assertThat(view.targetHash(i)).isEqualTo(table.targetHash(i + 1));
            assertThat(view.weight(i)).isEqualTo(table.weight(i + 1));
            FloatBuffer row = FloatBuffer.allocate(1);
            view.input(i, 0, row);
            assertThat(row.get(0)).isEqualTo(i + 2);
        }
        assertThat(view.isWeighted()).isTrue();
        assertThat(view.classes()).isEqualTo(table.classes());
        assertThat(view.classes(1)).isEqualTo(table.classes(1)).isEqualTo(ClassIndex.none());
        assertThat(view.inputs()).containsExactly(new long[] {1});
    }

    @Test
    void aTableIsTheSameAfterSerialisation() throws Exception {
        Path csv = csv("file,class,tags,n,w", "p0.png,a,x|y,1,1", "none.png,a,x,1,1", "p1.png,b,,2,3");
        ImageTable table = ImageTable.of(
                csv,
                FILE.classColumn("class")
                        .multiLabel("tags", "|")
                        .valueColumns("n")
                        .weightColumn("w")
                        .inputColumns("n", "w"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(table);
        }
        Files.delete(csv);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ImageTable copy = (ImageTable) in.readObject();
            assertThat(names(copy)).isEqualTo(names(table));
            assertThat(targets(copy)).isEqualTo(targets(table));
            assertThat(copy.dropped()).isEqualTo(table.dropped());
            assertThat(copy.weight(1)).isEqualTo(3);
            assertThat(copy.inputs()).hasSize(1);
            assertThat(copy.classes(1)).isEqualTo(ClassIndex.of("x", "y"));
            assertThat(copy.read(1, ByteBuffer::allocateDirect)).isNotNull();
        }
    }

    @Test
    void aStateIsRefusedOverOtherNumbersOrWeights() throws IOException {
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4).batchSize(2).classMode(ClassMode.RAW);
        TableColumns columns = FILE.valueColumns("n").weightColumn("w");
        String[] lines = {"file,n,w", "p0.png,1,1", "p1.png,2,2", "p2.png,3,1", "p3.png,4,2"};
        PipelineState state;
        try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageTable.of(csv(lines), columns))) {
            assertThat(flow.next()).isNotNull();
            state = flow.state();
        }
        for (String changed : List.of("p3.png,4.5,2", "p3.png,4,3")) {
            String[] other = Arrays.copyOf(lines, 5);
            other[4] = changed;
            try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageTable.of(csv(other), columns))) {
                assertThatThrownBy(() -> flow.restore(state))
                        .isInstanceOf(StateMismatchException.class)
                        .hasMessageContaining("names or targets");
            }
        }
        try (ImageDataSetIterator flow = pipeline.trainingFlow(ImageTable.of(csv(lines), columns))) {
            flow.restore(state);
            assertThat(flow.state().position()).isEqualTo(2);
        }
    }

    @Test
    void aTableInMemoryIsRelativeToTheWorkingDirectory() {
        Table rows = Table.of(List.of("file"), List.of(List.of("p0.png")));
        assertThat(ImageTable.of(rows, FILE.directory(photos)).size()).isEqualTo(1);
        assertThatThrownBy(() -> ImageTable.of(rows, FILE))
                .hasMessageContaining("row 0 of a table in memory")
                .hasMessageContaining("(directory " + Path.of("").toAbsolutePath() + ")");
    }

    @Test
    void classesThatDifferByBlanksAreWarnedOf() throws IOException {
        Path csv = csv("file,class", "p0.png,cat", "p1.png,cat ", "p2.png,dog");
        assertThat(Logged.during(() -> assertThat(
                                ImageTable.of(csv, FILE.classColumn("class")).classes())
                        .isEqualTo(ClassIndex.of("cat", "cat ", "dog"))))
                .anyMatch(
                        line -> line.contains("Classes in column \"class\" of table.csv with blanks around their names")
                                && line.endsWith(": [\"cat \"]"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pathsOfWindowsAreNamedAsSuch() throws IOException {
        Path csv = csv("file", "sub\\p0.png", "sub\\p1.png");
        assertThatThrownBy(() -> ImageTable.of(csv, FILE))
                .hasMessageContaining("no images: 2 of the 2 rows")
                .hasMessageEndingWith(": it has \\ between folders, where this system has /");
    }

    @Test
    void aFileInSeveralRowsIsWarnedOfOnce() throws IOException {
        Path csv = csv("file,class", "p0.png,cat", "p1.png,dog", "./p0.png,dog", "p0.png,cat", "x/../p1.png,dog");
        List<String> log = Logged.during(() ->
                assertThat(ImageTable.of(csv, FILE.classColumn("class")).size()).isEqualTo(5));
        assertThat(log.stream().filter(line -> line.contains("of a row before")))
                .singleElement()
                .asString()
                .endsWith(
                        "3 rows of table.csv have the image of a row before, 1 of them with another label, and stay on"
                                + " its side of a split; the first: line 4 of table.csv has ./p0.png of line 2 of table.csv,"
                                + " line 5 of table.csv has p0.png of line 2 of table.csv, line 6 of table.csv has x/../p1.png of"
                                + " line 3 of table.csv");
        Path clean = csv("file,class", "p0.png,cat", "p1.png,dog");
        assertThat(Logged.during(() -> assertThat(
                                ImageTable.of(clean, FILE.classColumn("class")).size())
                        .isEqualTo(2)))
                .noneMatch(line -> line.contains("of a row before"));
    }

    @Test
    void rowsOfOneFileAreOnOneSideOfEverySplit() throws IOException {
        List<String> lines = new ArrayList<>(List.of("file,class"));
        for (String prefix : List.of("", "./", "x/../")) {
            for (int i = 0; i < 6; i++) {
                lines.add(prefix + "p" + i + ".png," + (i % 2 == 0 ? "cat" : "dog"));
            }
        }
        ImageTable table = ImageTable.of(csv(lines.toArray(String[]::new)), FILE.classColumn("class"));
        for (Splitter splitter : List.of(
                Splitter.first(),
                Splitter.last(),
                Splitter.perClass(),
                Splitter.stratified(3),
                Splitter.byHash(3),
                Splitter.grouped(name -> name, 3))) {
            for (ImageSource source : List.of(
                    table, table.view(IntStream.range(0, 18).map(i -> 17 - i).toArray()))) {
                Split split = splitter.split(source, 0.34);
                List<Path> validation = names(split.validation()).stream()
                        .map(name -> Path.of(name).normalize())
                        .toList();
                assertThat(names(split.training()))
                        .noneMatch(name -> validation.contains(Path.of(name).normalize()));
                assertThat(split.training().size() + split.validation().size()).isEqualTo(18);
                assertThat(validation.size() % 3).isZero();
            }
        }
    }
}
