package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table mean, and where its images lie: the rules of an {@link ImageTable}.
 *
 * <pre>{@code
 * TableColumns columns = TableColumns.image("file").classColumn("species").weightColumn("w").directory(Path.of("photos"));
 * ImageTable training = ImageTable.of(Path.of("training.csv"), columns);
 * }</pre>
 *
 * <p>Each call of {@link #classColumn(String)}, {@link #multiLabel(String, String)}, {@link #classColumns} and
 * {@link #valueColumns} adds an output of the network: one call for most, several for a network of several outputs, in
 * its order. Without any, the images have no labels. Immutable: every method returns new rules.
 */
public final class TableColumns implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What happens to rows whose image is not there or of another kind, or whose class is none of the given ones. */
    public enum Validation {
        /** They are left out, with a warning, and listed in {@link ImageTable#dropped}. */
        DROP,
        /** The first of them fails the table. */
        REFUSE,
        /** Files are not looked at, which is faster where they lie far away; rows of other classes are left out. */
        OFF
    }

    /** What the rules are. Never changed once it belongs to a {@link TableColumns}. */
    static final class Rules implements Serializable, Cloneable {

        private static final long serialVersionUID = 1L;

        final String image;

        @Nullable
        String directory;

        boolean anywhere;
        List<String> endings = List.copyOf(Listing.defaults().endings());
        Validation validation = Validation.DROP;
        List<LabelColumns> outputs = List.of();
        List<LabelColumns.Values> inputs = List.of();

        @Nullable
        String weight;

        Rules(String image) {
            this.image = image;
        }

        private Rules copy() {
            try {
                return (Rules) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Rules rules;

    private TableColumns(Rules rules) {
        this.rules = rules;
    }

    private TableColumns with(Consumer<Rules> change) {
        Rules copy = rules.copy();
        change.accept(copy);
        return new TableColumns(copy);
    }

    private TableColumns output(LabelColumns output) {
        return with(r -> r.outputs = append(r.outputs, output));
    }

    private static <T> List<T> append(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    private static List<String> atLeastOne(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("there must be at least one column");
        }
        return List.of(columns);
    }

    /**
     * Returns the rules of a table whose images have no labels yet.
     *
     * @param column the column with the paths of the images, relative to the directory or absolute; Keras's {@code x_col}
     * @return rules to be added to
     */
    public static TableColumns image(String column) {
        return new TableColumns(new Rules(column));
    }

    /**
     * Adds an output: the class that a column names. For CATEGORICAL, SPARSE and BINARY. The classes are those that are
     * there, sorted by the code points of their names, as in Keras: "10" comes before "2".
     *
     * @param column the column, none of whose cells is empty; Keras's {@code y_col}
     * @return new rules
     */
    public TableColumns classColumn(String column) {
        return output(new LabelColumns.OneClass(column, null));
    }

    /**
     * Adds an output: the class that a column names, out of given classes. Rows of other classes are dropped.
     *
     * @param column the column, none of whose cells is empty
     * @param classes the classes in the order of the network's outputs, for instance
     *     {@code training.classes()} or {@code ClassIndex.numbered(10)}
     * @return new rules
     */
    public TableColumns classColumn(String column, ClassIndex classes) {
        return output(new LabelColumns.OneClass(column, classes));
    }

    /**
     * Adds an output: all classes that a column names. For MULTI_LABEL. The classes are those that are there, sorted. An
     * empty cell is an image of no class.
     *
     * @param column the column
     * @param delimiter what stands between two names, for instance "," or "|"; blanks around names do not count
     * @return new rules
     * @throws IllegalArgumentException if the delimiter is empty
     */
    public TableColumns multiLabel(String column, String delimiter) {
        return output(new LabelColumns.Classes(column, checked(delimiter), null));
    }

    /**
     * Adds an output: all classes that a column names, out of given classes. Other names are left out, with a warning, and
     * rows of none of the classes are dropped; to keep those, use {@link #classColumns}.
     *
     * @param column the column
     * @param delimiter what stands between two names, for instance "," or "|"; blanks around names do not count
     * @param classes the classes in the order of the network's outputs
     * @return new rules
     * @throws IllegalArgumentException if the delimiter is empty
     */
    public TableColumns multiLabel(String column, String delimiter, ClassIndex classes) {
        return output(new LabelColumns.Classes(column, checked(delimiter), classes));
    }

    private static String checked(String delimiter) {
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("the delimiter of labels must not be empty: use \",\" for \"a,b\"");
        }
        return delimiter;
    }

    /**
     * Adds an output: classes that have a column each, with 1 or "true" for images of the class and 0 or "false" for
     * others. For MULTI_LABEL.
     *
     * @param columns the columns, which the classes are called by, in the order of the network's outputs
     * @return new rules
     * @throws IllegalArgumentException if there is no column
     */
    public TableColumns classColumns(String... columns) {
        return output(new LabelColumns.Indicators(atLeastOne(columns)));
    }

    /**
     * Adds an output: the numbers in some columns. For RAW.
     *
     * @param columns the columns, in the order of the network's outputs; finite numbers
     * @return new rules
     * @throws IllegalArgumentException if there is no column
     */
    public TableColumns valueColumns(String... columns) {
        return output(new LabelColumns.Values(atLeastOne(columns)));
    }

    /**
     * Adds a further input of the network behind the image, [n, columns]: the numbers in some columns, as they are. The
     * flows are then those that give a {@code MultiDataSet}.
     *
     * @param columns the columns; finite numbers
     * @return new rules
     * @throws IllegalArgumentException if there is no column
     */
    public TableColumns inputColumns(String... columns) {
        LabelColumns.Values input = new LabelColumns.Values(atLeastOne(columns));
        return with(r -> r.inputs = append(r.inputs, input));
    }

    /**
     * Sets the column of weights: how much each image counts in training. All count the same unless set. The network must
     * end in a {@code LossLayer}, see {@link ImageSource#weight}.
     *
     * @param column the column; finite numbers that are not negative; Keras's {@code weight_col}
     * @return new rules
     */
    public TableColumns weightColumn(String column) {
        return with(r -> r.weight = column);
    }

    /**
     * Sets the directory that the paths of images are relative to; unless set the one that the table's file lies in, or
     * the working directory for a table in memory. A path that leaves it, by ".." or since it is absolute, is refused.
     *
     * @param directory the base directory
     * @return new rules
     */
    public TableColumns directory(Path directory) {
        return with(r -> r.directory = directory.toString());
    }

    /**
     * Allows paths that leave the directory.
     *
     * @return new rules, for tables that are trusted
     */
    public TableColumns anywhere() {
        return with(r -> r.anywhere = true);
    }

    /**
     * Sets what the names of images end with, in whatever case; unless set those of {@link Listing#defaults}.
     *
     * @param endings with their dots, for instance ".webp"
     * @return new rules
     * @throws IllegalArgumentException if there is no ending or an empty one
     */
    public TableColumns endings(String... endings) {
        List<String> lowerCase = Stream.of(endings)
                .map(ending -> ending.toLowerCase(Locale.ROOT))
                .toList();
        if (lowerCase.isEmpty() || lowerCase.contains("")) {
            throw new IllegalArgumentException("endings must be at least one and none empty but were " + lowerCase);
        }
        return with(r -> r.endings = lowerCase);
    }

    /**
     * Sets what happens to rows without an image; {@link Validation#DROP} unless set. Keras's {@code validate_filenames}.
     *
     * @param validation drop them, refuse the table, or do not look
     * @return new rules
     */
    public TableColumns validate(Validation validation) {
        return with(r -> r.validation = validation);
    }

    Rules rules() {
        return rules;
    }
}
