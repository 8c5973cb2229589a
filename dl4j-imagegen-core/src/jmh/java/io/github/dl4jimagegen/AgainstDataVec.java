package io.github.dl4jimagegen;

import io.github.dl4jimagegen.source.ImageFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.FileSplit;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.recordreader.ImageRecordReader;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/**
 * Images per second over a folder, against DataVec on the same natives in the same run: epochs in alternating rounds,
 * after one warm-up each, to 224x224x3 float batches of 32 in 0..1. DataVec gets its prefetch thread, as {@code fit}
 * gives it one. The last line is the ratio of the medians.
 *
 * <p>{@code AgainstDataVec FOLDER [ROUNDS]}
 */
public final class AgainstDataVec {

    private static final int SIDE = 224;
    private static final int BATCH = 32;

    private AgainstDataVec() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        ImageFolder images = ImageFolder.of(folder);

        ImageDataSetIterator ours = ImagePipeline.targetSize(SIDE, SIDE)
                .rescale(1 / 255.0)
                .batchSize(BATCH)
                .trainingFlow(images);
        Supplier<DataSetIterator> oursAgain = () -> {
            ours.reset();
            return ours;
        };
        Supplier<DataSetIterator> dataVec = () -> new AsyncDataSetIterator(
                dataVec(folder.toFile(), images.classes().size()), 2);

        double[] ourRates = new double[rounds];
        double[] theirRates = new double[rounds];
        rate(oursAgain);
        rate(dataVec);
        for (int round = 0; round < rounds; round++) {
            ourRates[round] = rate(oursAgain);
            theirRates[round] = rate(dataVec);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: dl4j-imagegen %.0f images/s, DataVec %.0f images/s%n",
                    round + 1,
                    ourRates[round],
                    theirRates[round]);
        }
        ours.close();
        System.out.printf(Locale.ROOT, "ratio: %.2fx%n", median(ourRates) / median(theirRates));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double rate(Supplier<DataSetIterator> iterators) {
        long start = System.nanoTime();
        DataSetIterator iterator = iterators.get();
        long images = 0;
        while (iterator.hasNext()) {
            images += iterator.next().getFeatures().size(0);
        }
        return images / ((System.nanoTime() - start) / 1e9);
    }

    private static DataSetIterator dataVec(File folder, int classes) {
        ImageRecordReader reader = new ImageRecordReader(SIDE, SIDE, 3, new ParentPathLabelGenerator());
        try {
            reader.initialize(new FileSplit(folder, NativeImageLoader.ALLOWED_FORMATS, new Random(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DataSetIterator iterator = new RecordReaderDataSetIterator(reader, BATCH, 1, classes);
        iterator.setPreProcessor(new ImagePreProcessingScaler(0, 1));
        return iterator;
    }
}
