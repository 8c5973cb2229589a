package io.github.dl4jimagegen.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How a file holds a table. Cells may be quoted by {@code "}, which is doubled within; empty lines are passed over.
 * Immutable.
 *
 * @param delimiter what stands between cells
 * @param header whether the first line names the columns; without it they are called "0", "1", ...
 * @param charset how characters are encoded; a byte order mark is passed over
 */
public record TableFormat(char delimiter, boolean header, Charset charset) {

    /**
     * Returns the format of files with commas, a header, and UTF-8.
     *
     * @return the format of most .csv files
     */
    public static TableFormat csv() {
        return new TableFormat(',', true, StandardCharsets.UTF_8);
    }

    /**
     * Returns the format of files with tabs, a header, and UTF-8.
     *
     * @return the format of most .tsv files
     */
    public static TableFormat tsv() {
        return csv().delimiter('\t');
    }

    /**
     * Returns the format that a file's name speaks for.
     *
     * @param file its name alone matters
     * @return {@link #tsv} for .tsv and .tab, in whatever case, otherwise {@link #csv}
     */
    public static TableFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tsv") || name.endsWith(".tab") ? tsv() : csv();
    }

    /**
     * Sets what stands between cells.
     *
     * @param delimiter for instance ';', which spreadsheets write where the comma is the decimal mark
     * @return a new format
     */
    public TableFormat delimiter(char delimiter) {
        return new TableFormat(delimiter, header, charset);
    }

    /**
     * Says that the first line is a row: columns are called by their number, "0", "1", ...
     *
     * @return a new format
     */
    public TableFormat withoutHeader() {
        return new TableFormat(delimiter, false, charset);
    }

    /**
     * Sets how characters are encoded.
     *
     * @param charset for instance {@code StandardCharsets.ISO_8859_1}
     * @return a new format
     */
    public TableFormat charset(Charset charset) {
        return new TableFormat(delimiter, header, charset);
    }
}
