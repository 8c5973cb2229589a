package io.github.dl4jimagegen.engine;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures {@link CatalogueBenchmark} for every entry of the catalogue, and {@link KerasChainBenchmark}, and prints two
 * tables in Markdown.
 *
 * <p>{@code AugmentationCosts [NAMES [SECONDS]]}: a regular expression for the entries, all unless given, and how long to
 * measure each, 5 unless given.
 */
public final class AugmentationCosts {

    private AugmentationCosts() {}

    public static void main(String[] arguments) throws RunnerException {
        String names = arguments.length > 0 ? arguments[0] : ".*";
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        String[] entries = CatalogueEntries.all().keySet().stream()
                .filter(name -> name.equals(CatalogueEntries.NOTHING) || name.matches(names))
                .toArray(String[]::new);
        catalogue(run(options(CatalogueBenchmark.class, seconds).param("augmentation", entries)));
        chain(run(options(KerasChainBenchmark.class, seconds)));
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark, int seconds) {
        return new OptionsBuilder()
                .include(benchmark.getSimpleName())
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static void catalogue(Collection<RunResult> results) {
        System.out.println("| augmentation | microseconds an image | error (99.9 %) |");
        System.out.println("|---|---|---|");
        for (RunResult result : results) {
            print(result.getParams().getParam("augmentation"), result);
        }
        System.out.println();
    }

    private static void chain(Collection<RunResult> results) {
        System.out.println("| warp and write | microseconds an image | error (99.9 %) |");
        System.out.println("|---|---|---|");
        double keras = 0;
        double openCv = 0;
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            print(name, result);
            if (name.equals("keras")) {
                keras = result.getPrimaryResult().getScore();
            } else {
                openCv = result.getPrimaryResult().getScore();
            }
        }
        System.out.printf(Locale.ROOT, "%nkeras over openCv: %.2f%n", keras / openCv);
    }

    private static void print(String name, RunResult result) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f |%n",
                name,
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError());
    }
}
