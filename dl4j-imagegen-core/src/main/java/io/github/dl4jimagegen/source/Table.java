package io.github.dl4jimagegen.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of text in named columns, compact in memory: what an {@link ImageTable} is made of. It comes out of a file, or out
 * of whatever yields rows, such as a database. Immutable and thread-safe.
 */
public final class Table {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final @Nullable Path file;
    private final List<String> columns;
    private final List<NameList> cells;
    private final int[] numbers;

    private Table(Builder rows) {
        this.file = rows.file;
        this.columns = rows.columns;
        this.cells = rows.cells.stream().map(NameList.Builder::build).toList();
        this.numbers = Arrays.copyOf(rows.numbers, rows.size);
    }

    /**
     * Reads a file: with tabs between cells if its name ends with .tsv or .tab, otherwise with commas. The first line
     * names the columns; blanks around these names do not count.
     *
     * @param file the file
     * @return its rows
     * @throws IllegalArgumentException if there is no such file, if it is empty, malformed or encoded otherwise, if two
     *     columns have the same name, or if a row has more or fewer cells than there are columns; with file and line
     * @throws UncheckedIOException if it cannot be read
     */
    public static Table read(Path file) {
        return read(file, TableFormat.of(file));
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param format what stands between cells, and whether the first line names the columns
     * @return its rows
     * @throws IllegalArgumentException if there is no such file, if it is empty, malformed or encoded otherwise, if two
     *     columns have the same name, or if a row has more or fewer cells than there are columns; with file and line
     * @throws UncheckedIOException if it cannot be read
     */
    public static Table read(Path file, TableFormat format) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    (Files.exists(file) ? "not a file: " : "no such file: ") + file.toAbsolutePath());
        }
        CSVFormat csv =
                CSVFormat.DEFAULT.builder().setDelimiter(format.delimiter()).get();
        try (BufferedReader reader = Files.newBufferedReader(file, format.charset());
                CSVParser parser = CSVParser.parse(withoutByteOrderMark(reader), csv)) {
            return parse(parser, format, file);
        } catch (UncheckedIOException e) {
            throw unreadable(file, format, e.getCause() == null ? new IOException(e) : e.getCause());
        } catch (IOException e) {
            throw unreadable(file, format, e);
        }
    }

    private static Table parse(CSVParser parser, TableFormat format, Path file) {
        Builder rows = null;
        for (CSVRecord row : parser) {
            List<String> cells = row.toList();
            if (rows == null) {
                rows = new Builder(
                        file,
                        format.header() ? cells.stream().map(String::strip).toList() : numbered(cells.size()));
                if (format.header()) {
                    continue;
                }
            }
            rows.add(cells, (int) parser.getCurrentLineNumber());
        }
        if (rows == null) {
            throw new IllegalArgumentException(file + " is empty");
        }
        return new Table(rows);
    }

    /** Before it is parsed: behind the mark a quote would not begin a cell. */
    private static BufferedReader withoutByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static List<String> numbered(int columns) {
        return IntStream.range(0, columns).mapToObj(Integer::toString).toList();
    }

    private static RuntimeException unreadable(Path file, TableFormat format, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new IllegalArgumentException(
                    file + " is not encoded in " + format.charset() + ": say how it is, by TableFormat.charset", e);
        }
        String message = "cannot read " + file + ": " + e.getMessage();
        return e instanceof CSVException
                ? new IllegalArgumentException(message, e)
                : new UncheckedIOException(message, e);
    }

    /**
     * Returns a table of rows that are in memory, or are made one after the other.
     *
     * @param columns the names of the columns, at least one and none twice
     * @param rows for each row its cells, as many as there are columns and none null; gone through once
     * @return a copy of them
     * @throws IllegalArgumentException if there is no column, if two have the same name, or if a row has more or fewer
     *     cells
     */
    public static Table of(List<String> columns, Iterable<? extends List<String>> rows) {
        Builder builder = new Builder(null, columns);
        for (List<String> row : rows) {
            builder.add(row, builder.size);
        }
        return new Table(builder);
    }

    /**
     * Returns the names of the columns.
     *
     * @return in their order, unmodifiable
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 0, without the header
     */
    public int size() {
        return numbers.length;
    }

    /**
     * Returns a cell.
     *
     * @param row from 0 to size() - 1
     * @param column the name of its column
     * @return its text, which may be empty
     * @throws IllegalArgumentException if there is no such column, with those that there are
     */
    public String value(int row, String column) {
        return column(column).get(Objects.checkIndex(row, size()));
    }

    NameList column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no column \"" + name + "\" in " + this + ", which has the columns " + columns);
        }
        return cells.get(index);
    }

    /** Returns a number of a row that is finite. */
    float number(int row, String column) {
        String cell = value(row, column).strip();
        boolean plain = !cell.isEmpty() && !Character.isLetter(cell.charAt(cell.length() - 1)); // not "NaN", not "1f"
        try {
            float number = plain ? Float.parseFloat(cell) : Float.NaN;
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through: it is refused as other cells are that hold no number
        }
        throw refused(row, column, "expected a number");
    }

    /** Returns an exception about a cell. */
    IllegalArgumentException refused(int row, String column, String why) {
        return new IllegalArgumentException(
                place(row) + " has \"" + value(row, column) + "\" in column \"" + column + "\": " + why);
    }

    /** Returns where a row stands: "line 3 of plants.csv". */
    String place(int row) {
        return place(file, numbers[row]);
    }

    private static String place(@Nullable Path file, int number) {
        return (file == null ? "row " : "line ") + number + " of " + describe(file);
    }

    private static String describe(@Nullable Path file) {
        return file == null ? "a table in memory" : String.valueOf(file.getFileName());
    }

    /** Returns the folder that the file lies in, or the working directory. */
    Path folder() {
        Path parent = file == null
                ? Path.of("").toAbsolutePath()
                : file.toAbsolutePath().getParent();
        return Objects.requireNonNull(parent, "a file lies in a folder");
    }

    /** Returns the name of the file, or "a table in memory". */
    @Override
    public String toString() {
        return describe(file);
    }

    /** Takes one row after the other. */
    private static final class Builder {

        private final @Nullable Path file;
        private final List<String> columns;
        private final List<NameList.Builder> cells;
        private int[] numbers = new int[16];
        private int size;

        Builder(@Nullable Path file, List<String> columns) {
            this.file = file;
            this.columns = List.copyOf(columns);
            this.cells = columns.stream().map(column -> new NameList.Builder()).toList();
            if (columns.isEmpty()) {
                throw new IllegalArgumentException(describe(file) + " needs at least one column");
            }
            Set<String> seen = new HashSet<>();
            for (String column : columns) {
                if (!seen.add(column)) {
                    throw new IllegalArgumentException("column \"" + column + "\" stands twice in " + describe(file)
                            + ", which has the columns " + columns);
                }
            }
        }

        void add(List<String> row, int number) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(place(file, number) + " has " + row.size() + " cells but there are "
                        + columns.size() + " columns, " + columns
                        + ": a cell that contains the delimiter must stand in quotes");
            }
            for (int i = 0; i < row.size(); i++) {
                cells.get(i).add(row.get(i));
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number;
        }
    }
}
