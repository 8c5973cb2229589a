package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Equalises the histogram of every part of the image by itself, with limited contrast: see {@link PixelOp.Clahe}.
 * Immutable.
 *
 * @param clipLimit how often a value may be there, as a multiple of the mean, at least 1
 * @param tiles rows, and columns, of the grid, at least 1
 */
public record Clahe(double clipLimit, int tiles) implements PhotometricAugmentation {

    /**
     * Checks the numbers.
     *
     * @param clipLimit how often a value may be there, as a multiple of the mean, at least 1
     * @param tiles rows, and columns, of the grid, at least 1
     */
    public Clahe {
        PixelOp unused = new PixelOp.Clahe(clipLimit, tiles);
    }

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        return new PixelOp.Clahe(clipLimit, tiles);
    }
}
