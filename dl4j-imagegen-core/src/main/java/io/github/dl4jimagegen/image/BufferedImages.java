package io.github.dl4jimagegen.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;

/** Java's images as values. */
final class BufferedImages {

    private BufferedImages() {}

    static Image image(BufferedImage picture) {
        return hasNumbersOfItsOwn(picture.getColorModel()) ? ofSamples(picture) : ofColors(picture);
    }

    static BufferedImage picture(Image image) {
        ImageShape shape = image.shape();
        int type =
                switch (shape.channels()) {
                    case 1 -> BufferedImage.TYPE_BYTE_GRAY;
                    case 3 -> BufferedImage.TYPE_3BYTE_BGR;
                    default -> BufferedImage.TYPE_4BYTE_ABGR;
                };
        BufferedImage picture = new BufferedImage(shape.width(), shape.height(), type);
        int[] samples = new int[shape.length()];
        if (image.isEightBit()) {
            byte[] bytes = image.toBytes();
            Arrays.setAll(samples, i -> bytes[i] & 0xFF);
        } else {
            float[] floats = image.toFloats();
            Arrays.setAll(samples, i -> Math.max(0, Math.min(255, Math.round(floats[i]))));
        }
        picture.getRaster().setPixels(0, 0, shape.width(), shape.height(), samples); // the numbers, not colours
        return picture;
    }

    /** {@code getRGB} would bend the grey of a grey image, halve 16 bits, and apply colour profiles. */
    private static boolean hasNumbersOfItsOwn(ColorModel model) {
        int space = model.getColorSpace().getType();
        int bits = model.getTransferType() == DataBuffer.TYPE_BYTE ? 8 : 16;
        return model instanceof ComponentColorModel
                && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT)
                && model.getComponentSize(0) == bits
                && !(model.hasAlpha() && model.isAlphaPremultiplied());
    }

    private static Image ofSamples(BufferedImage picture) {
        Raster raster = picture.getRaster();
        int height = raster.getHeight();
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int channels = bands == 2 ? 4 : bands;
        boolean eightBit = picture.getColorModel().getTransferType() == DataBuffer.TYPE_BYTE;
        byte[] bytes = new byte[eightBit ? height * width * channels : 0];
        float[] floats = new float[eightBit ? 0 : height * width * channels];
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < height; y++) {
            row = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++, at++) {
                    int band = bands == 2 ? c / 3 : c; // grey thrice, then alpha
                    int sample = row[x * bands + band];
                    if (eightBit) {
                        bytes[at] = (byte) sample;
                    } else {
                        floats[at] = sample / 257f;
                    }
                }
            }
        }
        return eightBit
                ? Image.ofBytes(height, width, channels, bytes)
                : Image.ofFloats(height, width, channels, floats);
    }

    private static Image ofColors(BufferedImage picture) {
        int height = picture.getHeight();
        int width = picture.getWidth();
        int channels = picture.getColorModel().hasAlpha() ? 4 : 3;
        byte[] bytes = new byte[height * width * channels];
        int[] colors = picture.getRGB(0, 0, width, height, null, 0, width);
        int at = 0;
        for (int color : colors) {
            bytes[at++] = (byte) (color >> 16);
            bytes[at++] = (byte) (color >> 8);
            bytes[at++] = (byte) color;
            if (channels == 4) {
                bytes[at++] = (byte) (color >> 24);
            }
        }
        return Image.ofBytes(height, width, channels, bytes);
    }
}
