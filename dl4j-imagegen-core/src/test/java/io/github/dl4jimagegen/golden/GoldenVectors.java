package io.github.dl4jimagegen.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * What keras_preprocessing, Keras, Pillow, scipy and numpy answer to the same input: cases by group, and the tensors they
 * refer to. The README beside the files says how they were made.
 */
public final class GoldenVectors {

    private static final String FOLDER = "/golden/";
    private static final Map<String, FloatBuffer> FILES = new ConcurrentHashMap<>();
    private static final JsonNode INDEX = index();

    private GoldenVectors() {}

    /** A tensor: its values in C order, height x width x channels unless the case says otherwise. */
    public record Tensor(List<Integer> shape, float[] values) {

        public int dimension(int i) {
            return shape.get(i);
        }

        /** Returns a part along the first dimension, for instance one image of several. */
        public Tensor at(int index) {
            int length = values.length / shape.get(0);
            float[] part = new float[length];
            System.arraycopy(values, index * length, part, 0, length);
            return new Tensor(shape.subList(1, shape.size()), part);
        }
    }

    /** Returns the cases of a group; at least one, so that a test over them cannot be empty. */
    public static List<JsonNode> cases(String group) {
        List<JsonNode> cases = StreamSupport.stream(INDEX.get("cases").spliterator(), false)
                .filter(each -> each.get("group").asText().equals(group))
                .toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("there is no golden group \"" + group + "\"");
        }
        return cases;
    }

    /** Returns the one case with this id. */
    public static JsonNode byId(String id) {
        return StreamSupport.stream(INDEX.get("cases").spliterator(), false)
                .filter(each -> each.get("id").asText().equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no golden case \"" + id + "\""));
    }

    /** Returns the tensor behind a reference: the name of an input, or an object with file, offset and shape. */
    public static Tensor tensor(JsonNode reference) {
        JsonNode place = reference.isTextual() ? INDEX.get("tensors").get(reference.asText()) : reference;
        List<Integer> shape = StreamSupport.stream(place.get("shape").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        FloatBuffer floats = FILES.computeIfAbsent(place.get("file").asText(), GoldenVectors::floats);
        floats.duplicate().position(place.get("offset").asInt()).get(values);
        return new Tensor(shape, values);
    }

    private static FloatBuffer floats(String file) {
        return ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static JsonNode index() {
        try {
            return new ObjectMapper().readTree(bytes("index.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = GoldenVectors.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("no golden file " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
