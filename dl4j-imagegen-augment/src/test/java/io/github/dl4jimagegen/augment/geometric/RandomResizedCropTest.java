package io.github.dl4jimagegen.augment.geometric;

import static io.github.dl4jimagegen.augment.Augmentations.randomResizedCrop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class RandomResizedCropTest {

    private static final ImageShape SHAPE = new ImageShape(60, 90, 3);

    private static Rectangle part(RandomResizedCrop crop, int index) {
        Placement placement = crop.place(SHAPE, 24, 32, SampleRandom.of(5, 0, index, 0));
        assertThat(placement.target()).isEqualTo(Rectangle.whole(24, 32));
        return placement.source();
    }

    @Test
    void thePartHasItsAreaAndAspectRatioAndLiesAnywhere() {
        List<Rectangle> parts = IntStream.range(0, 2_000)
                .mapToObj(i -> part(randomResizedCrop(), i))
                .toList();
        assertThat(parts).allMatch(part -> part.isWithin(60, 90));
        DoubleSummaryStatistics areas = parts.stream()
                .mapToDouble(part -> part.height() * part.width() / (60.0 * 90))
                .summaryStatistics();
        assertThat(areas.getMin()).isBetween(0.07, 0.09);
        assertThat(areas.getMax()).isGreaterThan(0.8); // 4/3 is not 3/2: all of it never fits
        DoubleSummaryStatistics ratios = parts.stream()
                .mapToDouble(part -> (double) part.width() / part.height())
                .summaryStatistics();
        assertThat(ratios.getMin()).isBetween(0.7, 0.78);
        assertThat(ratios.getMax()).isBetween(1.3, 1.42);
        assertThat(parts.stream().mapToInt(Rectangle::left).max().orElseThrow()).isGreaterThan(55);
        assertThat(parts.stream().mapToInt(Rectangle::top).max().orElseThrow()).isGreaterThan(35);
    }

    @Test
    void whereNoPartFitsTheLargestInTheMiddleIsTaken() {
        assertThat(part(randomResizedCrop().area(1, 1).aspectRatio(1, 1), 0)).isEqualTo(new Rectangle(15, 0, 60, 60));
        assertThat(part(randomResizedCrop().area(1, 1).aspectRatio(2, 3), 0)).isEqualTo(new Rectangle(0, 7, 90, 45));
        assertThat(randomResizedCrop()
                        .place(new ImageShape(1, 1, 1), 5, 5, SampleRandom.of(1, 0, 0, 0))
                        .source())
                .isEqualTo(new Rectangle(0, 0, 1, 1));
    }

    @Test
    void theMaskIsCutWhereTheImageIs() {
        byte[] classes = new byte[60 * 90];
        byte[] pixels = new byte[60 * 90];
        for (int i = 0; i < classes.length; i++) {
            boolean inside = Math.hypot(i % 90 - 40, i / 90 - 25) < 15;
            classes[i] = (byte) (inside ? 1 : 0);
            pixels[i] = (byte) (inside ? 255 : 0);
        }
        Sample sample = new Sample(Image.ofBytes(60, 90, 1, pixels), Target.ofMask(Mask.of(60, 90, classes)));
        Set<List<Float>> different = new HashSet<>();
        try (var flow = ImagePipeline.targetSize(24, 32)
                .colorMode(ColorMode.GRAYSCALE)
                .classMode(ClassMode.BINARY_MASK)
                .resize(randomResizedCrop())
                .trainingFlow(Examples.from(Collections.nCopies(40, sample)), ClassIndex.numbered(2))) {
            while (flow.hasNext()) {
                DataSet batch = flow.next();
                float[] image = values(batch.getFeatures());
                float[] mask = values(batch.getLabels());
                assertThat(mask).hasSameSizeAs(image);
                for (int i = 0; i < image.length; i++) {
                    if (image[i] < 55 || image[i] > 200) {
                        assertThat(mask[i]).isEqualTo(image[i] > 200 ? 1 : 0);
                    }
                }
                different.add(boxed(mask));
            }
        }
        assertThat(different).hasSizeGreaterThan(1);
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static List<Float> boxed(float[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    @Test
    void impossibleRangesAreRefused() {
        assertThatThrownBy(() -> randomResizedCrop().area(0.5, 1.5))
                .hasMessage("the area of a crop must lie in [0.0, 1.0] but was [0.5, 1.5]");
        assertThatThrownBy(() -> randomResizedCrop().aspectRatio(0, 1))
                .hasMessage("the aspect ratio of a crop must lie in [0.01, 100.0] but was [0.0, 1.0]");
    }

    @Test
    void aPipelineThatDrawsSizesIsReadAsItWasWritten() {
        ImagePipeline pipeline = ImagePipeline.targetSize(24, 32)
                .seed(3)
                .resize(randomResizedCrop().area(0.2, 0.7).aspectRatio(0.5, 1.5));
        String json = pipeline.toJson();
        assertThat(json.replaceAll("\\s", ""))
                .contains("\"resize\":{\"type\":\"randomResizedCrop\",\"area\":[0.2,0.7],\"aspectRatio\":[0.5,1.5]}");
        ImagePipeline read = ImagePipeline.fromJson(json);
        assertThat(read.toJson()).isEqualTo(json);
        Examples<Sample> samples = Examples.fromStream(
                () -> IntStream.range(0, 8).mapToObj(i -> Sample.of(Image.ofBytes(60, 90, 3, pixels(i)), 0)));
        try (var expected = pipeline.trainingFlow(samples, ClassIndex.of("only"));
                var flow = read.trainingFlow(samples, ClassIndex.of("only"))) {
            assertThat(flow.next().getFeatures()).isEqualTo(expected.next().getFeatures());
        }
        assertThatThrownBy(() -> ImagePipeline.fromJson(json.replace("0.7", "7.0")))
                .hasMessageContaining("randomResizedCrop: the area of a crop");
    }

    private static byte[] pixels(int number) {
        byte[] values = new byte[60 * 90 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (number * 31 + i * 7);
        }
        return values;
    }
}
