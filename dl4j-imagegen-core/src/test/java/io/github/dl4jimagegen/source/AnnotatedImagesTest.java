package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void yoloTakesWhatIsWrittenOnlyAlmostRight() throws IOException {
        write("street/a.txt", "\uFEFF0 0.5 0.5 1.0000005 1\n0 0.5 0.5 0 0.5\n");
        write("street/lost.txt", "");
        List<AnnotatedImages> sources = new ArrayList<>();
        List<String> log =
                Logged.during(() -> sources.add(AnnotatedImages.yolo(images, annotations, ClassIndex.of("cat"))));
        assertThat(sources.get(0).target(0)).isInstanceOfSatisfying(Target.OfBoxes.class, of -> assertThat(of.boxes())
                .hasSize(1));
        assertThat(log)
                .anyMatch(line -> line.contains("1 images have boxes, 1 have none, of which 1 have no file"))
                .anyMatch(line -> line.contains("1 boxes without area left out") && line.contains("a.txt, line 2"))
                .anyMatch(line -> line.contains("1 files under") && line.contains("no image: street/lost.txt"));
    }

    @Test
    void yoloWithoutAnyFileIsRefused() throws IOException {
        ClassIndex cat = ClassIndex.of("cat");
        assertThatThrownBy(() -> AnnotatedImages.yolo(images, root.resolve("nowhere"), cat))
                .hasMessageContaining("no such folder of labels");
        write("a.txt", "0 0.5 0.5 1 1");
        assertThatThrownBy(() -> AnnotatedImages.yolo(images, annotations, cat))
                .hasMessageContaining("none of the 2 images under")
                .hasMessageContaining("looked for street/a.txt");
    }

    @Test
    void aStateKnowsTheBoxesAndKeypoints() throws IOException {
        List<SourceFingerprint> fingerprints = new ArrayList<>();
        for (String width : List.of("0.5", "0.25")) {
            write("street/a.txt", "0 0.5 0.5 0.5 " + width);
            fingerprints.add(SourceFingerprint.of(AnnotatedImages.yolo(images, annotations, ClassIndex.of("cat"))));
        }
        for (int x = 1; x < 3; x++) {
            Path file = coco("{\"id\": 1, \"image_id\": 3, \"category_id\": 90, \"num_keypoints\": 1, \"keypoints\": ["
                    + x + ", 6, 2, 0, 0, 0]}");
            fingerprints.add(SourceFingerprint.of(AnnotatedImages.cocoKeypoints(images, file)));
        }
        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    @Test
    void aClassModeForOtherTargetsIsRefusedBeforeTheFirstBatch() throws IOException {
        write("street/a.txt", "0 0.5 0.5 0.5 0.5");
        AnnotatedImages boxes = AnnotatedImages.yolo(images, annotations, ClassIndex.of("cat", "dog"));
        assertThatThrownBy(() -> ImagePipeline.targetSize(8, 8).trainingFlow(boxes))
                .hasMessageContaining("classMode CATEGORICAL needs one class")
                .hasMessageContaining("use ClassMode.yolo(rows, columns) or boxes(most)");
        AnnotatedImages points = AnnotatedImages.cocoKeypoints(
                images,
                coco(
                        "{\"id\": 1, \"image_id\": 3, \"category_id\": 90, \"num_keypoints\": 1, \"keypoints\": [5, 6, 2, 0, 0, 0]}"));
        assertThatThrownBy(() -> ImagePipeline.targetSize(8, 8).trainingFlow(points))
                .hasMessageContaining("use ClassMode.keypoints(2)");
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
        Path broken = coco("{\"id\": 5, \"image_id\": 3, \"category_id\": 90, \"bbox\": [1, 2, -1, 4]}");
        assertThatThrownBy(() -> AnnotatedImages.coco(images, broken)).hasMessageContaining("annotation 5");
        Path words = coco("{\"id\": 5, \"image_id\": 3, \"category_id\": 90, \"bbox\": [1, 2, \"3\", 4]}");
        assertThatThrownBy(() -> AnnotatedImages.coco(images, words)).hasMessageContaining("four numbers");
    }

    @Test
    void cocoBoxesWithoutAreaAndAnnotationsOfOtherImagesAreLeftOutAndCounted() throws IOException {
        Path file = coco("""
                {"id": 11, "image_id": 3, "category_id": 90, "bbox": [1, 2, 3, 0]},
                {"id": 12, "image_id": 3, "category_id": 2, "bbox": [1, 2, 3, 4]},
                {"id": 13, "image_id": 4, "category_id": 2, "bbox": [1, 2, 3, 4]}""");
        List<AnnotatedImages> sources = new ArrayList<>();
        List<String> log = Logged.during(() -> sources.add(AnnotatedImages.coco(images, file)));
        assertThat(sources.get(0).target(0)).isEqualTo(Target.ofBoxes(List.of(new Box(1, 2, 4, 6, 0))));
        assertThat(log)
                .anyMatch(line -> line.contains("Left out 1 boxes without area in " + file + ": 11"))
                .anyMatch(
                        line -> line.contains("Left out 1 annotations of images that " + file + " does not have: 13"));
    }

    @Test
    void cocoIdsMustBeWholeNumbersThatStandOnce() throws IOException {
        String text =
                Files.readString(coco("{\"id\": 1, \"image_id\": 3, \"category_id\": 2, \"bbox\": [1, 2, 3, 4]}"));
        Map<String, String> changes = Map.of(
                "\"id\": 7", "\"id\": \"b\"",
                "\"id\": 3", "\"id\": 3.5",
                "\"image_id\": 3", "\"image_id\": \"3\"",
                "\"category_id\": 2", "\"category_id\": \"cat\"");
        changes.forEach((from, to) -> assertThatThrownBy(() ->
                        AnnotatedImages.coco(images, Files.writeString(root.resolve("x.json"), text.replace(from, to))))
                .as(to)
                .hasMessageContaining("must be a whole number but is"));
        assertThatThrownBy(() -> AnnotatedImages.coco(
                        images, Files.writeString(root.resolve("x.json"), text.replace("\"id\": 7", "\"id\": 3"))))
                .hasMessageContaining("the image id 3 stands twice");
        assertThatThrownBy(() -> AnnotatedImages.coco(
                        images, Files.writeString(root.resolve("x.json"), text.replace("\"id\": 90", "\"id\": 2"))))
                .hasMessageContaining("the category id 2 stands twice");
    }

    @Test
    void cocoKeypointsHaveNamesAndVisibility() throws IOException {
        Path file = coco("""
                {"id": 1, "image_id": 3, "category_id": 90, "num_keypoints": 1, "keypoints": [5, 6, 2, 0, 0, 0]}""");
        Path hidden =
                Files.writeString(root.resolve("x.json"), Files.readString(file).replace("6, 2", "6, 1"));
        assertThat(AnnotatedImages.cocoKeypoints(images, hidden).target(0))
                .as("labelled, though hidden")
                .isEqualTo(Target.ofKeypoints(List.of(Keypoint.of("nose", 5, 6), new Keypoint("tail", 0, 0, false))));
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
