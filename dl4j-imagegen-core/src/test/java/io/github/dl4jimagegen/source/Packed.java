package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Real archives of every kind that can be read. */
enum Packed {
    STORED_ZIP {
        @Override
        byte[] pack(Map<String, byte[]> files) {
            return zip(files, ZipEntry.STORED, Zip64Mode.Never);
        }
    },
    DEFLATED_ZIP {
        @Override
        byte[] pack(Map<String, byte[]> files) {
            return zip(files, ZipEntry.DEFLATED, Zip64Mode.Never);
        }
    },
    ZIP64 {
        @Override
        byte[] pack(Map<String, byte[]> files) {
            return zip(files, ZipEntry.DEFLATED, Zip64Mode.Always);
        }
    },
    USTAR {
        @Override
        byte[] pack(Map<String, byte[]> files) {
            return tar(files, TarArchiveOutputStream.LONGFILE_ERROR);
        }
    },
    TAR_WITH_NAMES_OF_PAX {
        @Override
        byte[] pack(Map<String, byte[]> files) {
            return tar(files, TarArchiveOutputStream.LONGFILE_POSIX);
        }
    },
    TAR_WITH_NAMES_OF_GNU {
        @Override
        byte[] pack(Map<String, byte[]> files) {
            return tar(files, TarArchiveOutputStream.LONGFILE_GNU);
        }
    };

    abstract byte[] pack(Map<String, byte[]> files);

    Path write(Path archive, Map<String, byte[]> files) {
        return TestImages.write(archive, pack(files));
    }

    /** Returns the files below a folder by their names, in the order in which the system lists them, under a prefix. */
    static Map<String, byte[]> filesOf(Path folder, String prefix) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(prefix + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    static byte[] zip(Map<String, byte[]> files, int method, Zip64Mode mode) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            zip.setUseZip64(mode);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                CRC32 checksum = new CRC32();
                checksum.update(file.getValue());
                entry.setMethod(method);
                entry.setSize(file.getValue().length);
                entry.setCrc(checksum.getValue());
                zip.putArchiveEntry(entry);
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] tar(Map<String, byte[]> files, int longNames) {
        return tar(tar -> {
            tar.setLongFileMode(longNames);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        });
    }

    interface TarWriter {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    static byte[] tar(TarWriter writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            writer.write(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
