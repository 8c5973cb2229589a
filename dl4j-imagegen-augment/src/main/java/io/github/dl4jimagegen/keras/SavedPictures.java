package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Saves the pictures of batches. For one thread at a time. */
final class SavedPictures implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SaveToDir to;
    private final PictureValues values;
    private final ColorMode colors;
    private final DataFormat dataFormat;
    private final ImageSource source;
    private final Sampler order;
    private final long seed;

    private transient @Nullable Epoch current;

    private record Epoch(long number, EpochPlan plan) {}

    SavedPictures(
            SaveToDir to,
            PictureValues values,
            ColorMode colors,
            DataFormat dataFormat,
            ImageSource source,
            Sampler order,
            long seed) {
        to.checkSuits(colors);
        this.to = to;
        this.values = values;
        this.colors = colors;
        this.dataFormat = dataFormat;
        this.source = source;
        this.order = order;
        this.seed = seed;
    }

    /** Saves the pictures of a batch that begins at a position of an epoch. */
    void save(INDArray features, long epoch, int first) {
        INDArray images = dataFormat == DataFormat.NHWC ? features : features.permute(0, 2, 3, 1);
        int height = (int) images.size(1);
        int width = (int) images.size(2);
        float[] all = images.dup('c').data().asFloat();
        int length = height * width * colors.channels();
        EpochPlan plan = plan(epoch);
        for (int row = 0; row < images.size(0); row++) {
            float[] pixels = Arrays.copyOfRange(all, row * length, (row + 1) * length);
            values.toPixels(pixels);
            int index = plan.at(first + row).index();
            try {
                to.write(picture(pixels, height, width), index, number(plan, epoch, first + row, index));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot save " + source.name(index), e);
            }
        }
    }

    /** A new order is a pass over all images, which an epoch needs once and not for each batch. */
    private EpochPlan plan(long epoch) {
        Epoch planned = current;
        if (planned == null || planned.number != epoch) {
            planned = new Epoch(epoch, order.plan(source, seed, epoch));
            current = planned;
        }
        return planned.plan;
    }

    /** Keras draws it; by default it is a hash that another epoch has another one of. */
    private String number(EpochPlan plan, long epoch, int position, int index) {
        return plan instanceof KerasOrder.Plan keras
                ? Integer.toString(keras.fileNumber(position))
                : Integer.toUnsignedString(
                        SampleRandom.of(seed, epoch, index, 0).nextInt());
    }

    private BufferedImage picture(float[] pixels, int height, int width) {
        int channels = colors.channels();
        int type =
                switch (colors) {
                    case GRAYSCALE -> BufferedImage.TYPE_BYTE_GRAY;
                    case RGBA -> BufferedImage.TYPE_4BYTE_ABGR;
                    case RGB, BGR -> BufferedImage.TYPE_3BYTE_BGR;
                };
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int i = 0; i < height * width; i++) {
            float[] pixel = Arrays.copyOfRange(pixels, i * channels, (i + 1) * channels);
            if (colors == ColorMode.BGR) {
                pixel = new float[] {pixel[2], pixel[1], pixel[0]};
            }
            picture.getRaster().setPixel(i % width, i / width, pixel);
        }
        return picture;
    }
}
