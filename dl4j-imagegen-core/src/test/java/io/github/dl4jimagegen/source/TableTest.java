package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is what its file says, and what is wrong with a file is said with its line. */
class TableTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(root.resolve(name), text);
    }

    private static List<List<String>> rows(Table table) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            List<String> cells = new ArrayList<>();
            for (String column : table.columns()) {
                cells.add(table.value(row, column));
            }
            rows.add(cells);
        }
        return rows;
    }

    @Test
    void theFirstLineNamesTheColumns() throws IOException {
        Table table = Table.read(write("a.csv", "file,class\na.png,cat\n\n\"b, c.png\",\"a \"\"dog\"\"\"\nd.png,"));
        assertThat(table.columns()).containsExactly("file", "class");
        assertThat(rows(table))
                .containsExactly(List.of("a.png", "cat"), List.of("b, c.png", "a \"dog\""), List.of("d.png", ""));
        assertThat(table).hasToString("a.csv");
    }

    @Test
    void theEndingOfTheNameSaysWhatStandsBetweenCells() throws IOException {
        List<List<String>> expected = List.of(List.of("1,5", "2"));
        assertThat(rows(Table.read(write("a.tsv", "x\ty\n1,5\t2\n")))).isEqualTo(expected);
        assertThat(rows(Table.read(write("a.TAB", "x\ty\n1,5\t2\n")))).isEqualTo(expected);
        assertThat(rows(Table.read(
                        write("a.csv", "x;y\n1,5;2\n"), TableFormat.csv().delimiter(';'))))
                .isEqualTo(expected);
    }

    @Test
    void withoutAHeaderColumnsAreNumbered() throws IOException {
        Table table = Table.read(
                write("a.csv", "a.png,3\nb.png,4\n"), TableFormat.csv().withoutHeader());
        assertThat(table.columns()).containsExactly("0", "1");
        assertThat(rows(table)).containsExactly(List.of("a.png", "3"), List.of("b.png", "4"));
    }

    @Test
    void whatSpreadsheetsWriteIsRead() throws IOException {
        Path file = write("a.csv", "\uFEFFfile,class\r\né.png,cat\r\n");
        assertThat(Table.read(file).columns()).containsExactly("file", "class");
        assertThat(rows(Table.read(file))).containsExactly(List.of("é.png", "cat"));
    }

    @Test
    void anotherEncodingHasToBeSaid() throws IOException {
        Path file = Files.write(root.resolve("a.csv"), "file\né.png\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Table.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.csv is not encoded in UTF-8")
                .hasMessageContaining("TableFormat.charset");
        Charset latin = StandardCharsets.ISO_8859_1;
        assertThat(rows(Table.read(file, TableFormat.csv().charset(latin)))).containsExactly(List.of("é.png"));
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsLine() throws IOException {
        refused(root.resolve("none.csv"), "no such file: " + root.resolve("none.csv"));
        refused(root, "not a file: " + root);
        refused(write("empty.csv", ""), "empty.csv is empty");
        refused(
                write("twice.csv", "a,b,a\n"),
                "column \"a\" stands twice in twice.csv, which has the columns [a, b, a]");
        refused(
                write("short.csv", "a,b\n1,2\n\n\"x\ny\",2\n3\n"),
                "line 6 of short.csv has 1 cells but there are 2 columns, [a, b]");
        refused(write("long.csv", "a,b\n1,2,3"), "line 2 of long.csv has 3 cells but there are 2 columns");
        refused(
                write("quotes.csv", "a,b\n1,2\n\"x\"y,2\n"),
                "cannot read " + root.resolve("quotes.csv") + ": ",
                "line: 3");
    }

    private static void refused(Path file, String... messages) {
        assertThatThrownBy(() -> Table.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(messages);
    }

    @Test
    void rowsMayComeFromMemory() {
        Table table = Table.of(List.of("file", "class"), List.of(List.of("a.png", "cat"), List.of("b.png", "dog")));
        assertThat(rows(table)).containsExactly(List.of("a.png", "cat"), List.of("b.png", "dog"));
        assertThat(table.place(1)).isEqualTo("row 1 of a table in memory");
        assertThatThrownBy(() -> table.value(0, "label"))
                .hasMessage("there is no column \"label\" in a table in memory, which has the columns [file, class]");
        assertThatThrownBy(() -> table.value(2, "file")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Table.of(List.of("a"), List.of(List.of("1"), List.of())))
                .hasMessageContaining("row 1 of a table in memory has 0 cells but there are 1 columns");
        assertThatThrownBy(() -> Table.of(List.of(), List.of())).hasMessageContaining("needs at least one column");
    }

    @Property(tries = 200)
    void whateverIsQuotedComesBack(@ForAll("cells") List<List<String>> rows) throws IOException {
        Path file = Files.createTempFile("table", ".csv");
        try {
            Path unused = Files.writeString(
                    file,
                    "a,b,c\n"
                            + rows.stream()
                                    .map(row -> row.stream()
                                            .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                            .collect(Collectors.joining(",")))
                                    .collect(Collectors.joining("\n")));
            Table table = Table.read(file);
            assertThat(rows(table)).isEqualTo(rows);
            assertThat(rows(Table.of(List.of("a", "b", "c"), rows))).isEqualTo(rows);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> cells() {
        Arbitrary<String> cell = Arbitraries.of("a", "b", ",", ";", "\"", "\n", "\t", " ", "é", "漢", "🐈", "'", "#")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return cell.list().ofSize(3).list().ofMaxSize(20);
    }

    @Test
    void aByteOrderMarkBeforeAQuoteIsPassedOver() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            Path file = Files.writeString(
                    root.resolve("a.csv"), "\uFEFF\"filename\",\"class\"\r\n\"a.png\",\"cat\"\r\n", charset);
            Table table = Table.read(file, TableFormat.csv().charset(charset));
            assertThat(table.columns()).containsExactly("filename", "class");
            assertThat(rows(table)).containsExactly(List.of("a.png", "cat"));
        }
        assertThatThrownBy(() -> Table.read(write("mark.csv", "\uFEFF"))).hasMessageContaining("mark.csv is empty");
    }

    @Test
    void blanksAroundTheNamesOfColumnsDoNotCount() throws IOException {
        Table table = Table.read(write("a.csv", "file, class ,\" w\"\na.png, cat,1\n"));
        assertThat(table.columns()).containsExactly("file", "class", "w");
        assertThat(table.value(0, "class")).isEqualTo(" cat");
        assertThatThrownBy(() -> Table.read(write("b.csv", "file, file\n")))
                .hasMessageContaining("column \"file\" stands twice");
    }
}
