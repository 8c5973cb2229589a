package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.prefetch.DirectResults;
import io.github.dl4jimagegen.prefetch.OrderedPrefetcher;
import io.github.dl4jimagegen.prefetch.OrderedResults;
import io.github.dl4jimagegen.report.StageTimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A generator of tensors and how its examples become batches. Immutable.
 *
 * @param examples the generator
 * @param signature what each example looks like
 * @param batchSize how many make a batch
 * @param prefetch how many batches may be ready ahead, or AUTO
 * @param dropRemainder whether a last batch that is not full is left out
 * @param dataFormat the order of an image's dimensions
 * @param memory where the memory of batches comes from
 * @param logsReports whether each epoch's report is logged
 */
record GeneratorContent(
        Examples<Example> examples,
        OutputSignature signature,
        int batchSize,
        int prefetch,
        boolean dropRemainder,
        DataFormat dataFormat,
        BatchMemory memory,
        boolean logsReports)
        implements EpochFlow.Content {

    GeneratorContent {
        refuseInfinite(examples);
    }

    /** What never ends would make {@code fit} hang for ever, without a word. */
    static void refuseInfinite(Examples<?> examples) {
        if (examples.cardinality() == Examples.INFINITE) {
            throw new IllegalArgumentException(
                    "the generator is infinite, so that an epoch would never end: use examples.take(n)");
        }
    }

    @Override
    public OrderedResults<Batch> open(EpochFlow.Place place, BatchBuffers buffers, StageTimes times) {
        ExampleJobs jobs = new ExampleJobs(this, place, buffers);
        if (prefetch == 0) {
            return new DirectResults<>(jobs, () -> () -> {});
        }
        Prefetch depth = Prefetch.of(prefetch, batchBytes());
        return new OrderedPrefetcher<>(jobs, () -> () -> {}, 1, depth.batches(), depth.most());
    }

    private long batchBytes() {
        long bytes = 0;
        for (var spec : signature.inputs().values()) {
            long values = spec.batchType().width();
            for (long d : spec.batchShape(batchSize, dataFormat)) {
                values *= Math.max(1, d);
            }
            bytes += values;
        }
        return bytes;
    }

    @Override
    public SourceFingerprint source() {
        return SourceFingerprint.ofGenerator(examples.cardinality(), List.of());
    }

    @Override
    public Map<String, String> recipe() {
        Map<String, String> recipe = new LinkedHashMap<>();
        recipe.put("inputs", signature.inputs().toString());
        recipe.put("outputs", signature.outputs().toString());
        recipe.put("dataFormat", dataFormat.toString());
        if (dropRemainder) {
            recipe.put("dropRemainder of", Integer.toString(batchSize));
        }
        return recipe;
    }

    @Override
    public int workers() {
        return prefetch == 0 ? 0 : 1;
    }
}
