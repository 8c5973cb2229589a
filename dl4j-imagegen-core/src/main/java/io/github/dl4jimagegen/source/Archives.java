package io.github.dl4jimagegen.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Lists archives: which files they hold, and where. */
final class Archives {

    private static final int HEAD = 512;
    private static final int MAGIC_OF_TAR = 257;

    private Archives() {}

    /** Returns the files in an archive, recognised by its content, in the order in which they stand in it. */
    static List<ArchiveEntry> list(Path archive) {
        if (!Files.isRegularFile(archive)) {
            throw new IllegalArgumentException("no such archive: " + archive.toAbsolutePath());
        }
        try {
            byte[] head = head(archive);
            if (startsWith(head, 0, "PK")) {
                return zip(archive);
            }
            if (startsWith(head, MAGIC_OF_TAR, "ustar")) {
                return tar(archive);
            }
            boolean gzip = head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B;
            throw new IllegalArgumentException(archive + " is not a zip or tar file"
                    + (gzip
                            ? ", but a compressed one, of which no part can be read alone: unpack it with gunzip"
                            : ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + archive + ": " + e.getMessage(), e);
        }
    }

    private static byte[] head(Path archive) throws IOException {
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (head.hasRemaining() && file.read(head) >= 0) {}
            byte[] bytes = new byte[head.flip().limit()];
            head.get(bytes);
            return bytes;
        }
    }

    private static boolean startsWith(byte[] head, int at, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
        if (head.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (head[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static List<ArchiveEntry> zip(Path archive) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (Enumeration<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder(); all.hasMoreElements(); ) {
                ZipArchiveEntry entry = all.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
                boolean known = deflated || entry.getMethod() == ZipEntry.STORED;
                if (!known || entry.getGeneralPurposeBit().usesEncryption()) {
                    throw new IllegalArgumentException("cannot read " + entry.getName() + " in " + archive
                            + ": only files that are stored or deflated, and not encrypted, can be read");
                }
                entries.add(new ArchiveEntry(
                        archive.toAbsolutePath().toString(),
                        entry.getName(),
                        offset(zip, entry),
                        entry.getCompressedSize(),
                        entry.getSize(),
                        deflated));
            }
        }
        return entries;
    }

    /** The place of the bytes stands in the entry's own header, which is read when its raw bytes are asked for. */
    private static long offset(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        try (var raw = zip.getRawInputStream(entry)) {
            if (raw == null) {
                throw new IOException("the entry " + entry.getName() + " has no data");
            }
            return entry.getDataOffset();
        }
    }

    private static List<ArchiveEntry> tar(Path archive) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        try (TarFile tar = new TarFile(archive)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                if (entry.isFile() && !entry.isSparse()) {
                    entries.add(new ArchiveEntry(
                            archive.toAbsolutePath().toString(),
                            entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName(),
                            entry.getDataOffset(),
                            entry.getSize(),
                            entry.getSize(),
                            false));
                }
            }
        }
        return entries;
    }
}
