package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.source.Labels.ClassLabels;
import io.github.dl4jimagegen.source.Labels.MultiLabels;
import io.github.dl4jimagegen.source.Labels.ValueLabels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Columns of a table that become the labels of one output. Immutable. */
sealed interface LabelColumns extends Serializable {

    /** Returns which rows are of the classes that were asked for; all if none were. */
    default IntPredicate isOfClasses(Table table) {
        return row -> true;
    }

    /** Returns the labels of some rows. */
    Labels read(Table table, int[] rows);

    /** Returns where each class stands. */
    private static Map<String, Integer> positions(List<String> classes) {
        Map<String, Integer> positions = new HashMap<>();
        classes.forEach(name -> positions.put(name, positions.size()));
        return positions;
    }

    /**
     * A column with the name of a class.
     *
     * @param column its name
     * @param classes the classes, or null for those that are there, sorted
     */
    record OneClass(String column, @Nullable ClassIndex classes) implements LabelColumns {

        private static final Logger log = LoggerFactory.getLogger(OneClass.class);

        @Override
        public IntPredicate isOfClasses(Table table) {
            NameList names = table.column(column);
            Set<String> wanted = classes == null ? Set.of() : Set.copyOf(classes.names());
            return row -> {
                if (names.get(row).isEmpty()) {
                    throw table.refused(row, column, "expected the name of a class");
                }
                return classes == null || wanted.contains(names.get(row));
            };
        }

        @Override
        public Labels read(Table table, int[] rows) {
            NameList names = table.column(column);
            ClassIndex index = classes;
            if (index == null) {
                TreeSet<String> found = new TreeSet<>(NameOrder.CODE_POINT);
                IntStream.of(rows).mapToObj(names::get).forEach(found::add);
                warnOfBlanks(found, table);
                index = new ClassIndex(List.copyOf(found));
            }
            Map<String, Integer> positions = positions(index.names());
            int[] labels = IntStream.of(rows)
                    .map(row -> positions.getOrDefault(names.get(row), -1))
                    .toArray();
            return new ClassLabels(index, labels);
        }

        private void warnOfBlanks(Set<String> names, Table table) {
            List<String> blank = names.stream()
                    .filter(name -> !name.equals(name.strip()))
                    .map(name -> "\"" + name + "\"")
                    .toList();
            if (!blank.isEmpty()) {
                log.warn(
                        "Classes in column \"{}\" of {} with blanks around their names, which make them classes of their"
                                + " own: {}",
                        column,
                        table,
                        blank);
            }
        }
    }

    /**
     * A column with the names of several classes.
     *
     * @param column its name
     * @param delimiter what stands between the names
     * @param classes the classes, or null for those that are there, sorted
     */
    record Classes(
            String column, String delimiter, @Nullable ClassIndex classes) implements LabelColumns {

        private static final Logger log = LoggerFactory.getLogger(Classes.class);

        private Function<String, List<String>> splitter() {
            Pattern pattern = Pattern.compile(delimiter, Pattern.LITERAL);
            return cell -> pattern.splitAsStream(cell)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
        }

        /** As in Keras, an image of no class is left out if classes are given, and stays if they are not. */
        @Override
        public IntPredicate isOfClasses(Table table) {
            NameList cells = table.column(column);
            if (classes == null) {
                return row -> true;
            }
            Set<String> wanted = Set.copyOf(classes.names());
            Function<String, List<String>> names = splitter();
            return row -> names.apply(cells.get(row)).stream().anyMatch(wanted::contains);
        }

        @Override
        public Labels read(Table table, int[] rows) {
            NameList cells = table.column(column);
            Function<String, List<String>> names = splitter();
            ClassIndex index = classes;
            if (index == null) {
                TreeSet<String> found = new TreeSet<>(NameOrder.CODE_POINT);
                IntStream.of(rows).mapToObj(cells::get).map(names).forEach(found::addAll);
                index = new ClassIndex(List.copyOf(found));
            }
            Map<String, Integer> positions = positions(index.names());
            int[] ends = new int[rows.length];
            IntStream.Builder members = IntStream.builder();
            Map<String, Integer> others = new HashMap<>();
            int end = 0;
            for (int i = 0; i < rows.length; i++) {
                List<Integer> labels = new ArrayList<>();
                for (String name : names.apply(cells.get(rows[i]))) {
                    Integer label = positions.get(name);
                    if (label == null) {
                        others.merge(name, 1, Integer::sum);
                    } else {
                        labels.add(label);
                    }
                }
                labels.stream().sorted().forEach(members::add);
                end += labels.size();
                ends[i] = end;
            }
            if (!others.isEmpty()) {
                log.warn("Labels in column \"{}\" of {} that are none of the classes: {}", column, table, others);
            }
            return new MultiLabels(index, ends, members.build().toArray());
        }
    }

    /**
     * Columns that each say yes or no to a class.
     *
     * @param columns their names, which are those of the classes
     */
    record Indicators(List<String> columns) implements LabelColumns {

        @Override
        public Labels read(Table table, int[] rows) {
            int[] ends = new int[rows.length];
            IntStream.Builder members = IntStream.builder();
            int end = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int label = 0; label < columns.size(); label++) {
                    if (isYes(table, rows[i], columns.get(label))) {
                        members.add(label);
                        end++;
                    }
                }
                ends[i] = end;
            }
            return new MultiLabels(
                    new ClassIndex(columns), ends, members.build().toArray());
        }

        private static boolean isYes(Table table, int row, String column) {
            String cell = table.value(row, column).strip().toLowerCase(Locale.ROOT);
            return switch (cell) {
                case "1", "1.0", "true" -> true;
                case "0", "0.0", "false" -> false;
                default -> throw table.refused(row, column, "expected 0 or 1, or true or false");
            };
        }
    }

    /**
     * Columns of numbers.
     *
     * @param columns their names, in the order of the numbers
     */
    record Values(List<String> columns) implements LabelColumns {

        @Override
        public ValueLabels read(Table table, int[] rows) {
            float[] values = new float[Math.multiplyExact(rows.length, columns.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = table.number(rows[i / columns.size()], columns.get(i % columns.size()));
            }
            return new ValueLabels(columns.size(), values);
        }
    }
}
