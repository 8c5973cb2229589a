package io.github.dl4jimagegen.preview;

import io.github.dl4jimagegen.batch.Annotation;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.source.ClassIndex;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Paints a tile, every pixel as a square of whole pixels, with what its labels say about places in it.
 *
 * @param zoom the side of these squares, at least 1
 */
record TilePainter(int zoom) {

    private static final int CHECK = 8;
    private static final double TINT = 0.45;
    private static final int DOT = 4;

    BufferedImage paint(Tile tile) {
        ImageShape shape = tile.pixels().shape();
        BufferedImage picture =
                new BufferedImage(shape.width() * zoom, shape.height() * zoom, BufferedImage.TYPE_INT_RGB);
        pixels(tile, picture);
        Graphics2D graphics = Fonts.graphics(picture);
        for (int output = 0; output < tile.annotations().size(); output++) {
            Annotation annotation = tile.annotations().get(output);
            for (Box box : annotation.boxes()) {
                box(graphics, box, tile.classes().get(output), picture);
            }
            for (Keypoint point : annotation.keypoints()) {
                keypoint(graphics, point);
            }
        }
        graphics.dispose();
        return picture;
    }

    private void pixels(Tile tile, BufferedImage picture) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                Color color = color(tile.pixels(), x, y);
                for (Annotation annotation : tile.annotations()) {
                    Mask mask = annotation.mask();
                    color = mask == null ? color : masked(color, mask, x, y);
                }
                picture.setRGB(x, y, color.getRGB());
            }
        }
    }

    /** Transparent pixels show squares of two greys behind them. */
    private Color color(Image pixels, int x, int y) {
        int row = y / zoom;
        int column = x / zoom;
        int channels = pixels.shape().channels();
        int[] rgb = new int[3];
        int behind = (x / CHECK + y / CHECK) % 2 == 0 ? 255 : 204;
        double alpha = channels == 4 ? pixels.value(row, column, 3) / 255 : 1;
        for (int c = 0; c < 3; c++) {
            double value = pixels.value(row, column, channels < 3 ? 0 : c);
            rgb[c] = (int) Math.round(alpha * value + (1 - alpha) * behind);
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }

    /** The first class, which is the background nearly always, is left as it is; ignored pixels are darkened. */
    private Color masked(Color color, Mask mask, int x, int y) {
        int label = mask.value(y / zoom, x / zoom);
        if (label == 0) {
            return color;
        }
        if (label == mask.ignoreIndex()) {
            return (x + y) % 4 == 0 ? Color.WHITE : mixed(color, Color.BLACK, 0.6);
        }
        return mixed(color, Palette.of(label), isBorder(mask, label, x, y) ? 1 : TINT);
    }

    private boolean isBorder(Mask mask, int label, int x, int y) {
        return differs(mask, label, x - 1, y)
                || differs(mask, label, x + 1, y)
                || differs(mask, label, x, y - 1)
                || differs(mask, label, x, y + 1);
    }

    private boolean differs(Mask mask, int label, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < mask.width() * zoom && y < mask.height() * zoom;
        return inside && mask.value(y / zoom, x / zoom) != label;
    }

    private static Color mixed(Color color, Color over, double share) {
        return new Color(
                mixed(color.getRed(), over.getRed(), share),
                mixed(color.getGreen(), over.getGreen(), share),
                mixed(color.getBlue(), over.getBlue(), share));
    }

    private static int mixed(int value, int over, double share) {
        return (int) Math.round(value * (1 - share) + over * share);
    }

    private void box(Graphics2D graphics, Box box, ClassIndex classes, BufferedImage picture) {
        Color color = Palette.of(box.label());
        double width = picture.getWidth();
        double height = picture.getHeight();
        // Lines are two pixels wide and lie inside, so that boxes at the edge of the picture are seen.
        double left = Math.max(1, box.xMin() * zoom + 1);
        double top = Math.max(1, box.yMin() * zoom + 1);
        double right = Math.min(width - 1, box.xMax() * zoom - 1);
        double bottom = Math.min(height - 1, box.yMax() * zoom - 1);
        graphics.setStroke(new BasicStroke(2));
        graphics.setColor(color);
        graphics.draw(new Rectangle2D.Double(left, top, right - left, bottom - top));

        String name = Captions.className(classes, box.label());
        graphics.setFont(Fonts.SMALL);
        FontMetrics metrics = graphics.getFontMetrics();
        int tagWidth = metrics.stringWidth(name) + 6;
        int tagHeight = metrics.getAscent() + 3;
        int x = (int) Math.max(0, Math.min(left - 1, width - tagWidth));
        int y = (int) (top - 1 >= tagHeight ? top - 1 - tagHeight : top - 1);
        graphics.fillRect(x, y, tagWidth, tagHeight);
        graphics.setColor(Palette.on(color));
        graphics.drawString(name, x + 3, y + metrics.getAscent());
    }

    private void keypoint(Graphics2D graphics, Keypoint point) {
        if (!point.visible()) {
            return;
        }
        double x = (point.x() + 0.5) * zoom;
        double y = (point.y() + 0.5) * zoom;
        graphics.setColor(Color.WHITE);
        graphics.fill(new Ellipse2D.Double(x - DOT - 1.5, y - DOT - 1.5, 2 * DOT + 3, 2 * DOT + 3));
        graphics.setColor(Palette.of(Integer.parseInt(point.name())));
        graphics.fill(new Ellipse2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT));
    }
}
