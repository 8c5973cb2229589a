package io.github.dl4jimagegen.augment.reference;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.augment.Augmentations;
import io.github.dl4jimagegen.batch.ClassMode;
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
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

    /** Returns a mosaic of four times the same image. */
    static Image mosaic(Image image, double center) {
        ImageShape shape = image.shape();
        ImagePipeline pipeline = ImagePipeline.targetSize(shape.height(), shape.width())
                .resize(Resizing.stretch())
                .classMode(ClassMode.RAW)
                .mosaic(Augmentations.mosaic(1).center(center, center));
        ImageArrays images = ImageArrays.of(Collections.nCopies(4, image)).values(Nd4j.zeros(4, 1));
        return first(prepared(pipeline, images.size(), image).trainingFlow(images));
    }

    private static ImagePipeline prepared(ImagePipeline pipeline, int batchSize, Image image) {
        return pipeline.colorMode(image.shape().channels() == 1 ? ColorMode.GRAYSCALE : ColorMode.RGB)
                .dataFormat(DataFormat.NHWC)
                .batchSize(batchSize)
                .workers(0);
    }

    private static Image first(ImagePipeline pipeline, List<Image> images) {
        List<Sample> samples = images.stream().map(image -> Sample.of(image, 0)).toList();
        return first(prepared(pipeline, images.size(), images.get(0))
                .trainingFlow(Examples.from(samples), ClassIndex.numbered(2)));
    }

    /** Returns the first image of a flow, rounded, and closes it. */
    private static Image first(ImageDataSetIterator images) {
        try (ImageDataSetIterator flow = images) {
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
