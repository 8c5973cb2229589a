package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.ImageTable;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A folder of images, or a table of them, as Arbiter's source of data, configured by properties alone. What is trained on
 * is shuffled and augmented; what candidates are scored on is the validation view, never augmented.
 *
 * <pre>{@code
 * Properties properties = new Properties();
 * properties.setProperty(ImageDataSource.FOLDER, "flowers");
 * properties.setProperty(ImageDataSource.PIPELINE, pipeline.toJson());
 * new OptimizationConfiguration.Builder().dataSource(ImageDataSource.class, properties)
 * }</pre>
 *
 * <p>A property {@code imagegen.pipeline.PLACE} replaces one value of the pipeline, for instance
 * {@code imagegen.pipeline.batchSize=16} or {@code imagegen.pipeline.decoding/colorMode="GRAYSCALE"}; values are JSON.
 * For one thread.
 */
public final class ImageDataSource implements DataSource {

    /** The property that names the folder of class folders. */
    public static final String FOLDER = "imagegen.folder";

    /** The property that names a CSV file, in the place of a folder. */
    public static final String TABLE = "imagegen.table";

    /** The property that says which share of each class is for validation; 0.2 unless set. */
    public static final String VALIDATION_SPLIT = "imagegen.validationSplit";

    /** The property that says which share of each class is kept for a test, and not used here; none unless set. */
    public static final String TEST_SPLIT = "imagegen.testSplit";

    /** The property that holds the pipeline, as {@link ImagePipeline#toJson()} writes it. */
    public static final String PIPELINE = "imagegen.pipeline";

    /**
     * The property that holds an {@link AugmentationJson}, by {@code properties.put}, if the pipeline has types or
     * functions of one's own; {@link AugmentationJson#standard} unless set. It goes into no JSON of Arbiter's.
     */
    public static final String AUGMENTATIONS = "imagegen.augmentations";

    private static final String PLACE = PIPELINE + ".";
    private static final long serialVersionUID = 1L;

    /** The views, once configured. */
    private @Nullable Split images;

    /** The pipeline, once configured. */
    private @Nullable ImagePipeline pipeline;

    /** For Arbiter, which calls {@link #configure} next. */
    public ImageDataSource() {}

    /**
     * Lists the images, splits them and makes the pipeline.
     *
     * @param properties {@link #FOLDER} or {@link #TABLE}, {@link #PIPELINE}, and perhaps others; those whose names do
     *     not start with "imagegen." are ignored
     * @throws IllegalArgumentException if one is missing, unknown, or has a bad value
     */
    @Override
    public void configure(Properties properties) {
        refuseUnknown(properties);
        ImageSource source = source(properties);
        double validation = share(properties, VALIDATION_SPLIT, 0.2);
        images = properties.getProperty(TEST_SPLIT) != null
                ? Splitter.perClass().split(source, validation, share(properties, TEST_SPLIT, 0))
                : Splitter.perClass().split(source, validation);
        String json = properties.getProperty(PIPELINE);
        if (json == null) {
            throw new IllegalArgumentException(
                    "the property " + PIPELINE + " is missing: set it to the pipeline's toJson()");
        }
        PipelineDocument document = PipelineDocument.of(json);
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(PLACE)) {
                document.set(name.substring(PLACE.length()), json(name, properties.getProperty(name)));
            }
        }
        pipeline = ImagePipeline.fromJson(
                document.json(),
                properties.get(AUGMENTATIONS) instanceof AugmentationJson known ? known : AugmentationJson.standard());
    }

    private static JsonNode json(String name, String value) {
        try {
            return PipelineDocument.tree(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " must be JSON, names in quotation marks, but was " + value + ": " + e.getMessage(), e);
        }
    }

    private static void refuseUnknown(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            boolean known = name.startsWith(PLACE)
                    || name.equals(FOLDER)
                    || name.equals(TABLE)
                    || name.equals(VALIDATION_SPLIT)
                    || name.equals(TEST_SPLIT)
                    || name.equals(PIPELINE);
            if (name.startsWith("imagegen.") && !known) {
                throw new IllegalArgumentException(
                        "there is no property " + name + "; there are " + FOLDER + ", " + TABLE + ", "
                                + VALIDATION_SPLIT + ", " + TEST_SPLIT + ", " + PIPELINE + " and " + PLACE + "PLACE");
            }
        }
    }

    private static ImageSource source(Properties properties) {
        String folder = properties.getProperty(FOLDER);
        String table = properties.getProperty(TABLE);
        if ((folder == null) == (table == null)) {
            throw new IllegalArgumentException("one of the properties " + FOLDER + " and " + TABLE
                    + " must be set, but " + (folder == null ? "neither is" : "both are"));
        }
        return folder != null ? ImageFolder.of(Path.of(folder)) : ImageTable.of(Path.of(table));
    }

    private static double share(Properties properties, String name, double otherwise) {
        String value = properties.getProperty(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number but was " + value, e);
        }
    }

    /**
     * Returns an iterator over the training view, shuffled and augmented.
     *
     * @return a new iterator; Arbiter never closes it, the garbage collector does
     * @throws IllegalStateException if {@link #configure} was not called
     */
    @Override
    public ImageDataSetIterator trainData() {
        return Openings.note(pipeline().trainingFlow(images().training()));
    }

    /**
     * Returns an iterator over the validation view, in order and not augmented.
     *
     * @return a new iterator; Arbiter never closes it, the garbage collector does
     * @throws IllegalStateException if {@link #configure} was not called
     */
    @Override
    public ImageDataSetIterator testData() {
        return Openings.note(pipeline().evaluationFlow(images().validation()));
    }

    private ImagePipeline pipeline() {
        if (pipeline == null) {
            throw notConfigured();
        }
        return pipeline;
    }

    private Split images() {
        if (images == null) {
            throw notConfigured();
        }
        return images;
    }

    private static IllegalStateException notConfigured() {
        return new IllegalStateException("no images yet: call configure(properties) first");
    }

    @Override
    public Class<?> getDataType() {
        return DataSetIterator.class;
    }
}
