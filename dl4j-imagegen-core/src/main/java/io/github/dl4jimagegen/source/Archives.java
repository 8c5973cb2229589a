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
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Lists archives: which files they hold, and where. */
final class Archives {

    private static final int HEAD = 512;
    private static final int MAGIC_OF_TAR = 257;

    /** What other archives and compressed files begin with, one character a byte, and what unpacks them. */
    private static final Map<String, String> UNPACKED_BY = Map.of(
            "\u001F\u008B", "gunzip",
            "BZh", "bunzip2",
            "\u00FD7zXZ", "unxz",
            "(\u00B5/\u00FD", "unzstd",
            "7z\u00BC\u00AF", "7z x",
            "Rar!", "unrar x");

    private Archives() {}

    /**
     * Returns files of an archive, which is recognised by its content, in the order in which they stand in it. Hidden
     * ones are left out: what macOS adds to archives, "__MACOSX/._a.jpg", looks like images by name.
     */
    static List<ArchiveEntry> list(Path archive, Predicate<String> wanted) {
        if (!Files.isRegularFile(archive)) {
            throw new IllegalArgumentException(
                    (Files.exists(archive) ? "not an archive but a folder: " : "no such archive: ")
                            + archive.toAbsolutePath());
        }
        Predicate<String> visible = name -> wanted.test(name) && isVisible(name, archive);
        try {
            String head = head(archive);
            if (head.startsWith("PK")) {
                return zip(archive, visible);
            }
            if (head.startsWith("ustar", MAGIC_OF_TAR)) {
                return tar(archive, visible);
            }
            throw new IllegalArgumentException(archive + " is not a zip or tar file" + cure(head));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + archive + ": " + e.getMessage(), e);
        }
    }

    /** A name that leads out of the archive's own folder is refused, since such a file cannot lie where it says. */
    private static boolean isVisible(String name, Path archive) {
        List<String> parts = List.of(name.split("/", -1));
        if (parts.contains("..") || name.startsWith("/") || name.matches("(?s)[A-Za-z]:[/\\\\].*")) {
            throw new IllegalArgumentException("the name " + name + " in " + archive
                    + " leads out of the archive (path traversal): make the archive with relative names, without ..");
        }
        return parts.stream().noneMatch(Listing::isHidden);
    }

    private static String cure(String head) {
        return UNPACKED_BY.entrySet().stream()
                .filter(each -> head.startsWith(each.getKey()))
                .map(each ->
                        ", but a compressed one, of which no part can be read alone: unpack it with " + each.getValue())
                .findAny()
                .orElse("");
    }

    private static String head(Path archive) throws IOException {
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (head.hasRemaining() && file.read(head) >= 0) {}
            return StandardCharsets.ISO_8859_1.decode(head.flip()).toString();
        }
    }

    private static List<ArchiveEntry> zip(Path archive, Predicate<String> wanted) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        String path = archive.toAbsolutePath().toString();
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (Enumeration<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder(); all.hasMoreElements(); ) {
                ZipArchiveEntry entry = all.nextElement();
                String name = withoutDots(entry.getName());
                if (entry.isDirectory() || !wanted.test(name)) {
                    continue;
                }
                boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
                boolean known = deflated || entry.getMethod() == ZipEntry.STORED;
                if (!known || entry.getGeneralPurposeBit().usesEncryption()) {
                    throw new IllegalArgumentException("cannot read " + name + " in " + archive
                            + ": only files that are stored or deflated, and not encrypted, can be read: unpack it");
                }
                if (entry.isUnixSymlink()) {
                    throw isLink(name, archive, "zip without -y");
                }
                entries.add(new ArchiveEntry(
                        path,
                        name,
                        offset(zip, entry),
                        entry.getCompressedSize(),
                        entry.getSize(),
                        deflated,
                        entry.getCrc()));
            }
        }
        return entries;
    }

    private static String withoutDots(String name) {
        String clean = name;
        while (clean.startsWith("./")) {
            clean = clean.substring(2);
        }
        return clean.replace("/./", "/");
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

    private static List<ArchiveEntry> tar(Path archive, Predicate<String> wanted) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        String path = archive.toAbsolutePath().toString();
        long end = 0;
        try (TarFile tar = new TarFile(archive)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                String name = withoutDots(entry.getName());
                end = entry.getDataOffset() + entry.getSize();
                if (entry.isDirectory() || !wanted.test(name)) {
                    continue;
                }
                if (entry.isLink() || entry.isSymbolicLink()) {
                    throw isLink(name, archive, "tar --dereference --hard-dereference");
                }
                if (!entry.isFile() || entry.isSparse()) {
                    throw new IllegalArgumentException("cannot read " + name + " in " + archive
                            + ": it is no plain file: make the archive with tar, without --sparse");
                }
                entries.add(new ArchiveEntry(
                        path,
                        name,
                        entry.getDataOffset(),
                        entry.getSize(),
                        entry.getSize(),
                        false,
                        ArchiveEntry.NO_CHECKSUM));
            }
        }
        if (end > Files.size(archive) - HEAD) {
            throw new IOException("it lacks the empty block that ends a tar file, so it has been cut off");
        }
        return entries;
    }

    private static IllegalArgumentException isLink(String name, Path archive, String cure) {
        return new IllegalArgumentException(
                "cannot read " + name + " in " + archive + ": it is a link: make the archive with " + cure);
    }
}
