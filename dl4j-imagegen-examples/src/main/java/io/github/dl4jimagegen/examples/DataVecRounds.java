package io.github.dl4jimagegen.examples;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.FileSplit;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.recordreader.ImageRecordReader;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.ResizeImageTransform;
import org.datavec.image.transform.RotateImageTransform;
import org.datavec.image.transform.WarpImageTransform;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/**
 * DataVec's half of {@link BenchDataVec}, in a process of its own: {@code DataVecRounds FOLDER WIDTH HEIGHT BATCH
 * AUGMENT}. For each line {@code IMAGES SECONDS} of standard input it reads the folder as often as it takes to have so many
 * images, or until so much time has passed, and answers with a line {@code round IMAGES NANOSECONDS}.
 *
 * <p>It needs the JDK and DataVec and nothing else, since it is compiled and run on Deeplearning4j's own natives, too.
 */
final class DataVecRounds {

    /** What an answer begins with; other lines are not meant for the one who asks. */
    static final String ANSWER = "round ";

    private static final long SEED = 42;

    private DataVecRounds() {}

    /**
     * Answers until standard input ends. A failure on DataVec's prefetch thread, after which its iterator would wait for
     * ever, ends the process.
     *
     * @param arguments folder, width, height, images a batch, {@code none} or {@code keras}
     * @throws IOException if the folder or standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.out.println(failure);
            Runtime.getRuntime().halt(3);
        });
        DataSetIterator images = images(
                new File(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                arguments[4].equals("keras"));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] most = line.split(" ", 2);
            long start = System.nanoTime();
            long done = 0;
            do {
                done += epoch(images);
            } while (done < Long.parseLong(most[0])
                    && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(Long.parseLong(most[1])));
            System.out.println(ANSWER + done + " " + (System.nanoTime() - start));
        }
    }

    /** Reads all images once, ahead of the caller on a second thread, as {@code fit} does. */
    private static long epoch(DataSetIterator images) {
        images.reset();
        AsyncDataSetIterator ahead = new AsyncDataSetIterator(images, 2);
        long count = 0;
        while (ahead.hasNext()) {
            count += ahead.next().numExamples();
        }
        ahead.shutdown();
        return count;
    }

    private static DataSetIterator images(File folder, int width, int height, int batch, boolean augment)
            throws IOException {
        ImageRecordReader reader = new ImageRecordReader(height, width, 3, new ParentPathLabelGenerator());
        FileSplit files = new FileSplit(folder, NativeImageLoader.ALLOWED_FORMATS, new Random(SEED));
        if (augment) {
            reader.initialize(files, keras(width, height));
        } else {
            reader.initialize(files);
        }
        DataSetIterator iterator = new RecordReaderDataSetIterator(reader, batch, 1, reader.numLabels());
        iterator.setPreProcessor(new ImagePreProcessingScaler(0, 1));
        return iterator;
    }

    /**
     * The nearest to Keras's chain that DataVec has, at the target size, where it is cheapest: rotation and zoom in one
     * resampling, corners moved instead of shear and shifts, and a horizontal flip of every second image.
     */
    private static ImageTransform keras(int width, int height) {
        List<Pair<ImageTransform, Double>> chain = List.of(
                new Pair<>(new ResizeImageTransform(width, height), 1.0),
                new Pair<>(new RotateImageTransform(new Random(SEED), 0, 0, 20, 0.2f), 1.0),
                new Pair<>(new WarpImageTransform(new Random(SEED), 0.1f * Math.min(width, height)), 1.0),
                new Pair<>(new FlipImageTransform(1), 0.5));
        return new PipelineImageTransform(chain, false);
    }
}
