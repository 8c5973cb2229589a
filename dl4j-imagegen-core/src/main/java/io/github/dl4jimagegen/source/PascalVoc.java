package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Annotations of Pascal VOC. */
final class PascalVoc {

    private PascalVoc() {}

    private record Found(String name, double xMin, double yMin, double xMax, double yMax) {}

    static AnnotatedImages read(ImageSource images, Path annotations, @Nullable ClassIndex given) {
        DocumentBuilder parser = parser();
        List<List<Found>> found = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            found.add(objects(parser, Companions.required(annotations, images.name(i), ".xml")));
        }
        ClassIndex classes = given != null
                ? given
                : new ClassIndex(found.stream()
                        .flatMap(List::stream)
                        .map(Found::name)
                        .distinct()
                        .sorted()
                        .toList());
        return new AnnotatedImages(
                images,
                classes,
                IntStream.range(0, images.size())
                        .mapToObj(i -> Target.ofBoxes(found.get(i).stream()
                                .map(object -> box(object, classes, annotations, images.name(i)))
                                .toList()))
                        .toList());
    }

    private static Box box(Found object, ClassIndex classes, Path annotations, String image) {
        int label = classes.names().indexOf(object.name);
        if (label < 0) {
            throw new IllegalArgumentException("the annotation of " + image + " under " + annotations
                    + " has an object of class \"" + object.name + "\", which is none of " + classes.names());
        }
        // Pixels are counted from 1, and the last one is inside.
        return new Box(object.xMin - 1, object.yMin - 1, object.xMax, object.yMax, label);
    }

    private static List<Found> objects(DocumentBuilder parser, Path file) {
        try {
            NodeList objects = parser.parse(file.toFile()).getDocumentElement().getElementsByTagName("object");
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < objects.getLength(); i++) {
                Element object = (Element) objects.item(i);
                Element box = child(object, "bndbox");
                Found each = new Found(
                        child(object, "name").getTextContent().trim(),
                        number(box, "xmin"),
                        number(box, "ymin"),
                        number(box, "xmax"),
                        number(box, "ymax"));
                if (!(each.xMin - 1 < each.xMax && each.yMin - 1 < each.yMax)) {
                    throw new IllegalArgumentException("a box goes from (" + each.xMin + ", " + each.yMin + ") to ("
                            + each.xMax + ", " + each.yMax + ")");
                }
                found.add(each);
            }
            return found;
        } catch (SAXException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot understand " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Element child(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        throw new IllegalArgumentException("<" + parent.getTagName() + "> has no <" + name + ">");
    }

    private static double number(Element parent, String name) {
        String text = child(parent, name).getTextContent().trim();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("<" + name + "> is \"" + text + "\", not a number", e);
        }
    }

    /** The files come from anywhere: they may not make the parser read others. */
    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null); // it would print
            return parser;
        } catch (ParserConfigurationException e) {
            throw new AssertionError("the JDK's parser knows these features", e);
        }
    }
}
