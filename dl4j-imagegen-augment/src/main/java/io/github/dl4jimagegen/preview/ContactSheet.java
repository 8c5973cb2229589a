package io.github.dl4jimagegen.preview;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Pictures in rows and columns, with captions, as one picture. Immutable: every change makes a new one. The same tiles
 * give the same bytes on one machine; elsewhere fonts may differ.
 *
 * @param title above all
 * @param note small, below the title; may be empty
 * @param tiles at least one, all of the same size
 * @param columns how many are next to each other
 * @param zoom the side of the square that each pixel becomes
 */
public record ContactSheet(String title, String note, List<Tile> tiles, int columns, int zoom) {

    /** Smaller pictures are shown larger, so that something can be seen and captions fit. */
    private static final int SMALLEST_SIDE = 128;

    private static final int MOST_COLUMNS = 8;

    /**
     * Checks that there is something to show.
     *
     * @param title above all
     * @param note small, below the title; may be empty
     * @param tiles at least one, all of the same size
     * @param columns how many are next to each other
     * @param zoom the side of the square that each pixel becomes
     */
    public ContactSheet {
        tiles = List.copyOf(tiles);
        if (tiles.isEmpty()) {
            throw new IllegalArgumentException("a contact sheet needs at least one tile but got none");
        }
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be positive but were " + columns);
        }
        if (zoom < 1) {
            throw new IllegalArgumentException("zoom must be positive but was " + zoom);
        }
    }

    static ContactSheet of(String title, String note, List<Tile> tiles) {
        return new ContactSheet(title, note, tiles, columnsOf(tiles.size()), zoomOf(tiles.get(0)));
    }

    /** Returns a number of columns that leaves no gap at the end, if there is one. */
    private static int columnsOf(int tiles) {
        int square = Math.min(MOST_COLUMNS, (int) Math.ceil(Math.sqrt(tiles)));
        return IntStream.rangeClosed(square, MOST_COLUMNS)
                .filter(columns -> tiles % columns == 0)
                .findFirst()
                .orElse(square);
    }

    static int zoomOf(Tile tile) {
        int side =
                Math.max(tile.pixels().shape().height(), tile.pixels().shape().width());
        return (SMALLEST_SIDE - 1) / side + 1;
    }

    /**
     * Returns the same tiles in another number of columns; about as many as rows, but at most 8, unless set.
     *
     * @param number at least 1
     * @return a new sheet
     * @throws IllegalArgumentException if it is not positive
     */
    public ContactSheet columns(int number) {
        return new ContactSheet(title, note, tiles, number, zoom);
    }

    /**
     * Returns the same tiles in another size; unless set 1, or what makes the longer side of small pictures 128.
     *
     * @param factor the side of the square that each pixel becomes, at least 1
     * @return a new sheet
     * @throws IllegalArgumentException if it is not positive
     */
    public ContactSheet zoom(int factor) {
        return new ContactSheet(title, note, tiles, columns, factor);
    }

    /**
     * Returns where the picture of a tile lies on the sheet.
     *
     * @param tile which one, from 0
     * @return in pixels of {@link #image}, without caption and margin
     * @throws IndexOutOfBoundsException if there is no such tile
     */
    public Rectangle area(int tile) {
        return SheetPainter.of(this).area(tile);
    }

    /**
     * Paints the sheet.
     *
     * @return a new RGB picture
     * @throws IllegalStateException if Java finds no fonts
     */
    public BufferedImage image() {
        return SheetPainter.of(this).paint();
    }

    /**
     * Writes the sheet as a PNG file.
     *
     * @param file where to; replaced if it is there
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if Java finds no fonts
     */
    public void save(Path file) throws IOException {
        Files.write(file, png());
    }

    /**
     * Returns the sheet as a PNG file, for instance for a page of one's own.
     *
     * @return the bytes of the file
     * @throws IllegalStateException if Java finds no fonts
     */
    public byte[] png() {
        return png(image());
    }

    static byte[] png(BufferedImage picture) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("this Java cannot write PNG files");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }
}
