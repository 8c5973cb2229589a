package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** Images for the battery, and what can be found in them. */
final class Pictures {

    private Pictures() {}

    /** Returns an image in which no two neighbourhoods are alike: waves, and every channel another. */
    static Image waves(ImageShape shape) {
        byte[] values = new byte[shape.length()];
        int i = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    double wave = Math.sin(0.3 * x + c) + Math.cos(0.2 * y - c) + Math.sin(0.02 * x * y);
                    values[i++] = (byte) Math.round(127 + 40 * wave);
                }
            }
        }
        return Image.ofBytes(shape.height(), shape.width(), shape.channels(), values);
    }

    /** Returns the same with float values. */
    static Image floats(Image image) {
        ImageShape shape = image.shape();
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), image.toFloats());
    }

    /** Returns the same with float values from another black to another white. */
    static Image floats(Image image, double black, double white) {
        ImageShape shape = image.shape();
        float[] values = image.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (black + values[i] / 255 * (white - black));
        }
        return Image.ofFloats(shape.height(), shape.width(), shape.channels(), values);
    }

    /** Returns a grey PNG with 16 bits of floats from 0 to 255. */
    static EncodedImage sixteenBit(int height, int width, float[] values) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < values.length; i++) {
            picture.getRaster().setSample(i % width, i / width, 0, Math.round(values[i] * 257));
        }
        byte[] file = TestImages.encoded("png", picture);
        return new EncodedImage(ByteBuffer.allocateDirect(file.length).put(file).flip());
    }

    /** Returns a mountain whose top is at a point. */
    static Image around(int height, int width, Keypoint top) {
        byte[] values = new byte[height * width];
        for (int i = 0; i < values.length; i++) {
            int row = i / width;
            double distance = Math.hypot(i % width - top.x(), row - top.y());
            values[i] = (byte) Math.max(0, 255 - 8 * distance);
        }
        return Image.ofBytes(height, width, 1, values);
    }

    /** Returns a mask of two classes: an ellipse and a bar, off the centre, before a background. */
    static Mask shapes(int height, int width) {
        byte[] classes = new byte[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (x + 0.5) / width;
                double v = (y + 0.5) / height;
                boolean ellipse = Math.pow((u - 0.4) / 0.25, 2) + Math.pow((v - 0.35) / 0.2, 2) < 1;
                boolean bar = u > 0.3 && u < 0.8 && v > 0.6 && v < 0.85;
                classes[y * width + x] = (byte) (ellipse || bar ? 1 : 0);
            }
        }
        return Mask.of(height, width, classes);
    }

    /** Returns an image that is white where the mask is 1 and black elsewhere. */
    static Image blackAndWhite(Mask mask) {
        byte[] values = mask.toBytes();
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (values[i] == 1 ? 255 : 0);
        }
        return Image.ofBytes(mask.height(), mask.width(), 1, values);
    }

    /** Returns a black image with one box filled white. */
    static Image white(int height, int width, Box box) {
        byte[] values = new byte[height * width];
        for (int y = (int) box.yMin(); y < box.yMax(); y++) {
            for (int x = (int) box.xMin(); x < box.xMax(); x++) {
                values[y * width + x] = (byte) 255;
            }
        }
        return Image.ofBytes(height, width, 1, values);
    }
}
