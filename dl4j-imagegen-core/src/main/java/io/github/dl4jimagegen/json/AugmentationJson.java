package io.github.dl4jimagegen.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.MixOneOf;
import io.github.dl4jimagegen.image.MixSometimes;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Named;
import io.github.dl4jimagegen.image.OneOf;
import io.github.dl4jimagegen.image.PreprocessingFunction;
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
 * Writes augmentations as JSON and reads them, and size policies, mixings and preprocessing functions as parts of
 * pipelines. It knows a closed set of types, each by the name of its record, and functions by the names they were given:
 * nothing in the JSON names a class. Immutable and thread-safe.
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

    /** Whose files can be read by people, and in which nothing is passed over. */
    static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final Map<String, Class<?>> types;
    private final Map<String, Augmentation> functions;
    private final Map<String, PreprocessingFunction> preprocessing;

    private AugmentationJson(
            Map<String, Class<?>> types,
            Map<String, Augmentation> functions,
            Map<String, PreprocessingFunction> preprocessing) {
        this.types = types;
        this.functions = functions;
        this.preprocessing = preprocessing;
    }

    /**
     * Returns what knows the compositions of {@link Augmentation} and {@link Mixing}, {@link Resizing}, and the types of
     * every library on the class path that offers {@link AugmentationTypes}, such as the catalogue of
     * dl4j-imagegen-augment.
     *
     * @return the types, and no functions yet
     */
    public static AugmentationJson standard() {
        AugmentationJson json = new AugmentationJson(Map.of(), Map.of(), Map.of())
                .withSizePolicy(Resizing.class)
                .withMixing(MixSometimes.class)
                .withMixing(MixOneOf.class);
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
            for (Class<? extends Mixing> type : found.mixings()) {
                json = json.withMixing(type);
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
        return plus(type);
    }

    /**
     * Returns this with a type of size policies of one's own. Its name is that of the record, with a small letter first.
     *
     * @param type a record whose components are numbers, text, enums, lists, other records or augmentations
     * @return a new object
     * @throws IllegalArgumentException if the type is no such record, or another one has that name
     */
    public AugmentationJson withSizePolicy(Class<? extends SizePolicy> type) {
        return plus(type);
    }

    /**
     * Returns this with a type of mixings of one's own. Its name is that of the record, with a small letter first.
     *
     * @param type a record whose components are numbers, text, enums, lists, other records or mixings
     * @return a new object
     * @throws IllegalArgumentException if the type is no such record, or another one has that name
     */
    public AugmentationJson withMixing(Class<? extends Mixing> type) {
        return plus(type);
    }

    private AugmentationJson plus(Class<?> type) {
        Components.checkCanBeWritten(type);
        String name = Components.nameOf(type);
        Map<String, Class<?>> more = new TreeMap<>(types);
        Class<?> other = more.put(name, type);
        if (name.equals(NAMED) || (other != null && other != type)) {
            throw new IllegalArgumentException("there is already a type \"" + name + "\": rename " + type.getName());
        }
        return new AugmentationJson(more, functions, preprocessing);
    }

    /**
     * Returns this with a function that is found again by its name.
     *
     * @param name the name in {@link Augmentation#named}
     * @param function what it stands for in this program; may have that name already
     * @return a new object
     * @throws IllegalArgumentException if the name stands for another function already
     */
    public AugmentationJson with(String name, Augmentation function) {
        Augmentation unnamed =
                function instanceof Named named && named.name().equals(name) ? named.augmentation() : function;
        return new AugmentationJson(types, with(functions, name, unnamed), preprocessing);
    }

    /**
     * Returns this with a preprocessing function that is found again by its name.
     *
     * @param name the name in {@link PreprocessingFunction#named}
     * @param function what it stands for in this program; may have that name already
     * @return a new object
     * @throws IllegalArgumentException if the name stands for another preprocessing function already
     */
    public AugmentationJson with(String name, PreprocessingFunction function) {
        PreprocessingFunction unnamed = function instanceof PreprocessingFunction.Named named
                        && named.name().equals(name)
                ? named.function()
                : function;
        return new AugmentationJson(types, functions, with(preprocessing, name, unnamed));
    }

    private static <F> Map<String, F> with(Map<String, F> functions, String name, F function) {
        F other = functions.get(name);
        if (other != null && !other.equals(function)) {
            throw new IllegalArgumentException("\"" + name + "\" already stands for another function");
        }
        Map<String, F> more = new TreeMap<>(functions);
        more.put(name, function);
        return more;
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
        return toTree(record, "with");
    }

    ObjectNode toTree(SizePolicy policy) {
        if (!(policy instanceof Record record)) {
            throw new IllegalArgumentException("the size policy " + policy.describe()
                    + " cannot be written as JSON: make it a record, MyPolicy(...) implements SizePolicy, and write and"
                    + " read it with AugmentationJson.standard().withSizePolicy(MyPolicy.class)");
        }
        return toTree(record, "withSizePolicy");
    }

    ObjectNode toTree(Mixing mixing) {
        if (!(mixing instanceof Record record)) {
            throw new IllegalArgumentException("the mixing, " + mixing.describe()
                    + ", cannot be written as JSON: make it a record, MyMixing(...) implements Mixing, and write and"
                    + " read it with AugmentationJson.standard().withMixing(MyMixing.class)");
        }
        return toTree(record, "withMixing");
    }

    private ObjectNode toTree(Record record, String adding) {
        String name = Components.nameOf(record.getClass());
        if (types.get(name) != record.getClass()) {
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
            return named(tree);
        }
        return fromTree(tree, Augmentation.class, "an augmentation", "with");
    }

    SizePolicy sizePolicy(JsonNode tree) {
        return fromTree(tree, SizePolicy.class, "a size policy", "withSizePolicy");
    }

    Mixing mixing(JsonNode tree) {
        return fromTree(tree, Mixing.class, "a mixing", "withMixing");
    }

    private <T> T fromTree(@Nullable JsonNode tree, Class<T> kind, String what, String adding) {
        if (tree == null || !tree.isObject() || !tree.path(TYPE).isTextual()) {
            throw new IllegalArgumentException(
                    what + " must be an object with the property \"" + TYPE + "\" but was " + tree);
        }
        String name = tree.get(TYPE).asText();
        Class<?> type = types.get(name);
        if (type == null || !kind.isAssignableFrom(type)) {
            List<String> known = types.entrySet().stream()
                    .filter(entry -> kind.isAssignableFrom(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            throw new IllegalArgumentException("there is no " + what.substring(what.indexOf(' ') + 1) + " \"" + name
                    + "\"; known are " + String.join(", ", known) + ": add a type of your own by " + adding
                    + "(Class)");
        }
        return kind.cast(new Components(this).read(tree, type));
    }

    private Augmentation named(JsonNode tree) {
        if (!tree.path(NAME).isTextual() || tree.size() != 2) {
            throw new IllegalArgumentException(
                    "a function must have the property \"" + NAME + "\", which is text, and no other but was " + tree);
        }
        String name = tree.get(NAME).asText();
        return Augmentation.named(name, known("function", functions, name));
    }

    private static <F> F known(String what, Map<String, F> functions, String name) {
        F function = functions.get(name);
        if (function == null) {
            throw new IllegalArgumentException("there is no " + what + " \"" + name + "\"; known are "
                    + (functions.isEmpty() ? "none" : String.join(", ", functions.keySet())) + ": add it by with(\""
                    + name + "\", function)");
        }
        return function;
    }

    TextNode toTree(PreprocessingFunction function) {
        if (function instanceof PreprocessingFunction.Named named) {
            return TextNode.valueOf(named.name());
        }
        throw new IllegalArgumentException("the preprocessing function has no name to be written by: wrap it in"
                + " PreprocessingFunction.named(\"my-name\", ...), and read it with"
                + " AugmentationJson.standard().with(\"my-name\", ...)");
    }

    PreprocessingFunction preprocessingFunction(String name) {
        return PreprocessingFunction.named(name, known("preprocessing function", preprocessing, name));
    }
}
