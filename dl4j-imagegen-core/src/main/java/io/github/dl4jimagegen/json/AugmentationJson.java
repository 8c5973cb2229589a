package io.github.dl4jimagegen.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Named;
import io.github.dl4jimagegen.image.OneOf;
import io.github.dl4jimagegen.image.RandomOrder;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.image.Sequence;
import io.github.dl4jimagegen.image.SizePolicy;
import io.github.dl4jimagegen.image.SomeOf;
import io.github.dl4jimagegen.image.Sometimes;
import io.github.dl4jimagegen.image.WithBorder;
import io.github.dl4jimagegen.image.WithInterpolation;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes augmentations as JSON and reads them, and size policies as parts of pipelines. It knows a closed set of types,
 * each by the name of its record, and functions by the names they were given: nothing in the JSON names a class.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * AugmentationJson json = AugmentationJson.standard().with("my-dim", dim);
 * String text = json.write(Augmentation.sequence(randomRotation(20), Augmentation.named("my-dim", dim)));
 * Augmentation same = json.read(text);
 * }</pre>
 */
public final class AugmentationJson {

    static final String TYPE = "type";
    private static final String NAMED = "named";
    private static final String NAME = "name";

    private static final List<Class<? extends Augmentation>> COMPOSITIONS = List.of(
            Sequence.class,
            Sometimes.class,
            OneOf.class,
            SomeOf.class,
            RandomOrder.class,
            WithBorder.class,
            WithInterpolation.class);

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, Class<? extends Augmentation>> types;
    private final Map<String, Class<? extends SizePolicy>> sizePolicies;
    private final Map<String, Augmentation> functions;

    private AugmentationJson(
            Map<String, Class<? extends Augmentation>> types,
            Map<String, Class<? extends SizePolicy>> sizePolicies,
            Map<String, Augmentation> functions) {
        this.types = types;
        this.sizePolicies = sizePolicies;
        this.functions = functions;
    }

    /**
     * Returns what knows the compositions of {@link Augmentation}, {@link Resizing}, and the types of every library on the
     * class path that offers {@link AugmentationTypes}, such as the catalogue of dl4j-imagegen-augment.
     *
     * @return the types, and no functions yet
     */
    public static AugmentationJson standard() {
        AugmentationJson json = new AugmentationJson(Map.of(), Map.of(), Map.of()).withSizePolicy(Resizing.class);
        for (Class<? extends Augmentation> type : COMPOSITIONS) {
            json = json.with(type);
        }
        for (AugmentationTypes found :
                ServiceLoader.load(AugmentationTypes.class, AugmentationJson.class.getClassLoader())) {
            for (Class<? extends Augmentation> type : found.types()) {
                json = json.with(type);
            }
            for (Class<? extends SizePolicy> type : found.sizePolicies()) {
                json = json.withSizePolicy(type);
            }
        }
        return json;
    }

    /**
     * Returns this with a type of one's own. Its name is that of the record, with a small letter first.
     *
     * @param type a record whose components are numbers, text, enums, lists, other records or augmentations
     * @return a new object
     * @throws IllegalArgumentException if the type is no such record, or another one has that name
     */
    public AugmentationJson with(Class<? extends Augmentation> type) {
        if (Components.nameOf(type).equals(NAMED)) {
            throw alreadyThere(type);
        }
        return new AugmentationJson(plus(types, type), sizePolicies, functions);
    }

    /**
     * Returns this with a type of size policies of one's own. Its name is that of the record, with a small letter first.
     *
     * @param type a record whose components are numbers, text, enums, lists, other records or augmentations
     * @return a new object
     * @throws IllegalArgumentException if the type is no such record, or another one has that name
     */
    public AugmentationJson withSizePolicy(Class<? extends SizePolicy> type) {
        return new AugmentationJson(types, plus(sizePolicies, type), functions);
    }

    private static <T> Map<String, Class<? extends T>> plus(
            Map<String, Class<? extends T>> types, Class<? extends T> type) {
        Components.checkCanBeWritten(type);
        Map<String, Class<? extends T>> more = new TreeMap<>(types);
        Class<? extends T> other = more.put(Components.nameOf(type), type);
        if (other != null && other != type) {
            throw alreadyThere(type);
        }
        return more;
    }

    private static IllegalArgumentException alreadyThere(Class<?> type) {
        return new IllegalArgumentException(
                "there is already a type \"" + Components.nameOf(type) + "\": rename " + type.getName());
    }

    /**
     * Returns this with a function that is found again by its name.
     *
     * @param name the name in {@link Augmentation#named}
     * @param function what it stands for in this program
     * @return a new object
     * @throws IllegalArgumentException if the name stands for another function already
     */
    public AugmentationJson with(String name, Augmentation function) {
        Augmentation other = functions.get(name);
        if (other != null && !other.equals(function)) {
            throw new IllegalArgumentException("\"" + name + "\" already stands for another function");
        }
        Map<String, Augmentation> more = new TreeMap<>(functions);
        more.put(name, function);
        return new AugmentationJson(types, sizePolicies, more);
    }

    /**
     * Returns an augmentation as JSON.
     *
     * @param augmentation records of known types, and functions that are named
     * @return an object, over several lines
     * @throws IllegalArgumentException if there is a function without a name or a record of an unknown type
     */
    public String write(Augmentation augmentation) {
        try {
            return MAPPER.writeValueAsString(toTree(augmentation));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }

    /**
     * Returns the augmentation that some JSON describes.
     *
     * @param json what {@link #write} returned, here or in another program
     * @return an augmentation that equals the one that was written
     * @throws IllegalArgumentException if it is no such JSON, names a type or function that is not known, or holds a
     *     parameter that the type refuses
     */
    public Augmentation read(String json) {
        try {
            return fromTree(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON of an augmentation: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Returns an augmentation as a part of a larger JSON.
     *
     * @param augmentation records of known types, and functions that are named
     * @return an object with the property "type"
     * @throws IllegalArgumentException as for {@link #write}
     */
    public ObjectNode toTree(Augmentation augmentation) {
        if (augmentation instanceof Named named) {
            return MAPPER.createObjectNode().put(TYPE, NAMED).put(NAME, named.name());
        }
        if (!(augmentation instanceof Record record)) {
            throw new IllegalArgumentException(augmentation.describe()
                    + " has no name to be written by: wrap it in Augmentation.named(\"my-name\", ...), and read it with"
                    + " AugmentationJson.standard().with(\"my-name\", ...)");
        }
        return toTree(record, types, "with");
    }

    ObjectNode toTree(SizePolicy policy) {
        if (!(policy instanceof Record record)) {
            throw new IllegalArgumentException("the size policy " + policy.describe()
                    + " cannot be written as JSON: make it a record, MyPolicy(...) implements SizePolicy, and write and"
                    + " read it with AugmentationJson.standard().withSizePolicy(MyPolicy.class)");
        }
        return toTree(record, sizePolicies, "withSizePolicy");
    }

    private <T> ObjectNode toTree(Record record, Map<String, Class<? extends T>> known, String adding) {
        String name = Components.nameOf(record.getClass());
        if (known.get(name) != record.getClass()) {
            throw new IllegalArgumentException(record.getClass().getName()
                    + " is not a known type: write and read it with AugmentationJson.standard()." + adding + "("
                    + record.getClass().getSimpleName() + ".class)");
        }
        ObjectNode object = MAPPER.createObjectNode().put(TYPE, name);
        new Components(this).write(record, object);
        return object;
    }

    /**
     * Returns the augmentation that a part of a larger JSON describes.
     *
     * @param tree what {@link #toTree} returned
     * @return an augmentation that equals the one that was written
     * @throws IllegalArgumentException as for {@link #read}
     */
    public Augmentation fromTree(@Nullable JsonNode tree) {
        if (tree != null && tree.path(TYPE).asText().equals(NAMED)) {
            return named(tree.path(NAME).asText());
        }
        return fromTree(tree, types, "augmentation", "with");
    }

    SizePolicy sizePolicy(JsonNode tree) {
        return fromTree(tree, sizePolicies, "size policy", "withSizePolicy");
    }

    private <T> T fromTree(@Nullable JsonNode tree, Map<String, Class<? extends T>> known, String what, String adding) {
        if (tree == null || !tree.isObject() || !tree.path(TYPE).isTextual()) {
            throw new IllegalArgumentException((what.startsWith("a") ? "an " : "a ") + what
                    + " must be an object with the property \"" + TYPE + "\" but was " + tree);
        }
        String name = tree.get(TYPE).asText();
        Class<? extends T> type = known.get(name);
        if (type == null) {
            throw new IllegalArgumentException("there is no " + what + " \"" + name + "\"; known are "
                    + String.join(", ", known.keySet()) + ": add a type of your own by " + adding + "(Class)");
        }
        return type.cast(new Components(this).read(tree, type));
    }

    private Augmentation named(String name) {
        Augmentation function = functions.get(name);
        if (function == null) {
            throw new IllegalArgumentException("there is no function \"" + name + "\"; known are "
                    + (functions.isEmpty() ? "none" : String.join(", ", functions.keySet())) + ": add it by with(\""
                    + name + "\", function)");
        }
        return Augmentation.named(name, function);
    }
}
