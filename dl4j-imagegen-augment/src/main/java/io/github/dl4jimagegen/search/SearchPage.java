package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.source.ImageSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** The page of a search: drawn by hand as SVG, so that it needs no scripts and no files beside it. */
record SearchPage(SearchResult result, ImageSource images) {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 160;
    private static final int MARGIN = 24;
    private static final int PREVIEWED = 4;
    private static final int VIEWS = 8;
    private static final int SIDE = 96;

    /** A candidate with a score, at a place from 0 to 1. */
    private record Dot(Trial trial, double score, double x) {}

    String html() {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html><html><head><meta charset="utf-8"><title>Search</title><style>
                body { font-family: sans-serif; margin: 2em; } figure { display: inline-block; margin: 0 1em 1em 0; }
                pre { background: #f4f4f4; padding: 1em; overflow-x: auto; } .best { fill: #d33; } circle { fill: #36c; }
                line { stroke: #888; } text { font-size: 11px; } img { margin: 1px; }
                </style></head><body>
                """);
        page.append(String.format(
                Locale.ROOT, "<h1>Best candidate: %d, score %.4f</h1>%n", result.index(), result.score()));
        page.append("<h2>Scores over candidates</h2>")
                .append(plot(
                        "candidate",
                        dots(trial -> result.trials().size() < 2
                                ? 0
                                : (double) trial.index() / (result.trials().size() - 1))));
        page.append("<h2>Parameters against scores</h2>");
        for (int i = 0; i < result.parameterNames().size(); i++) {
            int parameter = i;
            page.append(plot(result.parameterNames().get(i) + ", lowest to highest", dots(trial -> trial.parameters()
                    .get(parameter))));
        }
        page.append("<h2>Leader board</h2><pre>")
                .append(escaped(result.leaderBoard(100)))
                .append("</pre>");
        page.append("<h2>Best augmentation</h2><pre>")
                .append(escaped(result.augmentationCode()))
                .append("</pre>");
        result.augmentation().ifPresent(augmentation -> page.append(previews(augmentation)));
        return page.append("</body></html>\n").toString();
    }

    private List<Dot> dots(java.util.function.ToDoubleFunction<Trial> x) {
        List<Dot> dots = new ArrayList<>();
        for (Trial trial : result.trials()) {
            Double score = trial.score();
            if (score != null) {
                dots.add(new Dot(trial, score, x.applyAsDouble(trial)));
            }
        }
        return dots;
    }

    private String plot(String label, List<Dot> dots) {
        double low = dots.stream().mapToDouble(Dot::score).min().orElse(0);
        double high = dots.stream().mapToDouble(Dot::score).max().orElse(1);
        double range = high > low ? high - low : 1;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<figure><svg width=\"%d\" height=\"%d\"><line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                        + "<text x=\"0\" y=\"12\">%.3f</text><text x=\"0\" y=\"%d\">%.3f</text>",
                WIDTH,
                HEIGHT,
                MARGIN,
                HEIGHT - MARGIN,
                WIDTH,
                HEIGHT - MARGIN,
                high,
                HEIGHT - MARGIN + 12,
                low));
        for (Dot dot : dots) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle%s cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>candidate %d: %.4f</title></circle>",
                    dot.trial.index() == result.index() ? " class=\"best\"" : "",
                    2 * MARGIN + dot.x * (WIDTH - 3 * MARGIN),
                    MARGIN + (high - dot.score) / range * (HEIGHT - 3 * MARGIN),
                    dot.trial.index(),
                    dot.score));
        }
        return svg + "</svg><figcaption>" + escaped(label) + "</figcaption></figure>\n";
    }

    private String previews(Augmentation augmentation) {
        int[] spread = IntStream.range(0, Math.min(PREVIEWED, images.size()))
                .map(i -> (int) ((long) i * images.size() / PREVIEWED))
                .toArray();
        ImagePipeline pipeline =
                ImagePipeline.targetSize(SIDE, SIDE).batchSize(VIEWS).augment(augmentation);
        StringBuilder rows = new StringBuilder();
        try (ImageDataSetIterator views = pipeline.viewsFlow(images.view(spread), VIEWS)) {
            while (views.hasNext()) {
                DataSet batch = views.next();
                rows.append("<div>");
                for (int i = 0; i < batch.numExamples(); i++) {
                    rows.append("<img alt=\"\" src=\"data:image/png;base64,")
                            .append(png(batch.getFeatures().slice(i)))
                            .append("\">");
                }
                rows.append("</div>\n");
            }
        }
        return rows.toString();
    }

    private static String png(INDArray image) {
        float[] values = image.dup('c').data().asFloat();
        int plane = SIDE * SIDE;
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int rgb = Math.round(values[i]) << 16
                    | Math.round(values[plane + i]) << 8
                    | Math.round(values[2 * plane + i]);
            picture.setRGB(i % SIDE, i / SIDE, rgb);
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            boolean unused = ImageIO.write(picture, "png", out);
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory: " + e.getMessage(), e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
