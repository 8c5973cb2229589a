package io.github.dl4jimagegen.statistics;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.golden.GoldenVectors.Tensor;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.List;
import java.util.stream.IntStream;

/** Images out of numbers, and the numbers that come out of a pipeline. */
final class FloatImages {

    private FloatImages() {}

    static Image image(int height, int width, int channels, float... values) {
        return Image.ofFloats(height, width, channels, values);
    }

    /** Returns the images of a tensor N x height x width x channels. */
    static List<Image> images(Tensor tensor) {
        return IntStream.range(0, tensor.dimension(0))
                .mapToObj(tensor::at)
                .map(image -> image(image.dimension(0), image.dimension(1), image.dimension(2), image.values()))
                .toList();
    }

    static Examples<Sample> samples(List<Image> images) {
        return Examples.indexed(images.size(), i -> Sample.of(images.get((int) i), 0));
    }

    /** Returns the values that a pipeline makes of images: row by row, pixel by pixel, channel by channel. */
    static float[] through(ImagePipeline pipeline, List<Image> images) {
        try (ImageDataSetIterator flow = pipeline.batchSize(images.size())
                .dataFormat(DataFormat.NHWC)
                .evaluationFlow(samples(images), ClassIndex.numbered(1))) {
            return TestImages.values(flow.next().getFeatures());
        }
    }

    /** Returns the same, by way of a batch in Deeplearning4j's order. */
    static float[] throughPlanes(ImagePipeline pipeline, List<Image> images) {
        try (ImageDataSetIterator flow =
                pipeline.batchSize(images.size()).evaluationFlow(samples(images), ClassIndex.numbered(1))) {
            return TestImages.values(flow.next().getFeatures().permute(0, 2, 3, 1));
        }
    }
}
