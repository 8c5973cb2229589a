package io.github.dl4jimagegen.augment.photometric;

import io.github.dl4jimagegen.image.ColorMatrix;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import java.util.random.RandomGenerator;

/**
 * Exchanges red, green and blue, each of the six orders equally likely: albumentations's {@code ChannelShuffle}. Grey
 * images stay as they are. Immutable.
 */
public record RandomChannelShuffle() implements PhotometricAugmentation {

    @Override
    public PixelOp pixels(ImageShape shape, RandomGenerator random) {
        int red = random.nextInt(3);
        int green = (red + 1 + random.nextInt(2)) % 3;
        return ColorMatrix.channels(red, green, 3 - red - green);
    }
}
