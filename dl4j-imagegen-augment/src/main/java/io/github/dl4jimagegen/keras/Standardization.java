package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.statistics.ImageStatistics;
import io.github.dl4jimagegen.statistics.Normalization;
import io.github.dl4jimagegen.statistics.ZcaFormula;
import java.io.Serializable;
import java.util.List;
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

    /** Returns how values that a network gets become pixels again. */
    PictureValues pictureValues(ValueRange range) {
        boolean rescalesOnly = preprocessingFunction == null && !needsFit() && samplewise.isNone();
        return new PictureValues(compatibility, rescale, range, compatibility.isKeras() || !rescalesOnly);
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
