package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.ImageSource;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What the tests of Keras's parameters look at. */
final class Batches {

    private Batches() {}

    /** Writes a grey PNG whose rows are given. */
    static Path grey(Path file, int[]... rows) {
        BufferedImage picture = new BufferedImage(rows[0].length, rows.length, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                picture.getRaster().setSample(x, y, 0, rows[y][x]);
            }
        }
        return TestImages.write(file, TestImages.encoded("png", picture));
    }

    /** Writes an RGB PNG of one colour. */
    static Path plain(Path file, int height, int width, int rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, height * width).forEach(i -> picture.setRGB(i % width, i / width, rgb));
        return TestImages.write(file, TestImages.encoded("png", picture));
    }

    static List<String> names(ImageSource source) {
        return IntStream.range(0, source.size()).mapToObj(source::name).toList();
    }

    static List<Integer> labels(ImageSource source) {
        return IntStream.range(0, source.size()).mapToObj(source::label).toList();
    }

    /** Returns the names of what a flow delivers up to the end of the epoch, and goes on to the next one. */
    static List<String> epoch(ImageDataSetIterator flow) {
        List<String> names = TestImages.names(TestImages.rest(flow));
        flow.reset();
        return names;
    }

    /** Returns the names of two epochs of training. */
    static List<List<String>> twoEpochs(ImagePipeline pipeline, ImageSource source) {
        try (ImageDataSetIterator flow = pipeline.trainingFlow(source)) {
            return List.of(epoch(flow), epoch(flow));
        }
    }

    /** Returns the sizes of the batches of an epoch. */
    static List<Integer> sizes(ImagePipeline pipeline, ImageSource source) {
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(source)) {
            return TestImages.rest(flow).stream().map(DataSet::numExamples).toList();
        }
    }

    /** Returns all examples in one batch, in the order of the source. */
    static DataSet all(ImagePipeline pipeline, ImageSource source) {
        try (ImageDataSetIterator flow = pipeline.batchSize(source.size()).evaluationFlow(source)) {
            return flow.next();
        }
    }

    /** Returns the features of all examples, in the order of the source. */
    static INDArray features(ImagePipeline pipeline, ImageSource source) {
        return all(pipeline, source).getFeatures();
    }

    static float[] values(ImagePipeline pipeline, ImageSource source) {
        return TestImages.values(features(pipeline, source));
    }
}
