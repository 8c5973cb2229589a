package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.preview.Preview;
import io.github.dl4jimagegen.source.ImageSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page of a search: one file without scripts, its plots drawn as SVG, its previews by {@link Preview}. */
record SearchPage(SearchResult result, ImageSource images) {

    private static final int LISTED = 100;
    private static final int PREVIEWED = 4;
    private static final int DRAWS = 8;

    String html() {
        return String.format(
                Locale.ROOT,
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Search</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 1180px; margin: 2rem auto;
                       padding: 0 1.5rem; }
                h2 { font-size: 1.25rem; margin: 2.5rem 0 .3rem; border-top: 1px solid #ddd; padding-top: 1rem; }
                p, figcaption { color: #5a5a5a; margin: .2rem 0 .6rem; }
                figcaption { font-size: .85rem; text-align: center; overflow-wrap: anywhere; }
                .plots { display: flex; flex-wrap: wrap; gap: 24px; }
                figure { margin: 0; width: 340px; }
                circle { fill: #36c; fill-opacity: .75; } .best { fill: #d33; fill-opacity: 1; }
                line { stroke: #aaa; } text { font-size: 11px; fill: #5a5a5a; }
                pre { background: #f6f6f6; border: 1px solid #e4e4e4; padding: 1rem; overflow-x: auto; font-size: .8rem; }
                pre.code { white-space: pre-wrap; }
                img { display: block; max-width: 100%%; margin: .6rem 0; border: 1px solid #ddd; }
                </style>
                </head>
                <body>
                <h1>Best candidate: %d, score %.4f</h1>
                <p>Of %d candidate%s%s. The score is that of the images by which the candidate was chosen: how good it
                is, other images tell.%s</p>
                %s</body>
                </html>
                """,
                result.index(),
                result.score(),
                result.trials().size(),
                result.trials().size() == 1 ? "" : "s",
                failed(),
                result.timedOut() ? " A limit of time was hit: another run may come to another outcome." : "",
                sections());
    }

    private String failed() {
        long failed =
                result.trials().stream().filter(trial -> trial.score() == null).count();
        return failed == 0 ? "" : ", of which " + failed + " failed";
    }

    private String sections() {
        return section("Scores", plots(List.of(ScorePlot.overCandidates(result))))
                + section(
                        "Parameters and scores",
                        plots(IntStream.range(0, result.parameterNames().size())
                                .mapToObj(parameter -> ScorePlot.overParameter(result, parameter))
                                .toList()))
                + section("Leader board", "<pre>" + escaped(result.leaderBoard(LISTED)) + "</pre>\n")
                + section("The best augmentation", best());
    }

    private static String section(String title, String content) {
        return "<h2>" + title + "</h2>\n" + content;
    }

    private static String plots(List<ScorePlot> plots) {
        return plots.stream()
                .map(plot ->
                        "<figure>" + plot.svg() + "<figcaption>" + escaped(plot.label()) + "</figcaption></figure>\n")
                .collect(Collectors.joining("", "<div class=\"plots\">\n", "</div>\n"));
    }

    private String best() {
        return result.augmentation().isEmpty()
                ? "<p>None: without augmentation the network was best.</p>\n"
                : previews() + "<pre class=\"code\">" + escaped(result.augmentationCode()) + "</pre>\n";
    }

    private String previews() {
        Preview preview = Preview.of(result.pipeline());
        int count = Math.min(PREVIEWED, images.size());
        try {
            return IntStream.range(0, count)
                    .map(i -> (int) ((long) i * images.size() / count))
                    .mapToObj(index ->
                            preview.draws(images, index, DRAWS).columns(DRAWS).png())
                    .map(png -> "<img alt=\"draws\" src=\"data:image/png;base64,"
                            + Base64.getEncoder().encodeToString(png) + "\">\n")
                    .collect(Collectors.joining());
        } catch (IllegalStateException e) { // no fonts: no reason to lose the rest of the page
            return "<p>There is no preview: " + escaped(String.valueOf(e.getMessage())) + "</p>\n";
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
