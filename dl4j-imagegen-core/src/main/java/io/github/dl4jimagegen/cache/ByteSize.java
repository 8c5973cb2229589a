package io.github.dl4jimagegen.cache;

import java.util.Locale;

/** Numbers of bytes in words. */
final class ByteSize {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private ByteSize() {}

    /** Returns for instance "512 bytes", "18 kB" or "2.4 GB", in powers of 1000 as disks count. */
    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double size = bytes / 1000.0;
        int unit = 0;
        while (size >= 999.5 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, size < 9.95 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
    }
}
