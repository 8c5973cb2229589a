package io.github.dl4jimagegen.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The scores of candidates over something else, as SVG. Candidates without either are not in it.
 *
 * @param label what the scores are over
 * @param dots one for each candidate
 * @param left what stands at the left end of the axis
 * @param right what stands at the right end
 */
record ScorePlot(String label, List<Dot> dots, String left, String right) {

    private static final int WIDTH = 340;
    private static final int HEIGHT = 190;
    private static final int LEFT = 46;
    private static final int MARGIN = 12;
    private static final int BASE = HEIGHT - 22;

    /** A candidate, the best or not. */
    record Dot(int candidate, double score, double x, boolean best) {}

    static ScorePlot overCandidates(SearchResult result) {
        return numeric("candidate", dots(result, Trial::index));
    }

    /** Returns the plot of a parameter: over its values if they are numbers, else over what was drawn for it. */
    static ScorePlot overParameter(SearchResult result, int parameter) {
        String name = result.parameterNames().get(parameter);
        List<Dot> dots = dots(result, trial -> number(trial, name));
        return dots.isEmpty()
                ? new ScorePlot(name, dots(result, trial -> trial.parameters().get(parameter)), "first", "last")
                : numeric(name, dots);
    }

    private static ScorePlot numeric(String label, List<Dot> dots) {
        return new ScorePlot(label, dots, number(lowest(dots)), number(highest(dots)));
    }

    private static List<Dot> dots(SearchResult result, ToDoubleFunction<Trial> x) {
        return result.trials().stream()
                .filter(trial -> trial.score() != null && !Double.isNaN(x.applyAsDouble(trial)))
                .map(trial ->
                        new Dot(trial.index(), trial.score(), x.applyAsDouble(trial), trial.index() == result.index()))
                .sorted(Comparator.comparing(Dot::best)) // drawn over the others
                .toList();
    }

    /** Returns what stands at a place of the pipeline, of a range the upper end; NaN if it is no number. */
    private static double number(Trial trial, String place) {
        JsonNode pipeline = trial.pipeline();
        JsonNode node = pipeline == null ? null : pipeline.at("/" + place);
        if (node != null && node.isArray() && node.size() == 2) {
            node = node.get(1);
        }
        return node != null && node.isNumber() ? node.asDouble() : Double.NaN;
    }

    private static double lowest(List<Dot> dots) {
        return dots.stream().mapToDouble(Dot::x).min().orElse(0);
    }

    private static double highest(List<Dot> dots) {
        return dots.stream().mapToDouble(Dot::x).max().orElse(1);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    String svg() {
        double worst = dots.stream().mapToDouble(Dot::score).min().orElse(0);
        double best = dots.stream().mapToDouble(Dot::score).max().orElse(1);
        StringBuilder svg = new StringBuilder(format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\"><line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                        + "<line x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%d\"/>",
                WIDTH, HEIGHT, LEFT, BASE, WIDTH, BASE, LEFT, LEFT, BASE));
        svg.append(text(LEFT - 6, y(best, worst, best) + 4, "end", format("%.3f", best)));
        if (worst < best) {
            svg.append(text(LEFT - 6, y(worst, worst, best) + 4, "end", format("%.3f", worst)));
        }
        svg.append(text(LEFT + MARGIN, HEIGHT - 6, "start", left)).append(text(WIDTH, HEIGHT - 6, "end", right));
        for (Dot dot : dots) {
            svg.append(format(
                    "<circle%s cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"><title>candidate %d: %.4f</title></circle>",
                    dot.best ? " class=\"best\"" : "", x(dot), y(dot.score, worst, best), dot.candidate, dot.score));
        }
        return svg + "</svg>";
    }

    private double x(Dot dot) {
        double range = highest(dots) - lowest(dots);
        double share = range > 0 ? (dot.x - lowest(dots)) / range : 0.5;
        return LEFT + MARGIN + share * (WIDTH - LEFT - 2 * MARGIN);
    }

    private static double y(double score, double worst, double best) {
        return best > worst ? MARGIN + (best - score) / (best - worst) * (BASE - 2 * MARGIN) : BASE / 2.0;
    }

    private static String text(double x, double y, String anchor, String text) {
        return format("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
