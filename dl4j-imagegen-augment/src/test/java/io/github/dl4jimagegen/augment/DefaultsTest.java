package io.github.dl4jimagegen.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** "Names and defaults" of docs/augmentation.md says what every factory of the catalogue is without arguments. */
class DefaultsTest {

    private static final Path DOCUMENTATION = Path.of("../docs/augmentation.md");
    private static final int HERE = 4;
    private static final int IS = 5;

    private static final String IMPORTS = """
            import static io.github.dl4jimagegen.augment.Augmentations.*;
            import static io.github.dl4jimagegen.image.Augmentation.*;
            import io.github.dl4jimagegen.augment.geometric.Flip;
            import io.github.dl4jimagegen.augment.policy.AutoAugment.Policy;
            import io.github.dl4jimagegen.image.*;
            """;

    /** Returns the column "is" by the column "here". */
    private static Map<String, String> table() throws IOException {
        String text = Files.readString(DOCUMENTATION);
        String section = text.substring(text.indexOf("\n## Names and defaults\n"));
        Map<String, String> rows = new LinkedHashMap<>();
        section.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> rows.put(cells[HERE].trim().replace("`", ""), cells[IS].trim()));
        return rows;
    }

    private static List<Method> factories() {
        return Arrays.stream(Augmentations.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
    }

    private static Set<String> names(List<Method> factories) {
        return factories.stream().map(Method::getName).collect(Collectors.toSet());
    }

    private static List<Method> withoutArguments() {
        return factories().stream()
                .filter(method -> method.getParameterCount() == 0)
                .toList();
    }

    @Test
    void everyFactoryStandsInTheTableAndWithoutArgumentsIfItCanBeCalledSo() throws IOException {
        Set<String> here = table().keySet();
        assertThat(here.stream().map(call -> call.replaceAll("\\(.*", "")))
                .containsExactlyInAnyOrderElementsOf(names(factories()));
        assertThat(here.stream().filter(call -> call.endsWith("()")).map(call -> call.replace("()", "")))
                .containsExactlyInAnyOrderElementsOf(names(withoutArguments()));
    }

    @Test
    void aFactoryWithoutArgumentsIsWhatTheTableSaysItIs() throws IOException {
        Map<String, String> table = table();
        List<String> equations = new ArrayList<>();
        for (Method factory : withoutArguments()) {
            String call = factory.getName() + "()";
            String is = String.valueOf(table.get(call)).replace("`", "");
            if (is.equals("nothing to set")) {
                assertThat(parameters(factory.getReturnType())).as(call).isZero();
            } else {
                equations.add(is + ".equals(" + call + ")");
            }
        }
        assertThat(equations).hasSizeGreaterThan(30);
        assertThat(untrue(equations)).isEmpty();
    }

    @Test
    void whatIsNotSoIsNoticed() {
        assertThat(untrue(List.of("mixUp(0.2).equals(mixUp())", "mixUp(0.3).equals(mixUp())")))
                .containsExactly("mixUp(0.3).equals(mixUp())");
    }

    private static int parameters(Class<?> type) {
        return type.isRecord() ? type.getRecordComponents().length : 0;
    }

    /** Evaluates Java. */
    private static List<String> untrue(List<String> expressions) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            IMPORTS.lines().forEach(line -> assertThat(value(shell, line)).isNull());
            String answers = String.valueOf(value(shell, "java.util.List.of(" + String.join(", ", expressions) + ")"));
            String[] each = answers.replaceAll("[\\[\\]]", "").split(", ");
            assertThat(each).hasSameSizeAs(expressions);
            return IntStream.range(0, each.length)
                    .filter(i -> !each[i].equals("true"))
                    .mapToObj(expressions::get)
                    .toList();
        }
    }

    private static @Nullable String value(JShell shell, String source) {
        SnippetEvent event = shell.eval(source).get(0);
        assertThat(event.status())
                .as(() -> source
                        + shell.diagnostics(event.snippet())
                                .map(diagnostic -> "\n" + diagnostic.getMessage(Locale.ROOT))
                                .collect(Collectors.joining()))
                .isEqualTo(Snippet.Status.VALID);
        return event.value();
    }
}
