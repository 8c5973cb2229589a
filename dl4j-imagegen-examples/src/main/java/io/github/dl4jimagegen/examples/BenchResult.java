package io.github.dl4jimagegen.examples;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Bench} has found out. Its components are the names in JSON.
 *
 * @param setup what was measured
 * @param pipeline images a second, steadily
 * @param decodingAlone what as many threads reach that only decode
 * @param shareOfDecodingAlone how much of that the pipeline reaches
 * @param millisecondsPerImage what an image takes of one thread, stage by stage
 * @param heapBytesPerImage what is put onto the Java heap
 * @param cache with a cache of decoded images; null if not asked for
 * @param against DataVec; null if not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchResult(
        Setup setup,
        BenchRates.Rate pipeline,
        BenchRates.Rate decodingAlone,
        double shareOfDecodingAlone,
        Map<String, Double> millisecondsPerImage,
        long heapBytesPerImage,
        @Nullable Cache cache,
        @Nullable Against against) {

    /**
     * What was measured.
     *
     * @param images how many the folder has
     * @param width of the target
     * @param height of the target
     * @param batch images a batch
     * @param augment none or keras
     * @param workers threads that prepare images
     * @param batchMemory recycled or fresh
     * @param rounds after one to warm up
     */
    record Setup(
            int images, int width, int height, int batch, String augment, int workers, String batchMemory, int rounds) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d images to %dx%dx3, augmentation %s, %s batches of %d, %d worker%s, median of %d round%s",
                    images,
                    width,
                    height,
                    augment,
                    batchMemory,
                    batch,
                    workers,
                    workers == 1 ? "" : "s",
                    rounds,
                    rounds == 1 ? "" : "s");
        }
    }

    /**
     * With a cache of decoded images on disk.
     *
     * @param firstEpoch images a second when the cache is written
     * @param laterEpochs images a second when it is read
     * @param gain later epochs over the first
     */
    record Cache(BenchRates.Rate firstEpoch, BenchRates.Rate laterEpochs, double gain) {}

    /**
     * DataVec, in turn with the pipeline.
     *
     * @param name which one
     * @param rate images a second
     * @param ratio the pipeline's rate over DataVec's
     */
    record Against(String name, BenchRates.Rate rate, double ratio) {}

    String toJson() {
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the lines for people; with DataVec the last one is the ratio. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(setup.toString());
        lines.add("pipeline: " + pipeline);
        lines.add(String.format(
                Locale.ROOT,
                "decoding alone: %s; the pipeline reaches %.0f %% of it",
                decodingAlone,
                100 * shareOfDecodingAlone));
        lines.add("an image takes "
                + millisecondsPerImage.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.3f ms", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ")));
        lines.add(String.format(Locale.ROOT, "heap: %,d bytes an image", heapBytesPerImage));
        if (cache != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "cache: first epoch %s, later ones %s, %.2fx",
                    cache.firstEpoch,
                    cache.laterEpochs,
                    cache.gain));
        }
        if (against != null) {
            lines.add(against.name + ": " + against.rate);
            lines.add(String.format(Locale.ROOT, "ratio: %.1fx", against.ratio));
        }
        return lines;
    }
}
