package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedImagesTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    @SuppressWarnings("NullAway") // set before the tests
    private Path images;

    @SuppressWarnings("NullAway") // set before the tests
    private Path annotations;

    @BeforeEach
    void twoImages() throws IOException {
        images = Files.createDirectories(root.resolve("images/street"));
        annotations = Files.createDirectories(root.resolve("annotations/street"));
        Path unused1 = TestImages.write(images.resolve("a.png"), TestImages.encoded("png", 40, 30, 1));
        Path unused2 = TestImages.write(images.resolve("b.png"), TestImages.encoded("png", 20, 20, 2));
        images = root.resolve("images");
        annotations = root.resolve("annotations");
    }

    private static String voc(String... objects) {
        return "<annotation><filename>x</filename>" + String.join("", objects) + "</annotation>";
    }

    private static String object(String name, int xMin, int yMin, int xMax, int yMax) {
        return "<object><name>" + name + "</name><part><bndbox><xmin>0</xmin></bndbox></part><bndbox><xmin>" + xMin
                + "</xmin><ymin>" + yMin + "</ymin><xmax>" + xMax + "</xmax><ymax>" + yMax
                + "</ymax></bndbox></object>";
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(annotations.resolve(name), text);
    }

    @Test
    void pascalVocCountsPixelsFromOne() throws IOException {
        write("street/a.xml", voc(object("dog", 1, 2, 10, 20), object("cat", 5, 5, 6, 6)));
        write("street/b.xml", voc());
        AnnotatedImages source = AnnotatedImages.pascalVoc(images, annotations);
        assertThat(source.classes().names()).containsExactly("cat", "dog");
        assertThat(source.name(0)).isEqualTo("street/a.png");
        assertThat(source.target(0))
                .isEqualTo(Target.ofBoxes(List.of(new Box(0, 1, 10, 20, 1), new Box(4, 4, 6, 6, 0))));
        assertThat(source.target(1)).isEqualTo(Target.ofBoxes(List.of()));
        assertThatThrownBy(() -> AnnotatedImages.pascalVoc(images, annotations, ClassIndex.of("cat")))
                .hasMessageContaining("street/a.png")
                .hasMessageContaining("\"dog\"");
    }

    @Test
    void pascalVocFilesThatCannotBeUnderstoodAreNamed() throws IOException {
        write("street/a.xml", voc(object("dog", 10, 2, 1, 20)));
        assertThatThrownBy(() -> AnnotatedImages.pascalVoc(images, annotations)).hasMessageContaining("a.xml");
        write("street/a.xml", "<annotation><object><name>x</name></object></annotation>");
        assertThatThrownBy(() -> AnnotatedImages.pascalVoc(images, annotations))
                .hasMessageContaining("a.xml")
                .hasMessageContaining("has no <bndbox>");
        write("street/a.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><annotation>&e;</annotation>");
        assertThatThrownBy(() -> AnnotatedImages.pascalVoc(images, annotations))
                .hasMessageContaining("a.xml")
                .hasMessageContaining("DOCTYPE");
        write("street/a.xml", voc());
        assertThatThrownBy(() -> AnnotatedImages.pascalVoc(images, annotations))
                .hasMessageContaining("the annotation of street/b.png is not there");
    }

    @Test
    void yoloCountsSharesOfTheImage() throws IOException {
        write("street/a.txt", "1 0.5 0.5 0.25 0.5\n\n0 0.125 0.25 0.25 0.5\n");
        AnnotatedImages source = AnnotatedImages.yolo(images, annotations, ClassIndex.of("cat", "dog"));
        assertThat(source.target(0))
                .isEqualTo(new Target.OfBoxes(
                        List.of(new Box(0.375, 0.25, 0.625, 0.75, 1), new Box(0, 0, 0.25, 0.5, 0)),
                        Target.Unit.FRACTIONS));
        assertThat(source.target(1)).isEqualTo(new Target.OfBoxes(List.of(), Target.Unit.FRACTIONS));
        write("street/a.txt", "0 0.5 0.5 0.25 0.5\n2 0.5 0.5 0.25 0.5\n");
        assertThatThrownBy(() -> AnnotatedImages.yolo(images, annotations, ClassIndex.of("cat", "dog")))
                .hasMessageContaining("a.txt, line 2")
                .hasMessageContaining("the class is 2");
        write("street/a.txt", "0 12 5 3 4\n");
        assertThatThrownBy(() -> AnnotatedImages.yolo(images, annotations, ClassIndex.of("cat")))
                .hasMessageContaining("shares of the image's size");
    }

    private Path coco(String annotationsOfA) throws IOException {
        return Files.writeString(root.resolve("instances.json"), """
                {"images": [{"id": 7, "file_name": "street/b.png"}, {"id": 3, "file_name": "street/a.png"}],
                 "categories": [{"id": 90, "name": "dog", "keypoints": ["nose", "tail"]}, {"id": 2, "name": "cat"}],
                 "annotations": [%s]}""".formatted(annotationsOfA));
    }

    @Test
    void cocoHasIdsForEverything() throws IOException {
        Path file = coco("""
                {"id": 1, "image_id": 3, "category_id": 90, "bbox": [1, 2, 3, 4], "iscrowd": 0},
                {"id": 2, "image_id": 3, "category_id": 2, "bbox": [0, 0, 9, 9], "iscrowd": 1},
                {"id": 3, "image_id": 3, "category_id": 2, "bbox": [0.5, 0, 2, 2]}""");
        AnnotatedImages source = AnnotatedImages.coco(images, file);
        assertThat(source.classes().names()).containsExactly("cat", "dog");
        assertThat(source.name(0)).isEqualTo("street/a.png");
        assertThat(source.target(0))
                .isEqualTo(Target.ofBoxes(List.of(new Box(1, 2, 4, 6, 1), new Box(0.5, 0, 2.5, 2, 0))));
        assertThat(source.target(1)).isEqualTo(Target.ofBoxes(List.of()));
        Path broken = coco("{\"id\": 5, \"image_id\": 3, \"category_id\": 90, \"bbox\": [1, 2, 0, 4]}");
        assertThatThrownBy(() -> AnnotatedImages.coco(images, broken)).hasMessageContaining("annotation 5");
    }

    @Test
    void cocoKeypointsHaveNamesAndVisibility() throws IOException {
        Path file = coco("""
                {"id": 1, "image_id": 3, "category_id": 90, "num_keypoints": 1, "keypoints": [5, 6, 2, 0, 0, 0]}""");
        AnnotatedImages source = AnnotatedImages.cocoKeypoints(images, file);
        assertThat(source.size()).isEqualTo(1);
        assertThat(source.target(0))
                .isEqualTo(Target.ofKeypoints(List.of(Keypoint.of("nose", 5, 6), new Keypoint("tail", 0, 0, false))));
    }

    @Test
    void anImageOutsideOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(root.resolve("x.json"), """
                {"images": [{"id": 1, "file_name": "../secret.png"}], "categories": [{"id": 1, "name": "a"}],
                 "annotations": []}""");
        assertThatThrownBy(() -> AnnotatedImages.coco(images, file)).hasMessageContaining("lies outside of");
    }
}
