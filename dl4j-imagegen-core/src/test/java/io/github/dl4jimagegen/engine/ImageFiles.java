package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.engine.ImageFile.Expected;
import java.awt.Color;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** A file of every kind that is read, of 23 rows and 37 columns, written by the JDK, by OpenCV or here. */
final class ImageFiles {

    static final int HEIGHT = 23;
    static final int WIDTH = 37;

    private ImageFiles() {}

    private static int red(int column) {
        return 6 * column;
    }

    private static int green(int row) {
        return 10 * row;
    }

    private static int blue(int row, int column) {
        return 3 * column + 5 * row;
    }

    private static int alpha(int column) {
        return 255 - 7 * column;
    }

    private static final Expected COLOR = (y, x) -> new double[] {red(x), green(y), blue(y, x), 255};
    private static final Expected COLOR_ALPHA = (y, x) -> new double[] {red(x), green(y), blue(y, x), alpha(x)};
    private static final Expected GREY = (y, x) -> grey(blue(y, x), 255);
    private static final Expected BITS = (y, x) -> grey((x + y) % 2 * 255, 255);
    private static final Expected SIXTEEN = (y, x) -> grey((1700 * x + y) / 257.0, 255);
    private static final Expected BLOCKS = (y, x) -> palette((x / 4 + y / 4) % 4);

    private static double[] grey(double value, double alpha) {
        return new double[] {value, value, value, alpha};
    }

    private static double[] palette(int index) {
        return new double[][] {{10, 20, 30, 255}, {200, 100, 50, 255}, {0, 255, 7, 255}, {255, 255, 255, 255}}[index];
    }

    /** All of them. */
    static List<ImageFile> all() {
        List<ImageFile> files = new ArrayList<>();
        jpegs(files);
        pngs(files);
        gifs(files);
        bmps(files);
        tiffs(files);
        webps(files);
        pnms(files);
        return files;
    }

    private static void jpegs(List<ImageFile> files) {
        files.add(new ImageFile("JPEG baseline", "jpg", jdk("jpeg", rgb(), p -> quality(p)), COLOR, 3));
        files.add(new ImageFile("JPEG grey", "jpg", jdk("jpeg", grey(), p -> quality(p)), GREY, 3));
        byte[] progressive = jdk("jpeg", rgb(), p -> {
            quality(p);
            p.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        });
        files.add(new ImageFile("JPEG progressive", "jpg", progressive, COLOR, 3));
        files.add(new ImageFile(
                "JPEG with restart markers",
                "jpg",
                openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 1),
                COLOR,
                5));
        // Values are stored as Adobe stores them, inverted: 255 is no ink.
        byte[] cmyk = jpegOfFour((y, x) -> new int[] {red(x), green(y), blue(y, x), 255});
        files.add(new ImageFile("JPEG CMYK", "jpg", cmyk, COLOR, 3));
        byte[] ycck = jpegOfFour((y, x) -> ycc(255 - red(x), 255 - green(y), 255 - blue(y, x)));
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 2};
        files.add(new ImageFile("JPEG YCCK", "jpg", TestBytes.insert(ycck, 2, adobe), COLOR, 3));
    }

    private static int[] ycc(int r, int g, int b) {
        double y = 0.299 * r + 0.587 * g + 0.114 * b;
        return new int[] {
            (int) Math.round(y), (int) Math.round((b - y) / 1.772 + 128), (int) Math.round((r - y) / 1.402 + 128), 255
        };
    }

    private static void quality(ImageWriteParam parameters) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0.95f);
    }

    private static void pngs(List<ImageFile> files) {
        files.add(new ImageFile("PNG colour", "png", jdk("png", rgb(), p -> {}), COLOR, 0));
        files.add(new ImageFile(
                "PNG interlaced",
                "png",
                jdk("png", rgb(), p -> p.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)),
                COLOR,
                0));
        files.add(new ImageFile("PNG colour and alpha", "png", jdk("png", argb(), p -> {}), COLOR_ALPHA, 0));
        files.add(new ImageFile("PNG grey", "png", jdk("png", grey(), p -> {}), GREY, 0));
        files.add(new ImageFile("PNG 1 bit", "png", jdk("png", bits(), p -> {}), BITS, 0));
        files.add(new ImageFile("PNG palette of 2 bits", "png", jdk("png", indexed(2, -1), p -> {}), BLOCKS, 0));
        files.add(new ImageFile("PNG palette of 4 bits", "png", jdk("png", indexed(4, -1), p -> {}), BLOCKS, 0));
        files.add(new ImageFile("PNG palette of 8 bits", "png", jdk("png", indexed(8, -1), p -> {}), BLOCKS, 0));
        Expected hole = (y, x) -> {
            double[] color = BLOCKS.rgba(y, x).clone();
            color[3] = (x / 4 + y / 4) % 4 == 2 ? 0 : 255;
            return color;
        };
        files.add(new ImageFile("PNG palette and transparency", "png", jdk("png", indexed(8, 2), p -> {}), hole, 0));
        files.add(new ImageFile("PNG grey of 16 bits", "png", jdk("png", grey16(), p -> {}), SIXTEEN, 0));
        files.add(new ImageFile("PNG colour of 16 bits", "png", openCv16(".png", 3), color16(3), 0));
        files.add(new ImageFile("PNG colour and alpha of 16 bits", "png", openCv16(".png", 4), color16(4), 0));
        files.add(new ImageFile("PNG animated", "png", animated(".png"), COLOR, 0));
        Expected greyAlpha = (y, x) -> grey(blue(y, x), alpha(x));
        files.add(new ImageFile("PNG grey and alpha", "png", jdk("png", greyAlpha(), p -> {}), greyAlpha, 0));
    }

    private static void gifs(List<ImageFile> files) {
        files.add(new ImageFile(
                "GIF",
                "gif",
                jdk("gif", indexed(8, -1), p -> p.setProgressiveMode(ImageWriteParam.MODE_DISABLED)),
                BLOCKS,
                0));
        files.add(new ImageFile(
                "GIF interlaced",
                "gif",
                jdk("gif", indexed(8, -1), p -> p.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)),
                BLOCKS,
                0));
        files.add(new ImageFile("GIF animated", "gif", animatedGif(), BLOCKS, 0));
    }

    private static void bmps(List<ImageFile> files) {
        files.add(new ImageFile("BMP colour", "bmp", jdk("bmp", rgb(), p -> {}), COLOR, 0));
        files.add(new ImageFile("BMP palette", "bmp", jdk("bmp", indexed(8, -1), p -> {}), BLOCKS, 0));
        files.add(new ImageFile("BMP palette of 4 bits", "bmp", jdk("bmp", indexed(4, -1), p -> {}), BLOCKS, 0));
        files.add(new ImageFile("BMP 1 bit", "bmp", jdk("bmp", bits(), p -> {}), BITS, 0));
        byte[] runs = jdk("bmp", indexed(8, -1), p -> {
            p.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            p.setCompressionType("BI_RLE8");
        });
        files.add(new ImageFile("BMP run lengths", "bmp", runs, BLOCKS, 0));
        files.add(new ImageFile("BMP colour and alpha", "bmp", openCv(".bmp", argb()), COLOR_ALPHA, 0));
    }

    private static void tiffs(List<ImageFile> files) {
        files.add(new ImageFile("TIFF colour", "tif", jdk("tiff", rgb(), p -> {}), COLOR, 0));
        for (String compression : List.of("LZW", "ZLib", "PackBits", "JPEG")) {
            byte[] bytes = jdk("tiff", rgb(), p -> {
                p.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                p.setCompressionType(compression);
            });
            files.add(new ImageFile("TIFF " + compression, "tif", bytes, COLOR, compression.equals("JPEG") ? 5 : 0));
        }
        byte[] tiles = jdk("tiff", rgb(), p -> {
            p.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            p.setTiling(32, 32, 0, 0);
        });
        files.add(new ImageFile("TIFF tiles", "tif", tiles, COLOR, 0));
        files.add(new ImageFile("TIFF palette", "tif", jdk("tiff", indexed(8, -1), p -> {}), BLOCKS, 0));
        files.add(new ImageFile("TIFF 1 bit", "tif", jdk("tiff", bits(), p -> {}), BITS, 0));
        files.add(new ImageFile("TIFF grey of 16 bits", "tif", jdk("tiff", grey16(), p -> {}), SIXTEEN, 0));
        files.add(new ImageFile("TIFF colour of 16 bits", "tif", openCv16(".tif", 3), color16(3), 0));
        TestTiff tiff = new TestTiff(HEIGHT, WIDTH);
        files.add(new ImageFile(
                "TIFF colour and alpha",
                "tif",
                tiff.samples(4, 8).tag(338, 2).write((y, x, c) ->
                        (int) COLOR_ALPHA.rgba(y, x)[c]),
                COLOR_ALPHA,
                0));
        files.add(new ImageFile(
                "TIFF big-endian",
                "tif",
                tiff.bigEndian().samples(3, 8).write((y, x, c) -> (int) COLOR.rgba(y, x)[c]),
                COLOR,
                0));
        files.add(new ImageFile(
                "TIFF white is zero",
                "tif",
                tiff.samples(1, 8).tag(262, 0).write((y, x, c) -> 255 - blue(y, x)),
                GREY,
                0));
        files.add(new ImageFile(
                "TIFF 16 bits, white is zero",
                "tif",
                tiff.samples(1, 16).tag(262, 0).write((y, x, c) -> 65535 - (1700 * x + y)),
                SIXTEEN,
                0));
        for (int bits : new int[] {10, 12, 14}) {
            double white = (1 << bits) - 1;
            files.add(new ImageFile(
                    "TIFF " + bits + " bits",
                    "tif",
                    tiff.samples(1, bits).write((y, x, c) -> 20 * x + y),
                    (y, x) -> grey(255 * (20 * x + y) / white, 255),
                    0));
        }
        files.add(new ImageFile(
                "TIFF 12 bits, white is zero",
                "tif",
                tiff.samples(1, 12).tag(262, 0).write((y, x, c) -> 4095 - (20 * x + y)),
                (y, x) -> grey(255 * (20 * x + y) / 4095.0, 255),
                0));
        files.add(new ImageFile(
                "TIFF float",
                "tif",
                tiff.samples(1, 32).tag(339, 3).write((y, x, c) -> Float.floatToIntBits(x * 0.5f - y)),
                (y, x) -> grey(x * 0.5f - y, 1),
                0));
    }

    private static void webps(List<ImageFile> files) {
        files.add(new ImageFile(
                "WebP lossy", "webp", openCv(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 95), COLOR, 5));
        files.add(new ImageFile(
                "WebP lossless", "webp", openCv(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101), COLOR, 0));
        files.add(new ImageFile(
                "WebP with alpha",
                "webp",
                openCv(".webp", argb(), opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101),
                COLOR_ALPHA,
                0));
        byte[] frames = animated(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 95);
        files.add(new ImageFile("WebP animated", "webp", frames, COLOR, 5));
    }

    private static void pnms(List<ImageFile> files) {
        files.add(pnm("P1", 1, (y, x, c) -> (x + y) % 2 == 0 ? 1 : 0, BITS));
        files.add(pnm("P2", 255, (y, x, c) -> blue(y, x), GREY));
        files.add(pnm("P3", 255, (y, x, c) -> (int) COLOR.rgba(y, x)[c], COLOR));
        files.add(pnm("P4", 1, (y, x, c) -> (x + y) % 2 == 0 ? 1 : 0, BITS));
        files.add(pnm("P5", 255, (y, x, c) -> blue(y, x), GREY));
        files.add(pnm("P6", 255, (y, x, c) -> (int) COLOR.rgba(y, x)[c], COLOR));
        files.add(pnm("P5", 65535, (y, x, c) -> 1700 * x + y, SIXTEEN));
        files.add(pnm(
                "P5", 1000, (y, x, c) -> 20 * x + y, (y, x) -> grey(Math.round((20 * x + y) * 65.535) / 257.0, 255)));
        files.add(pnm("P5", 85, (y, x, c) -> x + y, (y, x) -> grey(3 * (x + y), 255)));
        files.add(pnm("P2", 85, (y, x, c) -> x + y, (y, x) -> grey(3 * (x + y), 255)));
    }

    private static ImageFile pnm(String type, int maxValue, TestTiff.Values values, Expected expected) {
        boolean color = type.equals("P3") || type.equals("P6");
        boolean bits = type.equals("P1") || type.equals("P4");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((type + "\n# a comment\n" + WIDTH + " " + HEIGHT + "\n" + (bits ? "" : maxValue + "\n"))
                .getBytes(StandardCharsets.US_ASCII));
        for (int y = 0; y < HEIGHT; y++) {
            int packed = 0;
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < (color ? 3 : 1); c++) {
                    int value = values.at(y, x, c);
                    if (type.charAt(1) <= '3') {
                        out.writeBytes((value + (x % 10 == 9 ? "\n" : " ")).getBytes(StandardCharsets.US_ASCII));
                    } else if (bits) {
                        packed |= value << (7 - x % 8);
                        if (x % 8 == 7 || x == WIDTH - 1) {
                            out.write(packed);
                            packed = 0;
                        }
                    } else if (maxValue > 255) {
                        out.write(value >> 8);
                        out.write(value);
                    } else {
                        out.write(value);
                    }
                }
            }
        }
        return new ImageFile("PNM " + type + " up to " + maxValue, "ppm", out.toByteArray(), expected, 0);
    }

    private static Expected color16(int channels) {
        return (y, x) -> new double[] {
            (1700 * x + y) / 257.0,
            (2800 * y + x) / 257.0,
            (900 * x + 1000 * y) / 257.0,
            channels == 4 ? (65535 - 1500 * x) / 257.0 : 255
        };
    }

    static BufferedImage rgb() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), false);
    }

    private static BufferedImage argb() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB), true);
    }

    private static BufferedImage filled(BufferedImage image, boolean withAlpha) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int alpha = withAlpha ? alpha(x) : 255;
                image.setRGB(x, y, new Color(red(x), green(y), blue(y, x), alpha).getRGB());
            }
        }
        return image;
    }

    private static BufferedImage raster(BufferedImage image, TestTiff.Values values) {
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < raster.getNumBands(); c++) {
                    raster.setSample(x, y, c, values.at(y, x, c));
                }
            }
        }
        return image;
    }

    private static BufferedImage grey() {
        return raster(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY), (y, x, c) -> blue(y, x));
    }

    private static BufferedImage greyAlpha() {
        BufferedImage image = ImageTypeSpecifier.createGrayscale(8, DataBuffer.TYPE_BYTE, false, false)
                .createBufferedImage(WIDTH, HEIGHT);
        return raster(image, (y, x, c) -> c == 0 ? blue(y, x) : alpha(x));
    }

    private static BufferedImage grey16() {
        return raster(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY), (y, x, c) -> 1700 * x + y);
    }

    private static BufferedImage bits() {
        return raster(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY), (y, x, c) -> (x + y) % 2);
    }

    private static BufferedImage indexed(int bits, int transparent) {
        byte[][] colors = new byte[3][1 << bits];
        for (int i = 0; i < 4; i++) {
            for (int c = 0; c < 3; c++) {
                colors[c][i] = (byte) palette(i)[c];
            }
        }
        IndexColorModel model = new IndexColorModel(bits, 1 << bits, colors[0], colors[1], colors[2], transparent);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        return raster(new BufferedImage(WIDTH, HEIGHT, type, model), (y, x, c) -> (x / 4 + y / 4) % 4);
    }

    private interface FourValues {
        int[] at(int row, int column);
    }

    private static byte[] jpegOfFour(FourValues values) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, new Point());
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setPixel(x, y, values.at(y, x));
            }
        }
        return write("jpeg", new IIOImage(raster, null, null), p -> {
            p.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            p.setCompressionQuality(0.95f);
        });
    }

    private static byte[] jdk(String format, BufferedImage image, Consumer<ImageWriteParam> change) {
        return write(format, new IIOImage(image, null, null), change);
    }

    private static byte[] write(String format, IIOImage image, Consumer<ImageWriteParam> change) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            change.accept(parameters);
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(null, image, parameters);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    private static byte[] animatedGif() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                writer.writeToSequence(new IIOImage(indexed(8, -1), null, null), null);
                writer.writeToSequence(new IIOImage(indexed(8, 1), null, null), null);
                writer.endWriteSequence();
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    static byte[] openCv(String ending, int... parameters) {
        return openCv(ending, rgb(), parameters);
    }

    private static byte[] openCv(String ending, BufferedImage image, int... parameters) {
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        return encode(ending, opencv_core.CV_MAKETYPE(opencv_core.CV_8U, channels), pixels(image), parameters);
    }

    /** Blue, green, red and, if there is one, alpha of every pixel. */
    private static byte[] pixels(BufferedImage image) {
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        byte[] values = new byte[HEIGHT * WIDTH * channels];
        for (int y = 0, i = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < channels; c++) {
                    values[i++] = (byte) (image.getRGB(x, y) >> (8 * c));
                }
            }
        }
        return values;
    }

    private static byte[] openCv16(String ending, int channels) {
        byte[] values = new byte[HEIGHT * WIDTH * channels * 2];
        for (int y = 0, i = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double[] rgba = color16(channels).rgba(y, x);
                for (int c : new int[] {2, 1, 0, 3}) {
                    if (c < channels) {
                        int value = (int) Math.round(rgba[c] * 257);
                        values[i++] = (byte) value;
                        values[i++] = (byte) (value >> 8);
                    }
                }
            }
        }
        return encode(ending, opencv_core.CV_MAKETYPE(opencv_core.CV_16U, channels), values);
    }

    /** The picture, and a black one. */
    private static byte[] animated(String ending, int... parameters) {
        byte[] first = pixels(rgb());
        int type = opencv_core.CV_8UC3;
        try (BytePointer pointer = new BytePointer(first);
                Mat frame = new Mat(HEIGHT, WIDTH, type, pointer);
                Mat black = Mat.zeros(HEIGHT, WIDTH, type).asMat();
                MatVector frames = new MatVector(frame, black);
                IntPointer durations = new IntPointer(100, 100);
                opencv_imgcodecs.Animation animation = new opencv_imgcodecs.Animation();
                BytePointer encoded = new BytePointer();
                IntPointer options = new IntPointer(parameters)) {
            animation.frames(frames).durations(durations);
            if (!opencv_imgcodecs.imencodeanimation(ending, animation, encoded, options)) {
                throw new IllegalStateException("OpenCV cannot write an animated " + ending);
            }
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    private static byte[] encode(String ending, int type, byte[] values, int... parameters) {
        try (BytePointer pointer = new BytePointer(values);
                Mat mat = new Mat(HEIGHT, WIDTH, type, pointer);
                BytePointer encoded = new BytePointer();
                IntPointer options = new IntPointer(parameters)) {
            if (!opencv_imgcodecs.imencode(ending, mat, encoded, options)) {
                throw new IllegalStateException("OpenCV cannot write " + ending);
            }
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }
}
