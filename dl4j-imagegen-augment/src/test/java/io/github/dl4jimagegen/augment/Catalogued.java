package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.SizePolicy;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which factories of a catalogue a battery tests. */
final class Catalogued {

    private static final List<Class<?>> KINDS =
            List.of(Augmentation.class, Mixing.class, Mosaic.class, SizePolicy.class);

    private Catalogued() {}

    /** Returns the public methods of a catalogue that make something of a kind without a battery. */
    static List<String> ofUnknownKind(Class<?> catalogue) {
        return factories(catalogue).stream()
                .filter(factory -> kinds(factory).isEmpty())
                .map(factory -> factory.getName() + " makes a "
                        + factory.getReturnType().getSimpleName())
                .toList();
    }

    /** Returns the public methods of a catalogue with fewer cases of their kind than they have overloads. */
    static List<String> withoutCases(Class<?> catalogue) {
        List<String> missing = new ArrayList<>();
        Map<String, List<Method>> byName =
                factories(catalogue).stream().collect(Collectors.groupingBy(Method::getName));
        byName.forEach((name, overloads) -> {
            long cases = made(name).stream()
                    .filter(made -> kinds(overloads.get(0)).stream().anyMatch(kind -> kind.isInstance(made)))
                    .count();
            if (cases < overloads.size()) {
                missing.add(name);
            }
        });
        return missing;
    }

    /** Returns the names that cases say they come from, each once. */
    static List<String> cased() {
        return cases().keySet().stream().toList();
    }

    private static List<Object> made(String factory) {
        return cases().getOrDefault(factory, List.of());
    }

    private static Map<String, List<Object>> cases() {
        Map<String, List<Object>> made = AugmentationCases.all().stream()
                .collect(Collectors.groupingBy(
                        AugmentationCase::factory,
                        Collectors.mapping(AugmentationCase::augmentation, Collectors.toList())));
        PipelineCases.all().forEach(each -> made.computeIfAbsent(each.factory(), name -> new ArrayList<>())
                .add(each.entry()));
        return made;
    }

    private static List<Class<?>> kinds(Method factory) {
        return KINDS.stream()
                .filter(kind -> kind.isAssignableFrom(factory.getReturnType()))
                .toList();
    }

    private static List<Method> factories(Class<?> catalogue) {
        return Arrays.stream(catalogue.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .toList();
    }
}
