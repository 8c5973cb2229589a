package io.github.dl4jimagegen.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Examples that are kept in a file by the first complete pass. */
record CachedOnDisk<E>(Examples<E> source, Path file, ElementCodec<E> codec) implements Examples<E> {

    CachedOnDisk {
        Cached.checkEnds(source);
        file = file.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("cache must be given a file in an existing folder but was given " + file
                    + ": create the folder, and name a file in it");
        }
    }

    @Override
    public Pass<E> open(long epoch) {
        return Files.exists(file) ? new ReadingPass() : new RecordingPass(new Input<>(source, epoch));
    }

    @Override
    public long cardinality() {
        if (!Files.exists(file)) {
            return source.cardinality();
        }
        try (CacheFileReader reader = new CacheFileReader(file)) {
            return reader.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class ReadingPass extends AbstractPass<E> {

        private @Nullable CacheFileReader reader;

        private CacheFileReader reader() throws IOException {
            CacheFileReader current = reader == null ? new CacheFileReader(file) : reader;
            reader = current;
            return current;
        }

        @Override
        @Nullable
        E advance() {
            try {
                return reader().next(codec);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        long drop(long n) {
            try {
                return reader().skip(n);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        void release() {
            if (reader != null) {
                try {
                    reader.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private final class RecordingPass extends AbstractPass<E> {

        private final Input<E> input;
        private @Nullable CacheFileWriter writer;
        private boolean failed;

        RecordingPass(Input<E> input) {
            this.input = input;
        }

        @Override
        @Nullable
        E advance() {
            try {
                CacheFileWriter current = writer == null ? new CacheFileWriter(file) : writer;
                writer = current;
                E example = input.next();
                if (example != null) {
                    current.write(example, codec);
                } else if (!failed) {
                    current.complete();
                }
                return example;
            } catch (RuntimeException e) {
                failed = true;
                throw e;
            } catch (IOException e) {
                failed = true;
                throw new UncheckedIOException("cannot write the cache file " + file + ": " + e, e);
            }
        }

        @Override
        void release() {
            try (input) {
                if (writer != null) {
                    writer.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the cache file " + file + ": " + e, e);
            }
        }
    }
}
