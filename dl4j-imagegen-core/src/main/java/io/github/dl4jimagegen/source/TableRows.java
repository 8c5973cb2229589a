package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.source.ImageTable.DroppedRow;
import io.github.dl4jimagegen.source.ImageTable.DroppedRow.Reason;
import io.github.dl4jimagegen.source.TableColumns.Rules;
import io.github.dl4jimagegen.source.TableColumns.Validation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which rows of a table are images, and why others are not. For one thread. */
final class TableRows {

    private final Table table;
    private final Rules rules;
    private final Path directory;
    private final NameList images;
    private final Map<Integer, DroppedRow> dropped = new TreeMap<>();
    private int[] kept;

    /** Starts with all rows. */
    TableRows(Table table, Rules rules, Path directory) {
        this.table = table;
        this.rules = rules;
        this.directory = directory;
        this.images = table.column(rules.image);
        this.kept = IntStream.range(0, table.size()).toArray();
    }

    /** Keeps rows whose image has a known ending and is a file. Paths that leave the directory are refused. */
    void keepFiles() {
        keep(this::whyNoImage);
    }

    private @Nullable Reason whyNoImage(int row) {
        Path path = path(row);
        if (rules.validation == Validation.OFF) {
            return null;
        }
        String name = images.get(row).toLowerCase(Locale.ROOT);
        if (rules.endings.stream().noneMatch(name::endsWith)) {
            return Reason.OTHER_ENDING;
        }
        return Files.isRegularFile(path) ? null : Reason.NO_FILE;
    }

    private Path path(int row) {
        String name = images.get(row);
        if (name.isEmpty()) {
            throw table.refused(row, rules.image, "expected the path of an image");
        }
        try {
            Path path = directory.resolve(name).normalize();
            if (rules.anywhere || path.startsWith(directory)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw table.refused(row, rules.image, "no path can be called so: " + e.getReason());
        }
        throw table.refused(
                row,
                rules.image,
                "the path leaves the directory " + directory + "; if it is right, allow it by TableColumns.anywhere()");
    }

    /** Keeps rows of the classes that were asked for. */
    void keepClasses() {
        for (LabelColumns output : rules.outputs) {
            IntPredicate isOfClasses = output.isOfClasses(table);
            keep(row -> isOfClasses.test(row) ? null : Reason.OTHER_CLASS);
        }
    }

    private void keep(IntFunction<@Nullable Reason> whyNot) {
        kept = IntStream.of(kept)
                .filter(row -> {
                    Reason reason = whyNot.apply(row);
                    return reason == null || drop(row, reason);
                })
                .toArray();
    }

    /** Returns false. */
    private boolean drop(int row, Reason reason) {
        DroppedRow left = new DroppedRow(table.place(row), images.get(row), reason);
        if (rules.validation == Validation.REFUSE) {
            throw new IllegalArgumentException(describe(left) + ": to leave such rows out, use Validation.DROP");
        }
        DroppedRow unused = dropped.put(row, left);
        return false;
    }

    private String describe(DroppedRow row) {
        return row.place() + " is no image of this table, since " + row.name() + " " + row.reason() + " (directory "
                + directory + ")" + (row.reason() == Reason.NO_FILE ? cure(row.name()) : "");
    }

    private String cure(String name) {
        boolean foreign =
                name.contains("\\") && directory.getFileSystem().getSeparator().equals("/");
        return foreign ? ": it has \\ between folders, where this system has /" : "";
    }

    /** Returns the rows that are left, in order. */
    int[] kept() {
        return kept;
    }

    /** Returns the rows that are not, in order. */
    List<DroppedRow> dropped() {
        return List.copyOf(dropped.values());
    }

    /** Returns in words how many rows were left out, and the first of them. */
    String summary() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        dropped.values().forEach(row -> counts.merge(row.reason(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " whose image " + count.getKey())
                .collect(Collectors.joining(
                        ", ",
                        dropped.size() + " of the " + table.size() + " rows of " + table + " left out: ",
                        "; the first: " + describe(dropped.values().iterator().next())));
    }
}
