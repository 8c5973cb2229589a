package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user gets to see of the choice of a back end: each time in a JVM of its own, as ND4J chooses once. */
class BackendTest {

    private static final String NO_GPU =
            "no usable GPU \\((libcuda\\.so\\.1 not found|No CUDA devices were found in system)\\)";
    /** Jars of the back ends, by what their paths contain. */
    private static final String CUDA = "nd4j-cuda";

    private static final String CPU = "nd4j-native-1";

    @Test
    void withTheCpuAloneNothingIsSaidOfGpus(@TempDir Path folder) throws Exception {
        Run run = train(folder, Set.of(CUDA), Map.of());

        assertThat(run.code()).isZero();
        assertThat(run.output()).noneMatch(line -> line.contains("GPU"));
        assertThat(run.output()).last().asString().startsWith("validation accuracy: ");
        assertThat(run.traces()).isEmpty();
    }

    @Test
    void withoutABackEndTheCureIsNamed(@TempDir Path folder) throws Exception {
        Run run = train(folder, Set.of(CUDA, CPU), Map.of());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors())
                .last()
                .asString()
                .startsWith("imagegen: no back end of ND4J can be used (")
                .contains("nd4j-native-platform on the class path");
    }

    @Test
    @Tag("cuda-fallback")
    void withoutAUsableGpuOneLineSaysSoAndTheCpuTrains(@TempDir Path folder) throws Exception {
        Run run = train(folder, Set.of(), Map.of());

        assertThat(run.code()).isZero();
        assertThat(run.output())
                .filteredOn(line -> line.contains("GPU"))
                .singleElement()
                .satisfies(line -> assertThat(line).matches(NO_GPU + ": training on the CPU"));
        assertThat(run.output()).noneMatch(line -> line.startsWith("WARN"));
        assertThat(run.output()).last().asString().startsWith("validation accuracy: ");
        assertThat(run.traces()).isEmpty();
    }

    @Test
    @Tag("cuda-fallback")
    void whoPutsTheCpuFirstHearsNothingOfGpus(@TempDir Path folder) throws Exception {
        Run run = train(folder, Set.of(), Map.of("BACKEND_PRIORITY_CPU", "200"));

        assertThat(run.code()).isZero();
        assertThat(run.output()).noneMatch(line -> line.contains("GPU"));
        assertThat(run.output()).last().asString().startsWith("validation accuracy: ");
        assertThat(run.traces()).isEmpty();
    }

    @Test
    @Tag("cuda-fallback")
    void withCudaAloneAndNoUsableGpuWhatNd4jPrintedIsShown(@TempDir Path folder) throws Exception {
        Run run = train(folder, Set.of(CPU), Map.of());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.traces()).isNotEmpty();
        assertThat(run.errors()).last().asString().startsWith("imagegen: no back end of ND4J can be used (");
    }

    @Test
    void systemErrIsGivenBack() {
        PrintStream err = System.err;

        Backend backend = Backend.load();

        assertThat(backend.name()).isNotEmpty();
        assertThat(System.err).isSameAs(err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/c/libjnicudart.so: libcuda.so.1: cannot open shared object file: No such file | libcuda.so.1 not found",
                "libcublas.so.11: cannot open shared object file: No such file or directory | libcublas.so.11 not found",
                "C:\\c\\jnicudart.dll: Can't find dependent libraries | C:\\c\\jnicudart.dll: Can't find dependent libraries",
                "No CUDA devices were found in system | No CUDA devices were found in system",
            })
    void theReasonIsTheInnermostCause(String message, String reason) {
        assertThat(Backend.reason(new IllegalStateException("outer", new UnsatisfiedLinkError(message))))
                .isEqualTo(reason);
    }

    @Test
    void aFailureWithoutAMessageIsNamedByItsType() {
        assertThat(Backend.reason(new UnsatisfiedLinkError())).isEqualTo("java.lang.UnsatisfiedLinkError");
    }

    /** Trains one epoch on this test's class path less the jars given, in a JVM to which no GPU is visible. */
    private static Run train(Path folder, Set<String> absent, Map<String, String> environment) throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), 0))
                .filter(jar -> absent.stream().noneMatch(jar::contains))
                .collect(Collectors.joining(File.pathSeparator));
        Path images = Files.createDirectory(folder.resolve("images"));
        ImagegenTest.twoColours(images);
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        classPath,
                        Imagegen.class.getName(),
                        "train",
                        images.toString(),
                        "--size",
                        "16x12",
                        "--epochs",
                        "1")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("CUDA_VISIBLE_DEVICES", "-1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readAllLines(output), Files.readAllLines(errors));
    }

    private record Run(int code, List<String> output, List<String> errors) {

        List<String> traces() {
            return errors.stream().filter(line -> line.startsWith("\tat ")).toList();
        }
    }
}
