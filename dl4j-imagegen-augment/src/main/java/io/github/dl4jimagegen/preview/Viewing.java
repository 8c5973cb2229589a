package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.batch.BatchReader;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.ValueRange;
import io.github.dl4jimagegen.json.PipelineRecipe;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * How values become what can be looked at: a straight line from the value of black to that of white, rounded to whole
 * numbers from 0 to 255. Immutable.
 *
 * @param range the values of black and white
 * @param colors what the channels are
 */
record Viewing(ValueRange range, ColorMode colors) {

    private static final ValueRange UNIT = new ValueRange(0, 1);

    static Viewing of(PipelineRecipe recipe, List<BatchReader.Row> rows) {
        return new Viewing(range(recipe, rows), recipe.decoding().colorMode());
    }

    /** Float images and functions of the user's may have values of any range: then the smallest is black. */
    private static ValueRange range(PipelineRecipe recipe, List<BatchReader.Row> rows) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        boolean whole = true;
        for (BatchReader.Row row : rows) {
            for (float value : row.pixels().toFloats()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                whole &= value == Math.rint(value);
            }
        }
        ValueRange stated = recipe.valueRange();
        if (stated != null && contains(stated, low, high)) {
            return stated;
        }
        if (!whole && contains(UNIT, low, high)) {
            return UNIT;
        }
        return contains(ValueRange.EIGHT_BIT, low, high) || !(low < high)
                ? ValueRange.EIGHT_BIT
                : new ValueRange(low, high);
    }

    private static boolean contains(ValueRange range, float low, float high) {
        return range.low() <= low && high <= range.high();
    }

    Image view(Image pixels) {
        ImageShape shape = pixels.shape();
        float[] values = pixels.toFloats();
        byte[] seen = new byte[values.length];
        double scale = 255 / (range.high() - range.low());
        for (int i = 0; i < values.length; i++) {
            long level = Math.round((values[i] - range.low()) * scale);
            seen[rgb(i, shape.channels())] = (byte) Math.max(0, Math.min(255, level));
        }
        return Image.ofBytes(shape.height(), shape.width(), shape.channels(), seen);
    }

    private int rgb(int i, int channels) {
        return colors == ColorMode.BGR ? i - i % channels + (channels - 1 - i % channels) : i;
    }

    /** Says what black and white are; empty if they are 0 and 255. */
    String note() {
        return range.equals(ValueRange.EIGHT_BIT)
                ? ""
                : "values " + number(range.low()) + " to " + number(range.high()) + ", as black to white";
    }

    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
