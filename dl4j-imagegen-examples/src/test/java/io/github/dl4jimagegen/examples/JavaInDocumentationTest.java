package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows of Java is Java. */
class JavaInDocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(README, ROOT.resolve("ARCHITECTURE.md"), ROOT.resolve("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    /** README says that these imports find everything, unless a block has its own. */
    private static String imports() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf("```java\n", readme.indexOf("these imports find")) + "```java\n".length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static List<String> errors(List<JavaBlock> blocks, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none", "-Xlint:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean unused =
                compiler.getTask(null, null, found, options, null, blocks).call();
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    @Test
    void everyBlockCompiles(@TempDir Path classes) throws IOException {
        List<JavaBlock> blocks = new ArrayList<>();
        for (Path page : pages()) {
            blocks.addAll(JavaBlock.of(page.getFileName().toString(), Files.readString(page), imports()));
        }
        assertThat(blocks).hasSizeGreaterThan(50);
        assertThat(errors(blocks, classes)).isEmpty();
    }
}
