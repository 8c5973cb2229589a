package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.sampling.NumpyRandom;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.statistics.Fit;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keras's {@code fit}: finds the statistics that a generator needs. */
final class KerasFit {

    private static final Logger log = LoggerFactory.getLogger(KerasFit.class);

    private final ImageDataGenerator generator;
    private final ImagePipeline measured;
    private final ImageSource source;

    private KerasFit(ImageDataGenerator generator, ImagePipeline measured, ImageSource source) {
        this.generator = generator;
        this.measured = measured;
        this.source = source;
    }

    /** Returns the generator with the statistics of a source, whose images a pipeline brings to their size. */
    static ImageDataGenerator of(
            ImageDataGenerator generator, ImagePipeline sized, ImageSource source, Fit fit, long seed) {
        Standardization standardization = generator.standardization();
        if (!standardization.needsFit()) {
            log.warn("There is nothing to fit: neither featurewiseCenter, featurewiseStdNormalization nor zcaWhitening"
                    + " is set");
            return generator;
        }
        if (source.size() == 0) {
            throw new IllegalArgumentException("there are no images to fit on in " + source);
        }
        KerasFit keras = new KerasFit(generator, standardization.measuredIn(sized), source);
        Fit wanted = standardization.needsCovariance() ? fit.withCovariance() : fit;
        boolean inKerasOrder = generator.compatibility().isKeras() && fit.rounds() > 0;
        return generator.withStatistics(inKerasOrder ? keras.inKerasOrder(wanted, seed) : keras.byPipeline(wanted));
    }

    private ImageStatistics byPipeline(Fit fit) {
        ImagePipeline pipeline = measured.valueRange(
                generator.valueRange().low(), generator.valueRange().high());
        return generator.ranges().isNothing()
                ? pipeline.fit(source, fit)
                : pipeline.augment(generator.randomTransform()).fit(source, fit);
    }

    /** Keras draws for all images of all rounds from one sequence, and augments what has been rescaled. */
    private ImageStatistics inKerasOrder(Fit fit, long seed) {
        long count = (long) fit.rounds() * source.size();
        try (ImagePreparer preparer = measured.dataFormat(DataFormat.NHWC).preparer()) {
            Examples<Sample> augmented = Examples.fromStream(() -> {
                NumpyRandom random = new NumpyRandom(seed);
                return LongStream.range(0, count)
                        .mapToObj(i -> Sample.of(transformed((int) (i % source.size()), preparer, random), 0));
            });
            ImageStatistics found = measured.rescale(1).fit(augmented, new Fit(0, 0, fit.covariance(), fit.listener()));
            double rescale = generator.compatibility() == Compatibility.KERAS_3
                    ? generator.standardization().rescale()
                    : 1;
            return new ImageStatistics(
                    found.images(), found.colorMode(), rescale, found.mean(), found.std(), found.covariance());
        }
    }

    private Image transformed(int index, ImagePreparer preparer, NumpyRandom random) {
        INDArray prepared = prepared(index, preparer);
        ImageShape shape = new ImageShape((int) prepared.size(1), (int) prepared.size(2), (int) prepared.size(3));
        Image image = Image.ofFloats(
                shape.height(), shape.width(), shape.channels(), prepared.data().asFloat());
        return generator.applyTransform(image, generator.ranges().draw(shape, generator.compatibility(), random));
    }

    private INDArray prepared(int index, ImagePreparer preparer) {
        try {
            ImageContent content = source.read(index, ByteBuffer::allocateDirect);
            if (content instanceof EncodedImage encoded) {
                byte[] file = new byte[encoded.bytes().remaining()];
                ByteBuffer unused = encoded.bytes().get(file);
                return preparer.prepare(file);
            }
            return preparer.prepare((Image) content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source.name(index) + " under " + source, e);
        }
    }
}
