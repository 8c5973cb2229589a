package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.batch.Annotation;
import io.github.dl4jimagegen.batch.Annotation.ClassShare;
import io.github.dl4jimagegen.source.ClassIndex;
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

    /** Returns classes with their shares, the greatest first, and numbers; empty if there is neither. */
    static String of(Annotation annotation, ClassIndex classes) {
        List<ClassShare> shares = annotation.classes().stream()
                .sorted(Comparator.comparing(ClassShare::share).reversed())
                .toList();
        String names = shares.stream()
                .limit(LISTED)
                .map(share -> className(classes, share.label()) + amount(share.share()))
                .collect(Collectors.joining(", "));
        String numbers = annotation.values().stream()
                .limit(LISTED)
                .map(value -> String.format(Locale.ROOT, "%.4g", value))
                .collect(Collectors.joining(", "));
        boolean more = shares.size() > LISTED || annotation.values().size() > LISTED;
        return names + numbers + (more ? ", …" : "");
    }

    private static String amount(float share) {
        return share == 1 ? "" : String.format(Locale.ROOT, " %.2f", share);
    }
}
