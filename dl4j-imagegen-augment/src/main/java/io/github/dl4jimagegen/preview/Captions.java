package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.batch.Annotation;
import io.github.dl4jimagegen.batch.Annotation.ClassShare;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What labels say, in words. */
final class Captions {

    private static final int LISTED = 3;

    private Captions() {}

    static String className(ClassIndex classes, int label) {
        return label < classes.size() ? classes.names().get(label) : "class " + label;
    }

    /** Returns a line for each class, those with the greatest shares first, and one for numbers. */
    static List<String> of(Annotation annotation, ClassIndex classes) {
        List<String> lines = new ArrayList<>();
        annotation.classes().stream()
                .sorted(Comparator.comparing(ClassShare::share).reversed())
                .limit(LISTED)
                .map(share -> className(classes, share.label()) + amount(share.share()))
                .forEach(lines::add);
        int more = annotation.classes().size() - LISTED;
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        if (!annotation.values().isEmpty()) {
            lines.add(numbers(annotation.values()));
        }
        return lines;
    }

    private static String numbers(List<Float> values) {
        return values.stream()
                .limit(LISTED)
                .map(value -> String.format(Locale.ROOT, "%.4g", value))
                .collect(Collectors.joining(", ", "", values.size() > LISTED ? ", …" : ""));
    }

    private static String amount(float share) {
        return share == 1 ? "" : String.format(Locale.ROOT, " %.2f", share);
    }
}
