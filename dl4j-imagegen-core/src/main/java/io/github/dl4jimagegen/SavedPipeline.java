package io.github.dl4jimagegen;

import io.github.dl4jimagegen.checkpoint.Checkpoint;
import io.github.dl4jimagegen.checkpoint.ModelFile;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ClassIndex;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a network needs beside its weights to be used: how its images are prepared and what its outputs are called, kept
 * in the file of the model. Immutable.
 *
 * <pre>{@code
 * SavedPipeline.save(file, network::save, pipeline, photos.training().classes());
 * ...
 * MultiLayerNetwork network = MultiLayerNetwork.load(file.toFile(), false);
 * SavedPipeline saved = SavedPipeline.load(file);
 * try (ImagePreparer preparer = saved.pipeline().preparer()) {
 *     int best = network.output(preparer.prepare(image)).argMax(1).getInt(0);
 *     String name = saved.classes().names().get(best);
 * }
 * }</pre>
 *
 * <p>Deeplearning4j reads such a file as any other of its own. A {@link Checkpoint} of the same file is kept, and keeps
 * this.
 *
 * @param pipeline how images are prepared
 * @param classes what the outputs stand for
 */
public record SavedPipeline(ImagePipeline pipeline, ClassIndex classes) {

    private static final String PIPELINE = "imagegen-pipeline.json";
    private static final String CLASSES = "imagegen-classes.json";

    /**
     * Writes a model, a pipeline and classes into one file, which replaces what was there when it is complete.
     *
     * @param file where to
     * @param model writes the model: {@code network::save}
     * @param pipeline how images are prepared
     * @param classes what the outputs stand for
     * @throws IOException if writing fails; the file is then as it was
     * @throws IllegalArgumentException if the pipeline cannot be written as JSON; see {@link ImagePipeline#toJson()}
     */
    public static void save(Path file, Checkpoint.ModelWriter model, ImagePipeline pipeline, ClassIndex classes)
            throws IOException {
        save(file, model, pipeline, classes, AugmentationJson.standard());
    }

    /**
     * Writes a model, a pipeline with augmentations of one's own, and classes into one file.
     *
     * @param file where to
     * @param model writes the model: {@code network::save}
     * @param pipeline how images are prepared
     * @param classes what the outputs stand for
     * @param augmentations the types that are known
     * @throws IOException if writing fails; the file is then as it was
     * @throws IllegalArgumentException if the pipeline cannot be written as JSON
     */
    public static void save(
            Path file,
            Checkpoint.ModelWriter model,
            ImagePipeline pipeline,
            ClassIndex classes,
            AugmentationJson augmentations)
            throws IOException {
        ModelFile.save(file, model, Map.of(PIPELINE, pipeline.toJson(augmentations), CLASSES, classes.toJson()));
    }

    /**
     * Reads pipeline and classes out of the file of a model.
     *
     * @param file what {@link #save} wrote
     * @return both
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if it cannot be read, is no zip file, or has no pipeline in it
     * @throws IllegalArgumentException if what is in it is damaged, of a later version, or not known
     */
    public static SavedPipeline load(Path file) throws IOException {
        return load(file, AugmentationJson.standard());
    }

    /**
     * Reads pipeline and classes out of the file of a model, with augmentations of one's own.
     *
     * @param file what {@link #save} wrote
     * @param augmentations the types that are known, and functions by their names
     * @return both
     * @throws NoSuchFileException if the file does not exist
     * @throws IOException if it cannot be read, is no zip file, or has no pipeline in it
     * @throws IllegalArgumentException if what is in it is damaged, of a later version, or not known
     */
    public static SavedPipeline load(Path file, AugmentationJson augmentations) throws IOException {
        return new SavedPipeline(
                ImagePipeline.fromJson(ModelFile.read(file, PIPELINE, "SavedPipeline.save"), augmentations),
                ClassIndex.fromJson(ModelFile.read(file, CLASSES, "SavedPipeline.save")));
    }
}
