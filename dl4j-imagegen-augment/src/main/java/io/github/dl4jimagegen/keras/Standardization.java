package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import io.github.dl4jimagegen.statistics.Normalization;
import io.github.dl4jimagegen.statistics.ZcaFormula;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Keras's {@code standardize} does to every image, as settings of a pipeline. Immutable.
 *
 * @param compatibility which Keras
 * @param preprocessingFunction the first step, or null
 * @param rescale the second, a factor
 * @param samplewise what is done with the mean and standard deviation of each image
 * @param featurewise what is done with those of all images
 * @param zcaEpsilon of ZCA
 * @param fitted those, or null as long as they have not been found
 */
record Standardization(
        Compatibility compatibility,
        @Nullable PreprocessingFunction preprocessingFunction,
        double rescale,
        Normalization samplewise,
        Featurewise featurewise,
        double zcaEpsilon,
        @Nullable Fitted fitted)
        implements Serializable {

    private static final Logger log = LoggerFactory.getLogger(Standardization.class);

    /** What is done with the statistics of all images. */
    enum Featurewise {
        NONE,
        CENTER,
        STD,
        ZCA
    }

    /** The statistics of all images, and what they are used for. */
    record Fitted(List<Double> mean, List<Double> std, Normalization normalization) implements Serializable {}

    /**
     * Returns how values that a network gets become pixels again: exactly, by default, unless something is lost on the
     * way. What an image's own mean was cannot be seen any more, nor what a function was given; and whitening is not
     * undone, since inverting its matrix takes as long as a fit.
     */
    PictureValues pictureValues(ValueRange range) {
        if (compatibility.isKeras() || preprocessingFunction != null) {
            return PictureValues.stretched(compatibility);
        }
        Normalization normalization = normalization();
        return normalization.isSamplewise() || normalization.whitening() != null
                ? PictureValues.stretched(compatibility)
                : new PictureValues(
                        compatibility, values(range.low(), normalization), values(range.high(), normalization));
    }

    /** Returns what a network gets for a pixel, in each channel or in all. */
    private List<Double> values(double pixel, Normalization normalization) {
        List<Double> mean = normalization.mean();
        List<Double> std = normalization.std();
        return mean.isEmpty()
                ? List.of(pixel * rescale)
                : IntStream.range(0, mean.size())
                        .mapToObj(c -> (pixel * rescale - mean.get(c)) / std.get(c % std.size()))
                        .toList();
    }

    boolean needsCovariance() {
        return featurewise == Featurewise.ZCA;
    }

    boolean needsFit() {
        return featurewise != Featurewise.NONE;
    }

    Standardization with(ImageStatistics statistics) {
        Normalization found =
                switch (featurewise) {
                    case NONE -> Normalization.none();
                    case CENTER -> statistics.featurewiseCenter();
                    case STD -> statistics.featurewiseStd();
                    case ZCA ->
                        statistics.zca(
                                compatibility == Compatibility.KERAS_3 ? ZcaFormula.KERAS_3 : ZcaFormula.STANDARD,
                                zcaEpsilon);
                };
        Normalization normalization =
                compatibility == Compatibility.KERAS_PREPROCESSING_1_1 ? found.forAnyRescale() : found;
        return new Standardization(
                compatibility,
                preprocessingFunction,
                rescale,
                samplewise,
                featurewise,
                zcaEpsilon,
                new Fitted(statistics.mean(), statistics.std(), normalization));
    }

    /** Returns a pipeline whose images are standardised. */
    ImagePipeline in(ImagePipeline pipeline) {
        return preprocessing(pipeline).rescale(rescale).normalize(normalization());
    }

    /**
     * Returns a pipeline whose images are as the statistics are found of: by default as they will be when these are
     * used. Keras leaves the preprocessing function out, and keras-preprocessing 1.1 the factor too.
     */
    ImagePipeline measuredIn(ImagePipeline pipeline) {
        return switch (compatibility) {
            case AS_DOCUMENTED -> preprocessing(pipeline).rescale(rescale);
            case KERAS_3 -> pipeline.rescale(rescale);
            case KERAS_PREPROCESSING_1_1 -> pipeline;
        };
    }

    private ImagePipeline preprocessing(ImagePipeline pipeline) {
        return preprocessingFunction == null ? pipeline : pipeline.preprocessingFunction(preprocessingFunction);
    }

    private Normalization normalization() {
        if (!needsFit()) {
            return samplewise;
        }
        if (fitted == null) {
            String missing = "this generator normalises by the statistics of all images (featurewise " + featurewise
                    + ") but has none";
            if (!compatibility.isKeras()) {
                throw new IllegalStateException(missing + ": use the generator that fit(...) returns");
            }
            log.warn("{}, so that this is left out, as in Keras: use the generator that fit(...) returns", missing);
            return samplewise;
        }
        return samplewise.and(fitted.normalization);
    }
}
