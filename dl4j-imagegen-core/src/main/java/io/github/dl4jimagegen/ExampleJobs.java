package io.github.dl4jimagegen;

import io.github.dl4jimagegen.batch.Batch;
import io.github.dl4jimagegen.batch.BatchBuffers;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches of one pass over a generator of tensors: pulled and checked one after the other, then stacked. */
final class ExampleJobs implements Jobs<Batch, AutoCloseable> {

    private final GeneratorContent content;
    private final BatchBuffers buffers;
    private final NumberedPass<Example> pass;

    ExampleJobs(GeneratorContent content, EpochFlow.Place place, BatchBuffers buffers) {
        this.content = content;
        this.buffers = buffers;
        this.pass = new NumberedPass<>(content.examples(), place);
    }

    @Override
    public @Nullable Job<Batch, AutoCloseable> next() {
        long first = pass.number();
        List<Example> examples = pass.take(content.batchSize());
        if (examples.isEmpty()) {
            pass.refuseIfEmpty();
            return null;
        }
        if (content.dropRemainder() && examples.size() < content.batchSize()) {
            refuseIfNothingElse(first, examples.size());
            return null;
        }
        for (int i = 0; i < examples.size(); i++) {
            content.signature().check(examples.get(i), first + i);
        }
        return new Job<>() {
            @Override
            public int parts() {
                return 0;
            }

            @Override
            public void run(int part, AutoCloseable worker) {}

            @Override
            public Batch finish() {
                return content.signature().stack(examples, first, content.dataFormat(), buffers);
            }
        };
    }

    private void refuseIfNothingElse(long first, int examples) {
        if (first == 0) {
            throw new IllegalStateException(
                    "the generator has " + examples + " examples, which dropRemainder drops since"
                            + " they do not fill a batch of " + content.batchSize()
                            + ": make batchSize smaller, or leave dropRemainder out");
        }
    }

    @Override
    public void close() {
        pass.close();
    }
}
