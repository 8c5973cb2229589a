package io.github.dl4jimagegen.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.PreprocessingFunction;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.SizePolicy;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records to JSON and back, component by component; a range is a list of two numbers. What a property is to be is said by
 * the record's declaration, never by the JSON; a record is made by its canonical constructor, which checks it.
 */
final class Components {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AugmentationJson augmentations;

    Components(AugmentationJson augmentations) {
        this.augmentations = augmentations;
    }

    static String nameOf(Class<?> type) {
        String name = type.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    static void checkCanBeWritten(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName()
                    + " cannot be written as JSON: make it a record, whose components are its parameters");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (!canBeWritten(component.getGenericType())) {
                throw new IllegalArgumentException(type.getName() + " cannot be written as JSON for its component "
                        + component.getName() + " of "
                        + component.getGenericType().getTypeName()
                        + ": numbers, text, enums, lists, records and augmentations can");
            }
        }
    }

    private static boolean canBeWritten(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class && canBeWritten(generic.getActualTypeArguments()[0]);
        }
        if (!(type instanceof Class<?> plain)) {
            return false;
        }
        if (plain.isRecord() && !Augmentation.class.isAssignableFrom(plain)) {
            checkCanBeWritten(plain);
        }
        return isNumber(plain)
                || plain == boolean.class
                || plain == Boolean.class
                || plain == String.class
                || plain.isEnum()
                || plain.isRecord()
                || isSealedOverRecords(plain)
                || Augmentation.class.isAssignableFrom(plain)
                || plain == SizePolicy.class
                || plain == Mixing.class;
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == double.class
                || type == Integer.class
                || type == Long.class
                || type == Double.class;
    }

    private static boolean isSealedOverRecords(Class<?> type) {
        return type.isSealed() && Arrays.stream(type.getPermittedSubclasses()).allMatch(Class::isRecord);
    }

    void write(Record record, ObjectNode into) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true); // the record itself may be hidden
                Object value = component.getAccessor().invoke(record);
                into.set(component.getName(), write(value, component.getGenericType()));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component + " of " + record.getClass(), e);
            }
        }
    }

    private JsonNode write(@Nullable Object value, Type declared) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof Augmentation augmentation) {
            return augmentations.toTree(augmentation);
        } else if (value instanceof PreprocessingFunction function) {
            return augmentations.toTree(function);
        } else if (value instanceof SizePolicy policy) {
            return augmentations.toTree(policy);
        } else if (value instanceof Mixing mixing) {
            return augmentations.toTree(mixing);
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            Type of = declared instanceof ParameterizedType type ? type.getActualTypeArguments()[0] : Object.class;
            list.forEach(element -> array.add(write(element, of)));
            return array;
        } else if (value instanceof Range range) {
            return NODES.arrayNode().add(range.from()).add(range.to());
        } else if (value instanceof Record record) {
            ObjectNode object = NODES.objectNode();
            if (declared instanceof Class<?> type && type.isSealed()) {
                object.put(AugmentationJson.TYPE, nameOf(record.getClass()));
            }
            write(record, object);
            return object;
        } else if (value instanceof Enum<?> constant) {
            return NODES.textNode(constant.name());
        } else if (value instanceof Double number) {
            return NODES.numberNode(number);
        } else if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        } else if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        return NODES.textNode((String) value);
    }

    /** Returns a record of a type; a property "type" is the caller's. */
    Object read(JsonNode object, Class<?> type) {
        String name = nameOf(type);
        if (!object.isObject()) {
            throw new IllegalArgumentException(name + " must be an object but was " + object);
        }
        RecordComponent[] components = type.getRecordComponents();
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String property = names.next();
            if (!known.contains(property) && !property.equals(AugmentationJson.TYPE)) {
                throw new IllegalArgumentException(
                        name + " has no property \"" + property + "\"; it has " + String.join(", ", known));
            }
        }
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components[i];
            JsonNode value = object.get(component.getName());
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (value == null && !mayBeNull) {
                throw new IllegalArgumentException(name + " lacks the property \"" + component.getName() + "\"");
            }
            values[i] = value == null || (value.isNull() && mayBeNull) // older files lack what came later
                    ? null
                    : read(value, component.getGenericType(), name + "." + component.getName());
        }
        return construct(type, components, values, name);
    }

    private static Object construct(
            Class<?> type, RecordComponent[] components, @Nullable Object[] values, String name) {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true); // the record itself may be hidden
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) { // the record refuses its values
            Throwable refusal = Objects.requireNonNull(e.getCause());
            throw new IllegalArgumentException(name + ": " + refusal.getMessage(), refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private Object read(JsonNode node, Type type, String what) {
        if (type instanceof ParameterizedType list) {
            Type of = list.getActualTypeArguments()[0];
            List<Object> elements = new ArrayList<>();
            for (JsonNode element : check(node.isArray(), node, what, "a list")) {
                elements.add(read(element, of, what));
            }
            return elements;
        }
        Class<?> plain = (Class<?>) type;
        if (Augmentation.class.isAssignableFrom(plain)) {
            Augmentation augmentation = augmentations.fromTree(node);
            if (!plain.isInstance(augmentation)) {
                throw new IllegalArgumentException(
                        what + " must be a " + plain.getSimpleName() + " but was " + augmentation.describe());
            }
            return augmentation;
        } else if (plain == PreprocessingFunction.class) {
            return augmentations.preprocessingFunction(
                    check(node.isTextual(), node, what, "text").asText());
        } else if (plain == Mixing.class) {
            return augmentations.mixing(node);
        } else if (plain == SizePolicy.class) {
            return augmentations.sizePolicy(node);
        } else if (plain == Range.class) {
            boolean twoNumbers =
                    node.size() == 2 && node.path(0).isNumber() && node.path(1).isNumber();
            JsonNode range = check(twoNumbers, node, what, "[from, to]");
            return Range.of(range.get(0).asDouble(), range.get(1).asDouble());
        } else if (plain.isRecord()) {
            return read(node, plain);
        } else if (plain.isSealed()) {
            return read(node, permitted(plain, node, what));
        } else if (plain.isEnum()) {
            return constant(plain, node, what);
        } else if (plain == String.class) {
            return check(node.isTextual(), node, what, "text").asText();
        } else if (plain == boolean.class || plain == Boolean.class) {
            return check(node.isBoolean(), node, what, "true or false").asBoolean();
        } else if (plain == double.class || plain == Double.class) {
            return check(node.isNumber(), node, what, "a number").asDouble();
        } else if (plain == long.class || plain == Long.class) {
            return check(node.isIntegralNumber() && node.canConvertToLong(), node, what, "a whole number")
                    .asLong();
        }
        return check(node.isIntegralNumber() && node.canConvertToInt(), node, what, "a whole number below 2^31")
                .asInt();
    }

    private static JsonNode check(boolean right, JsonNode node, String what, String expected) {
        if (!right) {
            throw new IllegalArgumentException(what + " must be " + expected + " but was " + node);
        }
        return node;
    }

    private static Class<?> permitted(Class<?> sealed, JsonNode node, String what) {
        String name = node.path(AugmentationJson.TYPE).asText();
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(each -> nameOf(each).equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(what + " must have a \"type\" of "
                        + Arrays.stream(sealed.getPermittedSubclasses())
                                .map(Components::nameOf)
                                .collect(Collectors.joining(", "))
                        + " but was " + node));
    }

    private static Object constant(Class<?> type, JsonNode node, String what) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(node.asText()))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        what + " must be one of " + Arrays.toString(type.getEnumConstants()) + " but was " + node));
    }
}
