package io.github.dl4jimagegen.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Statistics as JSON: numbers as they are, the matrix as rows of little-endian doubles in Base64. */
final class StatisticsJson {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private StatisticsJson() {}

    /** What is written. */
    private record Written(
            int version,
            long images,
            @Nullable ColorMode colorMode,
            double rescale,
            @Nullable List<Double> mean,
            @Nullable List<Double> std,
            @Nullable WrittenCovariance covariance) {

        static Written of(ImageStatistics statistics) {
            Covariance covariance = statistics.covariance();
            return new Written(
                    VERSION,
                    statistics.images(),
                    statistics.colorMode(),
                    statistics.rescale(),
                    statistics.mean(),
                    statistics.std(),
                    covariance == null ? null : WrittenCovariance.of(covariance));
        }

        ImageStatistics toStatistics() {
            if (colorMode == null || mean == null || std == null) {
                throw new IllegalArgumentException(
                        "not the JSON of statistics: colorMode, mean and std must not be null");
            }
            return new ImageStatistics(
                    images, colorMode, rescale, mean, std, covariance == null ? null : covariance.toCovariance());
        }
    }

    /** The upper triangle: of row i the elements from i on. */
    private record WrittenCovariance(int height, int width, int channels, List<String> rows) {

        static WrittenCovariance of(Covariance covariance) {
            ImageShape shape = covariance.shape();
            List<String> rows = IntStream.range(0, shape.length())
                    .mapToObj(i -> encode(covariance.row(i)))
                    .toList();
            return new WrittenCovariance(shape.height(), shape.width(), shape.channels(), rows);
        }

        private static String encode(double[] row) {
            ByteBuffer bytes = ByteBuffer.allocate(row.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            var unused = bytes.asDoubleBuffer().put(row);
            return Base64.getEncoder().encodeToString(bytes.array());
        }

        Covariance toCovariance() {
            ImageShape shape = new ImageShape(height, width, channels);
            if (rows.size() != shape.length()) {
                throw new IllegalArgumentException("the covariance of images of " + shape + " has " + shape.length()
                        + " rows but there are " + rows.size());
            }
            double[] upper = new double[Covariance.length(shape.length())];
            for (int i = 0; i < rows.size(); i++) {
                byte[] bytes = Base64.getDecoder().decode(rows.get(i));
                int length = shape.length() - i;
                if (bytes.length != length * Double.BYTES) {
                    throw new IllegalArgumentException("row " + i + " of the covariance must have " + length
                            + " numbers but has " + bytes.length + " bytes");
                }
                var unused = ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(upper, Covariance.start(i, shape.length()), length);
            }
            return new Covariance(shape, upper);
        }
    }

    static String write(ImageStatistics statistics) {
        try {
            return JSON.writeValueAsString(Written.of(statistics));
        } catch (JsonProcessingException e) {
            throw new AssertionError("strings and numbers can always be written", e);
        }
    }

    static void write(ImageStatistics statistics, Path file) throws IOException {
        JSON.writeValue(file.toFile(), Written.of(statistics));
    }

    static ImageStatistics read(String json) {
        try {
            Written written = JSON.readValue(json, Written.class);
            if (written.version < 1 || written.version > VERSION) {
                throw new IllegalArgumentException("the statistics have version " + written.version
                        + " but this library reads 1 to " + VERSION
                        + (written.version > VERSION
                                ? ": use the library that they were saved with, or a later one"
                                : ""));
            }
            return written.toStatistics();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of statistics: " + e.getOriginalMessage(), e);
        }
    }

    static ImageStatistics read(Path file) throws IOException {
        try {
            return read(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
