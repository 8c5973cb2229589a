package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Named;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes augmentations as Java. All of the catalogue are records, which have public constructors. */
final class AugmentationCode {

    private AugmentationCode() {}

    static String of(Augmentation augmentation) {
        return value(augmentation);
    }

    private static String value(@Nullable Object value) {
        if (value instanceof Named named) {
            return "new Named(" + literal(named.name()) + ", " + identifier(named.name()) + ")";
        }
        if (value instanceof Record record) {
            return "new " + name(record.getClass()) + "("
                    + Arrays.stream(record.getClass().getRecordComponents())
                            .map(component -> value(component(record, component)))
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(AugmentationCode::value).collect(Collectors.joining(", ", "List.of(", ")"));
        }
        if (value instanceof Enum<?> constant) {
            return name(constant.getDeclaringClass()) + "." + constant.name();
        }
        if (value instanceof Double number) {
            return number.isInfinite() || number.isNaN() ? "Double.valueOf(\"" + number + "\")" : number.toString();
        }
        if (value instanceof String text) {
            return literal(text);
        }
        return value instanceof Long ? value + "L" : value instanceof Float ? value + "f" : String.valueOf(value);
    }

    /** The escapes of JSON are some of Java's. */
    private static String literal(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** Returns "myDim" for "my-dim". */
    private static String identifier(String name) {
        StringBuilder identifier = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits =
                    identifier.isEmpty() ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
            if (fits) {
                identifier.append(upper && !identifier.isEmpty() ? Character.toUpperCase(c) : c);
            }
            upper = !fits;
        }
        return identifier.isEmpty() ? "function" : identifier.toString();
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + record, e);
        }
    }
}
