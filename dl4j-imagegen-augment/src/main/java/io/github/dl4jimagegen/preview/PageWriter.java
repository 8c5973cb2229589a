package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Sequence;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.json.PipelineRecipe;
import io.github.dl4jimagegen.source.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the page of a preview, section by section.
 *
 * @param preview makes tiles of rows
 * @param rows what training gets
 * @param source the images
 * @param draws how often each augmentation is shown
 */
record PageWriter(Preview preview, TrainingRows rows, ImageSource source, int draws) {

    private static final String TITLE = "What training gets";
    private static final int PAIRS = 4;

    PreviewPage page(ImagePipeline pipeline, List<Tile> batch) {
        Augmentation augmentation = rows.recipe().augmentation();
        List<Part> parts = augmentation == null ? List.of() : Part.of(augmentation);
        String body = header()
                + beforeAndAfter()
                + (parts.isEmpty() ? "" : alone(parts))
                + together()
                + (batch.isEmpty() ? "" : batch(batch))
                + recipe(pipeline);
        return new PreviewPage(Html.page(TITLE, body));
    }

    private String header() {
        return """
                <h1>%s</h1>
                <p>%s. Pixels are those of the training flow before <code>rescale</code> and normalisation, which are the
                last thing done to an image; masks, boxes, keypoints and classes are read out of the labels.</p>
                """.formatted(Html.text(TITLE), Html.text(Preview.note(source) + preview.note()));
    }

    private String beforeAndAfter() {
        int pairs = Math.min(PAIRS, source.size());
        String figures = IntStream.range(0, pairs)
                .map(i -> (int) ((long) i * source.size() / pairs))
                .mapToObj(index -> "<div class=\"pair\">\n"
                        + figure(original(index, 1).get(0), "after", "before", source.name(index))
                        + figure(drawn(rows, index, 1).get(0), "after", "after")
                        + "</div>\n")
                .collect(Collectors.joining());
        return section("Before and after", "As sized, and as training gets it in its first epoch.", row(figures));
    }

    private String alone(List<Part> parts) {
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            boolean plain = part.description().equals(part.name());
            all.append("<h3>").append(Html.text(part.name())).append("</h3>\n");
            all.append(plain ? "" : "<code class=\"what\">" + Html.text(part.description()) + "</code>\n");
            all.append(part.share().isEmpty() ? "" : "<p>" + Html.text(part.share()) + "</p>\n");
            all.append(row(withOriginal(drawn(rows.augment(steps(part.alone())), 0, draws))));
        }
        return section(
                "Each augmentation alone",
                "With the values that it draws among the others: each column belongs to the same column of the next"
                        + " section. What is done to a share of the images is always done here.",
                all.toString());
    }

    private String together() {
        List<Tile> tiles = drawn(rows, 0, draws);
        return section(
                "All together",
                source.name(0) + " as training gets it in its first " + draws + " epochs.",
                row(withOriginal(tiles)) + Html.legend(Legend.of(tiles)));
    }

    private String batch(List<Tile> tiles) {
        String figures = tiles.stream().map(tile -> Html.figure(tile, "batch")).collect(Collectors.joining());
        return section(
                "The first batch",
                "The first " + tiles.size() + " examples of training, with their labels"
                        + (mixed() ? ", put together or mixed" : "") + ".",
                row(figures) + Html.legend(Legend.of(tiles)));
    }

    private boolean mixed() {
        return rows.recipe().mixing() != null || rows.recipe().mosaic() != null;
    }

    private static String recipe(ImagePipeline pipeline) {
        String json;
        try {
            json = pipeline.toJson();
        } catch (IllegalArgumentException e) {
            json = "This pipeline cannot be written as JSON: " + e.getMessage();
        }
        return section("The recipe", "What ImagePipeline.fromJson reads.", "<pre>" + Html.text(json) + "</pre>\n");
    }

    private static String section(String title, String explanation, String content) {
        return """
                <section>
                <h2>%s</h2>
                <p>%s</p>
                %s</section>
                """.formatted(Html.text(title), Html.text(explanation), content);
    }

    private static String row(String figures) {
        return "<div class=\"row\">\n" + figures + "</div>\n";
    }

    private static String figure(Tile tile, String kind, String... caption) {
        return Html.figure(tile.caption(caption), kind);
    }

    private String withOriginal(List<Tile> tiles) {
        StringBuilder figures = new StringBuilder(figure(original(0, 1).get(0), "before", "before"));
        for (int i = 0; i < tiles.size(); i++) {
            figures.append(figure(tiles.get(i), "after", "draw " + (i + 1)));
        }
        return figures.toString();
    }

    private List<Tile> original(int index, int count) {
        return drawn(rows.augment(), index, count);
    }

    private List<Tile> drawn(TrainingRows rows, int index, int count) {
        return preview.tiles(rows.ofImage(source, index, count), source);
    }

    /** The steps of a recipe in which all but one part do nothing, and at the end what brings back the size. */
    private Augmentation[] steps(Augmentation alone) {
        List<Augmentation> steps = new ArrayList<>(alone instanceof Sequence all ? all.steps() : List.of(alone));
        PipelineRecipe recipe = rows.recipe();
        steps.add((shape, random) -> shape.height() == recipe.height() && shape.width() == recipe.width()
                ? List.of()
                : List.of(Warp.resize(shape, recipe.height(), recipe.width())));
        return steps.toArray(Augmentation[]::new);
    }
}
