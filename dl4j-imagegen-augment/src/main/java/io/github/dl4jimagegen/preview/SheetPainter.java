package io.github.dl4jimagegen.preview;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;

/**
 * Lays out a contact sheet and paints it: the title, rows of pictures with their captions, the colours of the classes.
 *
 * @param sheet what is painted
 * @param width of a picture
 * @param height of a picture
 * @param cell the width of a picture and of its caption
 * @param captionLines of the longest caption
 * @param legend what colours mean
 */
record SheetPainter(ContactSheet sheet, int width, int height, int cell, int captionLines, List<Legend.Entry> legend) {

    private static final int MARGIN = 20;
    private static final int GAP = 16;
    private static final int LINE = 16;
    private static final int CAPTION = 4;
    private static final int TITLE = 20;
    private static final int NARROWEST = 120;
    private static final int WIDEST_HEADER = 480;
    private static final int SWATCH = 11;
    private static final Color PAPER = Color.WHITE;
    private static final Color EDGE = new Color(0xD4D4D4);

    static SheetPainter of(ContactSheet sheet) {
        var shape = sheet.tiles().get(0).pixels().shape();
        int width = shape.width() * sheet.zoom();
        int lines = sheet.tiles().stream()
                .mapToInt(tile -> tile.caption().size())
                .max()
                .orElse(0);
        return new SheetPainter(
                sheet,
                width,
                shape.height() * sheet.zoom(),
                Math.max(NARROWEST, width),
                lines,
                Legend.of(sheet.tiles()));
    }

    private int columns() {
        return Math.min(sheet.columns(), sheet.tiles().size());
    }

    private int rows() {
        return (sheet.tiles().size() - 1) / columns() + 1;
    }

    private int header() {
        return MARGIN + TITLE + (sheet.note().isEmpty() ? 0 : LINE) + GAP / 2;
    }

    private int row() {
        return height + CAPTION + captionLines * LINE + GAP;
    }

    Rectangle area(int tile) {
        int checked = Objects.checkIndex(tile, sheet.tiles().size());
        return new Rectangle(
                MARGIN + checked % columns() * (cell + GAP), header() + checked / columns() * row(), width, height);
    }

    BufferedImage paint() {
        FontMetrics text = Fonts.metrics(Fonts.TEXT);
        int grid = columns() * (cell + GAP) - GAP;
        int all = 2 * MARGIN + Math.max(grid, Math.min(WIDEST_HEADER, text.stringWidth(sheet.note())));
        int tilesEnd = header() + rows() * row() - GAP;
        int legendLines = Legend.lines(legend, text, all - 2 * MARGIN).size();
        int bottom = tilesEnd + (legendLines == 0 ? 0 : GAP + legendLines * LINE) + MARGIN;
        BufferedImage picture = new BufferedImage(all, bottom, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Fonts.graphics(picture);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, all, bottom);
        write(graphics, sheet.title(), Fonts.TITLE, Fonts.INK, MARGIN, MARGIN + TITLE - 6, all - 2 * MARGIN);
        write(graphics, sheet.note(), Fonts.TEXT, Fonts.FAINT, MARGIN, MARGIN + TITLE + LINE - 6, all - 2 * MARGIN);
        for (int i = 0; i < sheet.tiles().size(); i++) {
            paint(graphics, sheet.tiles().get(i), area(i));
        }
        paintLegend(graphics, text, tilesEnd + GAP, all - 2 * MARGIN);
        graphics.dispose();
        return picture;
    }

    private void paint(Graphics2D graphics, Tile tile, Rectangle area) {
        graphics.setColor(EDGE);
        graphics.fillRect(area.x - 1, area.y - 1, area.width + 2, area.height + 2);
        var unused = graphics.drawImage(new TilePainter(sheet.zoom()).paint(tile), area.x, area.y, null);
        int y = area.y + area.height + CAPTION;
        for (int line = 0; line < tile.caption().size(); line++) {
            Color color = line == 0 ? Fonts.INK : Fonts.FAINT;
            write(graphics, tile.caption().get(line), Fonts.TEXT, color, area.x, y + (line + 1) * LINE - 4, cell);
        }
    }

    private void paintLegend(Graphics2D graphics, FontMetrics text, int top, int room) {
        int y = top;
        for (List<Legend.Entry> line : Legend.lines(legend, text, room)) {
            int x = MARGIN;
            for (Legend.Entry entry : line) {
                graphics.setColor(entry.color());
                graphics.fillRect(x, y + 1, SWATCH, SWATCH);
                graphics.setColor(EDGE);
                graphics.drawRect(x, y + 1, SWATCH, SWATCH);
                write(graphics, entry.name(), Fonts.TEXT, Fonts.INK, x + SWATCH + 6, y + LINE - 4, room);
                x += entry.width(text);
            }
            y += LINE;
        }
    }

    private static void write(Graphics2D graphics, String text, Font font, Color color, int x, int y, int room) {
        graphics.setFont(font);
        graphics.setColor(color);
        graphics.drawString(Fonts.fitting(text, graphics.getFontMetrics(), room), x, y);
    }
}
