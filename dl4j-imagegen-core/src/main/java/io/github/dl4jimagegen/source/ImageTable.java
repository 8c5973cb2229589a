package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.source.Labels.ValueLabels;
import io.github.dl4jimagegen.source.TableColumns.Rules;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images that the rows of a table name, with the labels, weights and further inputs that stand beside them: Keras's
 * {@code flow_from_dataframe}.
 *
 * <p>Rows are taken as Keras takes them: those whose image has another ending or is no file are dropped, then those of
 * other classes than the given ones; the classes are then those that are left, sorted. The order is that of the table.
 * What was dropped is logged and listed. Keras's split is {@link Splitter#first}. A file may stand in several rows, of
 * which a warning tells; a {@link Splitter} keeps these rows together, other than Keras.
 *
 * <p>The table is read and files are looked for once, when this object is made; images are read when they are needed. A
 * row takes the bytes of its image's path, and four for each class, number and weight, but no object. Immutable and
 * thread-safe.
 */
public final class ImageTable implements ImageSource {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ImageTable.class);

    private final String origin;
    private final String directory;
    private final NameList names;
    private final Labels labels;
    private final List<ValueLabels> inputs;
    private final float @Nullable [] weights;
    private final List<DroppedRow> dropped;
    private final int @Nullable [] firsts;

    /**
     * A row that is no image of the source. Immutable.
     *
     * @param place where it stands: "line 3 of plants.csv"
     * @param name the path of its image
     * @param reason why it was left out
     */
    public record DroppedRow(String place, String name, Reason reason) implements Serializable {

        /** Why a row was left out. */
        public enum Reason {
            /** The name of the image has none of the endings. */
            OTHER_ENDING("has another ending"),
            /** The image is no file. */
            NO_FILE("is not there"),
            /** The image is of none of the given classes. */
            OTHER_CLASS("is of another class");

            private final String text;

            Reason(String text) {
                this.text = text;
            }

            /** Returns the reason in words that follow the name of the image. */
            @Override
            public String toString() {
                return text;
            }
        }
    }

    private ImageTable(Table table, Rules rules, Path directory, TableRows rows) {
        int[] kept = rows.kept();
        NameList images = table.column(rules.image);
        NameList.Builder builder = new NameList.Builder();
        IntStream.of(kept).mapToObj(images::get).forEach(builder::add);
        this.origin = table.toString();
        this.directory = directory.toString();
        this.names = builder.build();
        this.labels = Labels.ofOutputs(
                rules.outputs.stream().map(output -> output.read(table, kept)).toList());
        this.inputs =
                rules.inputs.stream().map(input -> input.read(table, kept)).toList();
        this.weights = rules.weight == null ? null : weights(table, rules.weight, kept);
        this.dropped = rows.dropped();
        DoubledRows doubled = new DoubledRows(names, directory);
        this.firsts = doubled.isEmpty() ? null : doubled.firsts();
        if (!doubled.isEmpty()) {
            log.warn(
                    "{}",
                    doubled.summary(
                            table,
                            row -> table.place(kept[row]) + " has " + names.get(row) + " of "
                                    + table.place(kept[firstRow(row)]),
                            row -> !target(row).equals(target(firstRow(row)))));
        }
    }

    /** Returns the first row with the image of a row. */
    int firstRow(int index) {
        return firsts == null ? index : firsts[index];
    }

    private static float[] weights(Table table, String column, int[] rows) {
        float[] weights = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            weights[i] = table.number(rows[i], column);
            if (weights[i] < 0) {
                throw table.refused(rows[i], column, "a weight must not be negative");
            }
        }
        return weights;
    }

    /**
     * Reads a file with the columns that Keras expects: "filename", relative to the file's own directory, and "class".
     *
     * @param csv a file with commas, or with tabs if its name ends with .tsv or .tab; the first line names the columns
     * @return its images, of one class each
     * @throws IllegalArgumentException if the file is malformed, lacks a column, or if no row is left
     */
    public static ImageTable of(Path csv) {
        return of(csv, TableColumns.image("filename").classColumn("class"));
    }

    /**
     * Reads a file.
     *
     * @param csv a file with commas, or with tabs if its name ends with .tsv or .tab; the first line names the columns
     * @param columns what the columns mean, and where the images lie
     * @return its images
     * @throws IllegalArgumentException if the file is malformed, lacks a column or has something else in it than the
     *     column needs, if a path leaves the directory, or if no row is left; with file, line, column and value
     */
    public static ImageTable of(Path csv, TableColumns columns) {
        return of(Table.read(csv), columns);
    }

    /**
     * Returns the images of a table.
     *
     * @param table its rows
     * @param columns what the columns mean, and where the images lie
     * @return its images
     * @throws IllegalArgumentException if the table lacks a column or has something else in it than the column needs, if
     *     a path leaves the directory, or if no row is left; with line, column and value
     */
    public static ImageTable of(Table table, TableColumns columns) {
        Rules rules = columns.rules();
        Path directory = rules.directory == null ? table.folder() : Path.of(rules.directory);
        TableRows rows = new TableRows(table, rules, directory.toAbsolutePath().normalize());
        rows.keepFiles();
        rows.keepClasses();
        if (table.size() == 0) {
            throw new IllegalArgumentException(table + " has no rows");
        }
        if (rows.kept().length == 0) {
            throw new IllegalArgumentException("no images: " + rows.summary());
        }
        if (rows.kept().length < table.size()) {
            log.warn("{}", rows.summary());
        }
        ImageTable images = new ImageTable(table, rules, directory.toAbsolutePath(), rows);
        log.info(
                "Found {} images of {} classes in {}",
                images.size(),
                images.classes().size(),
                table);
        return images;
    }

    /**
     * Returns the rows that were left out.
     *
     * @return in the order of the table, each once, with the reason; unmodifiable
     */
    public List<DroppedRow> dropped() {
        return dropped;
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public int sourceIndex(int index) {
        return index;
    }

    @Override
    public ClassIndex classes() {
        return labels.classes();
    }

    @Override
    public ClassIndex classes(int output) {
        return labels.classes(output);
    }

    /** Returns the image's path as the table has it. */
    @Override
    public String name(int index) {
        return names.get(index);
    }

    @Override
    public int label(int index) {
        return labels.label(index);
    }

    @Override
    public Target target(int index) {
        return labels.target(index);
    }

    @Override
    public int targetHash(int index) {
        int hash = Labels.hash(target(index));
        return weights == null ? hash : 31 * hash + Float.hashCode(weights[index]);
    }

    @Override
    public boolean isWeighted() {
        return weights != null;
    }

    @Override
    public double weight(int index) {
        return weights == null ? 1 : weights[index];
    }

    @Override
    public List<long[]> inputs() {
        return inputs.stream().map(input -> new long[] {input.perImage()}).toList();
    }

    @Override
    public void input(int index, int input, FloatBuffer row) {
        FloatBuffer unused = row.put(inputs.get(input).values(index));
    }

    @Override
    public long version(int index) throws IOException {
        return ImageFile.version(Path.of(directory).resolve(names.get(index)).normalize());
    }

    @Override
    public ImageContent read(int index, IntFunction<ByteBuffer> buffers) throws IOException {
        return ImageFile.read(Path.of(directory).resolve(names.get(index)).normalize(), buffers);
    }

    @Override
    public String toString() {
        return origin;
    }
}
