package io.github.dl4jimagegen;

import com.sun.management.OperatingSystemMXBean;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import io.github.dl4jimagegen.statistics.Normalization;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What an image of a folder costs: the finding of statistics, and flows with and without normalisation, at 224x224x3, in
 * alternating rounds after one warm-up each. In CPU time, which other programs on the machine change less than the rate.
 *
 * <p>{@code NormalizationRates FOLDER [ROUNDS]}
 */
public final class NormalizationRates {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private NormalizationRates() {}

    /** Images per second, and milliseconds of CPU time an image. */
    private record Cost(double rate, double cpu) {}

    public static void main(String[] arguments) {
        ImageFolder images = ImageFolder.of(Path.of(arguments[0]));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        ImagePipeline pipeline =
                ImagePipeline.targetSize(224, 224).rescale(1 / 255.0).batchMemory(BatchMemory.recycled(1));
        ImageStatistics statistics = pipeline.fit(images);

        Map<String, LongSupplier> ways = new LinkedHashMap<>();
        ways.put("rescale only", () -> drain(pipeline, images));
        ways.put("featurewise", () -> drain(pipeline.normalize(statistics.featurewiseStd()), images));
        ways.put("samplewise", () -> drain(pipeline.normalize(Normalization.samplewiseStd()), images));
        ways.put("fit", () -> pipeline.fit(images).images());

        Map<String, Cost[]> costs = new LinkedHashMap<>();
        ways.forEach((name, way) -> {
            Cost unused = cost(way);
            costs.put(name, new Cost[rounds]);
        });
        for (int round = 0; round < rounds; round++) {
            int current = round;
            ways.forEach((name, way) -> costs.get(name)[current] = cost(way));
        }
        costs.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%s: median %.0f images/s, %.2f ms of CPU time an image%n",
                name,
                Arrays.stream(all).mapToDouble(Cost::rate).sorted().toArray()[rounds / 2],
                Arrays.stream(all).mapToDouble(Cost::cpu).sorted().toArray()[rounds / 2]));
    }

    private static Cost cost(LongSupplier way) {
        long start = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long images = way.getAsLong();
        return new Cost(
                images / ((System.nanoTime() - start) / 1e9), (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / images);
    }

    private static long drain(ImagePipeline pipeline, ImageFolder images) {
        long count = 0;
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(images)) {
            while (flow.hasNext()) {
                count += flow.next().numExamples();
            }
        }
        return count;
    }
}
