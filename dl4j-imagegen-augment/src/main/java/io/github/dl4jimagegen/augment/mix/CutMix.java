package io.github.dl4jimagegen.augment.mix;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.sampling.Dirichlet;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rectangle of each image is another image's, at the same place; the labels mix by the areas (Yun and others: CutMix,
 * 2019). The share of the rectangle is drawn, and its centre anywhere in the image; what lies outside is cut off, and the
 * share of the labels is that of the pixels that are left. Each image has a rectangle of its own. Immutable.
 *
 * @param alpha both parameters of the beta distribution of the shares, from 0.01 to 1000
 */
public record CutMix(double alpha) implements Mixing {

    /**
     * Checks the parameter.
     *
     * @param alpha both parameters of the beta distribution of the shares, from 0.01 to 1000
     */
    public CutMix {
        Dirichlet.check(alpha);
    }

    @Override
    public List<Mix> draw(int rows, ImageShape shape, SampleRandom random) {
        int[] partners = Mixing.partners(rows, random);
        return IntStream.range(0, rows)
                .mapToObj(row -> paste(partners[row], shape, random))
                .toList();
    }

    private Mix paste(int partner, ImageShape shape, SampleRandom random) {
        double side = StrictMath.sqrt(Dirichlet.draw(alpha, 2, random)[0]);
        int halfWidth = (int) (shape.width() * side) / 2;
        int halfHeight = (int) (shape.height() * side) / 2;
        int x = random.nextInt(shape.width());
        int y = random.nextInt(shape.height());
        int left = Math.max(0, x - halfWidth);
        int top = Math.max(0, y - halfHeight);
        int right = Math.min(shape.width(), x + halfWidth);
        int bottom = Math.min(shape.height(), y + halfHeight);
        return right > left && bottom > top
                ? new Mix.Paste(partner, new Rectangle(left, top, right - left, bottom - top))
                : new Mix.Blend(partner, 0);
    }
}
