package io.github.dl4jimagegen.augment.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jimagegen.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What torchvision, Pillow and OpenCV answer; make_reference.py beside the files says to which calls. */
public final class ReferenceVectors {

    private static final String FOLDER = "/reference/";
    private static final byte[] DATA = bytes("reference.bin");
    private static final JsonNode INDEX = index();

    private ReferenceVectors() {}

    /**
     * One answer to one image.
     *
     * @param call the Python expression that was evaluated
     * @param name the name of the image
     * @param input the image
     * @param expected what came out, 8-bit
     */
    public record Vector(String call, String name, Image input, Image expected) {

        /** Returns whether it was calculated in floats from 0 to 1 and rounded once, at the end. */
        public boolean isFormula() {
            return call.matches(".*\\bf\\b.*");
        }
    }

    /** Returns the answers of one call, one for each of its images; at least one. */
    public static List<Vector> of(String id) {
        List<Vector> vectors = stream(INDEX.get("cases"))
                .filter(each -> each.get("id").asText().equals(id))
                .map(each -> vector(each))
                .toList();
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("there is no reference \"" + id + "\"");
        }
        return vectors;
    }

    /** Returns the ids of all calls. */
    public static Set<String> ids() {
        return stream(INDEX.get("cases")).map(each -> each.get("id").asText()).collect(Collectors.toSet());
    }

    /** Returns a table of torchvision's policies: "spaces" or "pairs". */
    public static JsonNode table(String name) {
        return INDEX.get(name);
    }

    private static Vector vector(JsonNode each) {
        String name = each.get("input").asText();
        return new Vector(
                each.get("call").asText(), name, image(INDEX.get("inputs").get(name)), image(each));
    }

    private static Image image(JsonNode place) {
        JsonNode shape = place.get("shape");
        int height = shape.get(0).asInt();
        int width = shape.get(1).asInt();
        int channels = shape.get(2).asInt();
        int offset = place.get("offset").asInt();
        return Image.ofBytes(
                height, width, channels, Arrays.copyOfRange(DATA, offset, offset + height * width * channels));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode index() {
        try {
            return new ObjectMapper().readTree(bytes("reference.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = ReferenceVectors.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("no reference file " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
