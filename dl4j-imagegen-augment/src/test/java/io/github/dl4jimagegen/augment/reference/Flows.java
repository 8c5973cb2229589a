package io.github.dl4jimagegen.augment.reference;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resampling;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sizing and mixing, which are done by a whole pipeline. */
final class Flows {

    private Flows() {}

    /** A part of the picture that is given instead of drawn. */
    private record Part(Rectangle source, Resampling resampling) implements SizePolicy {
        @Override
        public Placement place(ImageShape image, int height, int width, RandomGenerator random) {
            return new Placement(source, Rectangle.whole(height, width));
        }
    }

    /** Returns a part of an image as 16 x 16 pixels. */
    static Image sized(Image image, Rectangle part, Resampling resampling) {
        return first(ImagePipeline.targetSize(16, 16).resize(new Part(part, resampling)), List.of(image));
    }

    /** Returns what an image becomes that gets something from its mirror image, row 1 of the batch. */
    static Image mixed(Image image, Mix mix) {
        ImageShape shape = image.shape();
        Image partner = Operations.apply(List.of(Warp.flipHorizontal(shape)), image);
        Mixing mixing = (rows, any, random) -> List.of(mix, new Mix.Blend(0, 0));
        return first(ImagePipeline.targetSize(shape.height(), shape.width()).mix(mixing), List.of(image, partner));
    }

    /** Returns the first image of a batch, rounded. */
    private static Image first(ImagePipeline pipeline, List<Image> images) {
        List<Sample> samples = images.stream().map(image -> Sample.of(image, 0)).toList();
        boolean grey = images.get(0).shape().channels() == 1;
        try (var flow = pipeline.colorMode(grey ? ColorMode.GRAYSCALE : ColorMode.RGB)
                .dataFormat(DataFormat.NHWC)
                .batchSize(images.size())
                .workers(0)
                .trainingFlow(Examples.from(samples), ClassIndex.numbered(2))) {
            INDArray batch = flow.next().getFeatures();
            float[] values = TestImages.values(batch.slice(0));
            byte[] rounded = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                rounded[i] = (byte) Math.floor(values[i] + 0.5);
            }
            return Image.ofBytes((int) batch.size(1), (int) batch.size(2), (int) batch.size(3), rounded);
        }
    }
}
