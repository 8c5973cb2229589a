package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes one channel, drawn evenly, black: albumentations's {@code ChannelDropout}. Grey images stay as they are.
 * Immutable.
 */
public record RandomChannelDropout() implements PhotometricAugmentation {

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        int dropped = random.nextInt(3);
        List<Double> weights = new ArrayList<>(ColorMatrix.channels(0, 1, 2).weights());
        weights.set(4 * dropped, 0.0);
        return new ColorMatrix(weights);
    }
}
