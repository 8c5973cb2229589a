package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.BatchReader;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Shows what a pipeline makes of images in training.
 *
 * <pre>{@code
 * Preview preview = Preview.of(pipeline);
 * preview.draws(photos, 0, 8).save(Path.of("draws.png"));
 * preview.batch(photos).save(Path.of("batch.png"));
 * preview.page(photos, 6).save(Path.of("index.html"));
 * }</pre>
 *
 * <p>The pixels are those that a training flow delivers, read out of its batches; so are classes, masks, boxes and
 * keypoints, which are read out of its labels. Only the pipeline's {@code rescale} and {@code normalize} are left out:
 * they are the last thing done to an image, so that without them its values are what they were before, and nothing has to
 * be mapped back. Values from 0 to 255 are shown as they are, rounded to whole numbers. Others, of float images or a
 * preprocessing function, are stretched linearly, and the sheet says from where to where: over the pipeline's
 * {@code valueRange}, over 0 to 1, or from the smallest to the greatest value of the sheet.
 *
 * <p>Nothing is drawn by itself: a preview of the same images by the same pipeline is the same to the byte, on one machine
 * (elsewhere fonts may differ). Draw k of an image is what training gets of it in epoch k, if batches are not mixed.
 * Immutable and thread-safe. Works without a display.
 */
public final class Preview {

    private final TrainingRows rows;
    private final ImagePipeline pipeline;

    private Preview(ImagePipeline pipeline) {
        this.pipeline = pipeline;
        this.rows = TrainingRows.of(pipeline);
    }

    /**
     * Returns the preview of a pipeline.
     *
     * @param pipeline whatever is to be trained with
     * @return a preview
     */
    public static Preview of(ImagePipeline pipeline) {
        return new Preview(pipeline);
    }

    /**
     * Shows an image file as it is augmented in its first epochs.
     *
     * @param image JPEG, PNG or any other format that folders may hold
     * @param draws how many epochs, at least 1
     * @return a sheet of so many tiles
     * @throws IllegalArgumentException if draws is not positive
     * @throws io.github.dl4jimagegen.source.ImageReadException if it cannot be read
     */
    public ContactSheet draws(Path image, int draws) {
        return draws(rows.withoutLabels(), oneFile(image), 0, draws);
    }

    /**
     * Shows an image as it is augmented in its first epochs.
     *
     * @param image grey, RGB or RGBA, of any size
     * @param draws how many epochs, at least 1
     * @return a sheet of so many tiles
     * @throws IllegalArgumentException if draws is not positive
     * @throws UnsupportedOperationException if the pipeline has a cache, which is for files
     */
    public ContactSheet draws(Image image, int draws) {
        ImageArrays one = ImageArrays.of(List.of(image));
        ClassIndex classes = rows.weightedClasses();
        return draws(rows.withoutLabels(), classes.size() == 0 ? one : one.labels(classes, 0), 0, draws);
    }

    private OneFile oneFile(Path image) {
        return new OneFile(image.toString(), rows.weightedClasses());
    }

    /**
     * Shows an image of a source as it is augmented in its first epochs, with what its labels say.
     *
     * @param source the images
     * @param index which one, from 0
     * @param draws how many epochs, at least 1
     * @return a sheet of so many tiles
     * @throws IllegalArgumentException if draws is not positive
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws io.github.dl4jimagegen.source.ImageReadException if it cannot be read
     */
    public ContactSheet draws(ImageSource source, int index, int draws) {
        return draws(rows, source, index, draws);
    }

    private ContactSheet draws(TrainingRows rows, ImageSource source, int index, int draws) {
        List<Tile> tiles = tiles(rows.ofImage(source, checked(source, index), checked(draws)), source);
        List<Tile> numbered = IntStream.range(0, draws)
                .mapToObj(i -> tiles.get(i).caption("draw " + (i + 1)))
                .toList();
        String title = draws + (draws == 1 ? " draw" : " draws") + " of " + source.name(index);
        return ContactSheet.of(title, note(), numbered);
    }

    /**
     * Shows the first batch of training: the images, augmented and mixed, with what their labels say.
     *
     * @param source the images
     * @return a sheet of as many tiles as the batch has rows
     * @throws IllegalArgumentException if there are no images, or they do not suit the class mode
     * @throws io.github.dl4jimagegen.source.ImageReadException if one cannot be read
     */
    public ContactSheet batch(ImageSource source) {
        List<Tile> tiles = tiles(rows.firstBatch(source), source);
        return ContactSheet.of("The first training batch", note(source) + note(), tiles);
    }

    /**
     * Shows all there is to see in a page: images before and after, each augmentation alone, all together, the first
     * batch, and the recipe as JSON.
     *
     * @param source the images
     * @param draws how often each augmentation is shown, at least 1
     * @return a page without anything outside it
     * @throws IllegalArgumentException if draws is not positive, there are no images, or they do not suit the class mode
     * @throws io.github.dl4jimagegen.source.ImageReadException if one cannot be read
     */
    public PreviewPage page(ImageSource source, int draws) {
        return new PageWriter(this, rows, source, checked(draws))
                .page(pipeline, batch(source).tiles());
    }

    /**
     * Shows an image file before and after, each augmentation alone and all together, and the recipe as JSON.
     *
     * @param image JPEG, PNG or any other format that folders may hold
     * @param draws how often each augmentation is shown, at least 1
     * @return a page without anything outside it
     * @throws IllegalArgumentException if draws is not positive
     * @throws io.github.dl4jimagegen.source.ImageReadException if it cannot be read
     */
    public PreviewPage page(Path image, int draws) {
        return new PageWriter(this, rows.withoutLabels(), oneFile(image), checked(draws)).page(pipeline, List.of());
    }

    List<Tile> tiles(List<BatchReader.Row> read, ImageSource source) {
        Viewing viewing = Viewing.of(rows.recipe(), read);
        return read.stream().map(row -> tile(row, source, viewing)).toList();
    }

    private static Tile tile(BatchReader.Row row, ImageSource source, Viewing viewing) {
        List<ClassIndex> classes = IntStream.range(0, row.annotations().size())
                .mapToObj(source::classes)
                .toList();
        List<String> caption = new ArrayList<>();
        for (int output = 0; output < classes.size(); output++) {
            caption.addAll(Captions.of(row.annotations().get(output), classes.get(output)));
        }
        caption.add(row.name());
        caption.add(viewing.note());
        caption.removeIf(String::isEmpty);
        return new Tile(viewing.view(row.pixels()), row.annotations(), classes, caption);
    }

    /** Returns how many images there are, which says more than the name of a folder that others have elsewhere. */
    static String note(ImageSource source) {
        int classes = source.classes().size();
        return source.size() == 1
                ? ""
                : String.format(Locale.ROOT, "%,d images", source.size())
                        + (classes == 0 ? ", " : " of " + classes + (classes == 1 ? " class, " : " classes, "));
    }

    /** Returns size, colours and seed, in words. */
    String note() {
        PipelineRecipe recipe = rows.recipe();
        return recipe.height() + " x " + recipe.width() + " (height x width), "
                + recipe.decoding().colorMode() + ", seed " + recipe.seed();
    }

    private static int checked(ImageSource source, int index) {
        return Objects.checkIndex(index, source.size());
    }

    private static int checked(int draws) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be positive but were " + draws);
        }
        return draws;
    }
}
