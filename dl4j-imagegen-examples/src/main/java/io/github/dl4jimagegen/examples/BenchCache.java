package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Path;

/** A pipeline that keeps decoded images on disk: the first epoch, which writes them, and later ones. */
final class BenchCache implements BenchSide {

    private static final BenchRound ONE_EPOCH = new BenchRound(0, 0);

    private final ImagePipeline pipeline;
    private final ImageFolder images;
    private final BenchRates first = new BenchRates();
    private final BenchRates later = new BenchRates();

    BenchCache(ImagePipeline pipeline, ImageFolder images) {
        this.pipeline = pipeline;
        this.images = images;
    }

    /** Begins with an empty cache, in a folder that is deleted afterwards. */
    @Override
    public void round(BenchRound round) throws IOException {
        Path folder = TemporaryFolder.create("imagegen-bench");
        try (ImageDataSetIterator flow =
                pipeline.cache(DecodedCache.onDisk(folder)).trainingFlow(images)) {
            epochs(flow, ONE_EPOCH, first);
            epochs(flow, round, later);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private static void epochs(ImageDataSetIterator flow, BenchRound round, BenchRates rates) {
        long start = System.nanoTime();
        long done = 0;
        do {
            flow.reset();
            while (flow.hasNext()) {
                done += flow.next().numExamples();
            }
        } while (round.goesOn(done, start));
        rates.add(done, System.nanoTime() - start);
    }

    @Override
    public void forgetWarmUp() {
        first.clear();
        later.clear();
    }

    BenchResult.Cache result() {
        BenchRates.Rate firstEpoch = first.rate();
        BenchRates.Rate laterEpochs = later.rate();
        return new BenchResult.Cache(firstEpoch, laterEpochs, laterEpochs.median() / firstEpoch.median());
    }
}
