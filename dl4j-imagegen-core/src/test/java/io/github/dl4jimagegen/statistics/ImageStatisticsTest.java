package io.github.dl4jimagegen.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Placement;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoThreadsLeft.class)
class ImageStatisticsTest {

    private static Image noiseImage(long number, int size) {
        SampleRandom random = SampleRandom.of(3, 0, number, 0);
        double level = random.nextDouble(0, 255);
        byte[] values = new byte[size * size * 3];
        for (int i = 0; i < values.length; i++) {
            double value = level + (i % 3 == 2 ? 5 : 40) * random.nextGaussian();
            values[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return Image.ofBytes(size, size, 3, values);
    }

    private static Examples<Sample> noise(int count, int size) {
        return Examples.indexed(count, i -> Sample.of(noiseImage(i, size), 0));
    }

    @Test
    void theStatisticsOfTenThousandImagesAreTheExactOnes() {
        int count = 10_000;
        long[] sums = new long[3];
        long[] squares = new long[3];
        for (int i = 0; i < count; i++) {
            byte[] values = noiseImage(i, 16).toBytes();
            for (int v = 0; v < values.length; v++) {
                int value = values[v] & 0xFF;
                sums[v % 3] += value;
                squares[v % 3] += (long) value * value;
            }
        }
        double n = 256.0 * count;
        ImageStatistics raw = ImagePipeline.targetSize(16, 16).fit(noise(count, 16));
        ImageStatistics rescaled =
                ImagePipeline.targetSize(16, 16).rescale(1 / 255.0).fit(noise(count, 16));
        assertThat(raw.images()).isEqualTo(count);
        for (int c = 0; c < 3; c++) {
            double mean = sums[c] / n;
            double std = Math.sqrt(squares[c] / n - mean * mean);
            assertThat(raw.mean().get(c)).isCloseTo(mean, within(1e-9));
            assertThat(raw.std().get(c)).isCloseTo(std, within(1e-9));
            assertThat(rescaled.mean().get(c)).isCloseTo(mean / 255, within(1e-11));
            assertThat(rescaled.std().get(c)).isCloseTo(std / 255, within(1e-11));
        }
    }

    /** 1,000 images of 224x224x3 floats are 602 MB; a batch of them is 5 MB. */
    @Test
    void theMemoryIsThatOfAFewBatches() {
        assumeThat(Path.of("/proc/self/status")).exists();
        Sample sample = Sample.of(noiseImage(0, 4), 0);
        List<Long> resident = new ArrayList<>();
        ImageStatistics statistics = ImagePipeline.targetSize(224, 224)
                .batchSize(8)
                .fit(
                        Examples.indexed(1_000, i -> sample),
                        Fit.everyImage().listener((done, total) -> resident.add(residentBytes())));
        assertThat(statistics.images()).isEqualTo(1_000);
        assertThat(Collections.max(resident) - resident.get(0)).isLessThan(200_000_000);
    }

    private static long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void neitherTheNumberOfWorkersNorTheBatchSizeChangesABit(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 3, 9));
        ImagePipeline pipeline = ImagePipeline.targetSize(10, 11).rescale(1 / 255.0);
        ImageStatistics statistics = pipeline.workers(0).fit(folder);
        for (int workers : new int[] {1, 2, 7}) {
            for (int batchSize : new int[] {1, 4, 32}) {
                assertThat(pipeline.workers(workers).batchSize(batchSize).fit(folder))
                        .isEqualTo(statistics);
            }
        }
    }

    /** What a network would get, sized and rescaled, is what is measured; the rest of the recipe plays no part. */
    @Test
    void aFolderIsMeasuredAsAnEvaluationFlowHasIt(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 10));
        ImagePipeline pipeline = ImagePipeline.targetSize(10, 11).rescale(1 / 255.0);
        ImageStatistics statistics = pipeline.fit(folder);
        ChannelMoments expected = ChannelMoments.none(3);
        try (var flow = pipeline.evaluationFlow(folder)) {
            while (flow.hasNext()) {
                float[] values = TestImages.values(flow.next().getFeatures().permute(0, 2, 3, 1));
                expected = expected.merge(ChannelMoments.of(FloatBuffer.wrap(values), 3));
            }
        }
        assertThat(statistics.images()).isEqualTo(20);
        for (int c = 0; c < 3; c++) {
            assertThat(statistics.mean().get(c)).isCloseTo(expected.mean()[c], within(1e-7));
            assertThat(statistics.std().get(c)).isCloseTo(expected.standardDeviation()[c], within(1e-7));
        }
        ImagePipeline other = pipeline.shard(0, 2)
                .normalize(statistics.featurewiseStd())
                .augment((PhotometricAugmentation) (shape, random) -> PixelOp.linear(0, 0));
        assertThat(other.fit(folder)).isEqualTo(statistics);
    }

    /** Deep files count from 0 to 65535: 257 of that is 1 of 255, and what lies between is not lost. */
    @Test
    void sixteenBitFilesAreMeasuredAndNormalizedInUnitsOfEightBits(@TempDir Path root) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
        int[] levels = {1_000, 1_100, 40_000, 40_001};
        for (int i = 0; i < 4; i++) {
            image.getRaster().setSample(i % 2, i / 2, 0, levels[i]);
        }
        Path unused = TestImages.write(root.resolve("deep/image.png"), TestImages.encoded("png", image));
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2).colorMode(ColorMode.GRAYSCALE);
        ImageFolder folder = ImageFolder.of(root);
        ImageStatistics statistics = pipeline.fit(folder);
        double mean = IntStream.of(levels).average().orElseThrow();
        double std = Math.sqrt(IntStream.of(levels)
                .mapToDouble(level -> (level - mean) * (level - mean))
                .average()
                .orElseThrow());
        assertThat(statistics.mean().get(0)).isCloseTo(mean / 257, within(1e-5));
        assertThat(statistics.std().get(0)).isCloseTo(std / 257, within(1e-5));
        for (Normalization normalization : List.of(statistics.featurewiseStd(), Normalization.samplewiseStd())) {
            try (var flow = pipeline.normalize(normalization).evaluationFlow(folder)) {
                float[] values = TestImages.values(flow.next().getFeatures());
                for (int i = 0; i < 4; i++) {
                    assertThat((double) values[i]).isCloseTo((levels[i] - mean) / std, within(1e-6));
                }
            }
        }
    }

    @Test
    void aSampleIsDrawnFromTheSeedWithoutReplacement(@TempDir Path root) {
        ImageSource folder = grays(root, 40);
        ImagePipeline pipeline = ImagePipeline.targetSize(2, 2);
        ImageStatistics sample = pipeline.fit(folder, Fit.everyImage().sample(10));
        assertThat(sample.images()).isEqualTo(10);
        assertThat(pipeline.fit(folder, Fit.everyImage().sample(10))).isEqualTo(sample);
        assertThat(pipeline.seed(1).fit(folder, Fit.everyImage().sample(10))).isNotEqualTo(sample);
        assertThat(pipeline.fit(folder, Fit.everyImage().sample(40))).isEqualTo(pipeline.fit(folder));
        assertThat(pipeline.fit(folder, Fit.everyImage().sample(100))).isEqualTo(pipeline.fit(folder));
        // Of 40 different grays, 39 without replacement leave one out.
        double missing = 40 * pipeline.fit(folder).mean().get(0)
                - 39 * pipeline.fit(folder, Fit.everyImage().sample(39)).mean().get(0);
        assertThat(missing / 5).isCloseTo(Math.rint(missing / 5), within(1e-9));
    }

    /** Images of gray 0, 5, 10, ... */
    private static ImageSource grays(Path root, int count) {
        for (int i = 0; i < count; i++) {
            int gray = 5 * i;
            var image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 4; p++) {
                image.setRGB(p % 2, p / 2, gray << 16 | gray << 8 | gray);
            }
            Path unused =
                    TestImages.write(root.resolve(String.format("gray/%03d.png", i)), TestImages.encoded("png", image));
        }
        return ImageFolder.of(root);
    }

    /** As in the epochs of a training flow: a brightness is drawn for each image in each round. */
    @Test
    void augmentedImagesAreDrawnAnewInEachRound(@TempDir Path root) {
        ImageSource folder = grays(root, 20);
        PhotometricAugmentation light = (shape, random) -> PixelOp.linear(1, random.nextInt(50));
        ImagePipeline pipeline =
                ImagePipeline.targetSize(2, 2).augment(light).workers(2).batchSize(3);
        ImageStatistics statistics = pipeline.fit(folder, Fit.everyImage().augmented(4));
        assertThat(statistics.images()).isEqualTo(80);
        double sum = 0;
        try (var flow = pipeline.trainingFlow(folder)) {
            for (int epoch = 0; epoch < 4; epoch++) {
                while (flow.hasNext()) {
                    sum += flow.next().getFeatures().sumNumber().doubleValue();
                }
                flow.reset();
            }
        }
        double mean = statistics.mean().stream().mapToDouble(m -> m).average().orElseThrow();
        assertThat(mean).isCloseTo(sum / (80 * 12), within(1e-4));
        Examples<Sample> samples = noise(20, 4);
        ImagePipeline small = ImagePipeline.targetSize(4, 4).augment(light).batchSize(3);
        ImageStatistics ofSamples = small.fit(samples, Fit.everyImage().augmented(2));
        assertThat(ofSamples.images()).isEqualTo(40);
        assertThat(ofSamples.mean()).isNotEqualTo(small.fit(samples).mean());
    }

    @Test
    void theListenerHearsOfEveryBatch(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 1, 10));
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4).batchSize(4);
        List<String> heard = new ArrayList<>();
        Fit fit = Fit.everyImage().listener((done, total) -> heard.add(done + "/" + total));
        assertThat(pipeline.fit(folder, fit).images()).isEqualTo(10);
        assertThat(heard).containsExactly("4/10", "8/10", "10/10");
        heard.clear();
        assertThat(pipeline.fit(TestImages.samples(5, 2), fit).images()).isEqualTo(5);
        assertThat(heard).containsExactly("4/-2", "5/-2");
    }

    @Test
    void aListenerCanEndTheFit() {
        Fit fit = Fit.everyImage().listener((done, total) -> {
            throw new CancellationException("after " + done + " of " + total);
        });
        assertThatThrownBy(() -> ImagePipeline.targetSize(4, 4).fit(noise(100_000, 4), fit))
                .isInstanceOf(CancellationException.class)
                .hasMessage("after 32 of 100000");
    }

    @Test
    void anImageThatCannotBeReadFailsTheFitOrIsPassedOver(@TempDir Path root) throws Exception {
        Path images = TestImages.folder(root, 2, 5);
        ImageFolder whole = ImageFolder.of(images);
        ImagePipeline pipeline = ImagePipeline.targetSize(6, 6).batchSize(3);
        Path broken = Files.write(images.resolve("class0/image999.png"), new byte[] {1, 2, 3});
        ImageFolder folder = ImageFolder.of(images);
        assertThatThrownBy(() -> pipeline.fit(folder))
                .isInstanceOf(ImageReadException.class)
                .hasMessageContaining(broken.getFileName().toString());
        assertThat(pipeline.onError(OnError.SKIP).fit(folder)).isEqualTo(pipeline.fit(whole));
    }

    @Test
    void whatCannotBeFittedIsRefused(@TempDir Path root) {
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4);
        assertThatThrownBy(() -> pipeline.fit(noise(0, 4)))
                .hasMessageContaining("there is no image that could be read");
        assertThatThrownBy(() -> pipeline.fit(noise(2, 4).repeat())).hasMessageContaining("infinite");
        assertThatThrownBy(() -> pipeline.fit(noise(9, 4), Fit.everyImage().sample(3)))
                .hasMessageContaining("samples.shuffle(bufferSize, seed).take(3)");
        assertThatThrownBy(() -> pipeline.fit(noise(9, 4), Fit.everyImage().augmented(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use augment(...)");
        ImagePipeline drawn = pipeline.resize((image, height, width, random) ->
                new Placement(new Rectangle(random.nextInt(4), 0, 4, 4), Rectangle.whole(height, width)));
        assertThatThrownBy(() -> drawn.fit(noise(9, 4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Fit.everyImage().augmented(rounds)");
        assertThat(drawn.fit(noise(9, 8), Fit.everyImage().augmented(2)).images())
                .isEqualTo(18);
        assertThatThrownBy(() -> Fit.everyImage().sample(0)).hasMessageContaining("at least 1 image but was to have 0");
        assertThatThrownBy(() -> Fit.everyImage().augmented(0)).hasMessageContaining("at least 1 but were 0");
        Image infinite = FloatImages.image(1, 1, 3, 1, Float.POSITIVE_INFINITY, 3);
        assertThatThrownBy(() -> ImagePipeline.targetSize(1, 1).fit(FloatImages.samples(List.of(infinite))))
                .hasMessageContaining("channel 1")
                .hasMessageContaining("values among the images that are not finite");
    }

    @Test
    void jsonAndBackIsTheSame(@TempDir Path folder) throws Exception {
        ImagePipeline pipeline = ImagePipeline.targetSize(4, 4).rescale(1 / 255.0);
        Fit covariance = Fit.everyImage().withCovariance();
        for (ImageStatistics statistics : List.of(pipeline.fit(noise(30, 4)), pipeline.fit(noise(30, 4), covariance))) {
            assertThat(ImageStatistics.fromJson(statistics.toJson())).isEqualTo(statistics);
            statistics.save(folder.resolve("statistics.json"));
            assertThat(ImageStatistics.load(folder.resolve("statistics.json")))
                    .isEqualTo(statistics)
                    .hasSameHashCodeAs(statistics);
        }
        ImageStatistics statistics = pipeline.fit(noise(30, 4), covariance);
        assertThat(ImageStatistics.fromJson(statistics.toJson()).zca(0.1)).isEqualTo(statistics.zca(0.1));
    }

    /** A file like this is on users' disks: it must be readable for ever. */
    @Test
    void theFormatIsPlain() {
        String json = """
                {
                  "version" : 1,
                  "images" : 2,
                  "colorMode" : "GRAYSCALE",
                  "rescale" : 0.5,
                  "mean" : [ 0.25 ],
                  "std" : [ 0.125 ],
                  "covariance" : {
                    "height" : 1,
                    "width" : 2,
                    "channels" : 1,
                    "rows" : [ "AAAAAAAA8D8AAAAAAADgPw==", "AAAAAAAAAEA=" ]
                  },
                  "somethingLater" : true
                }""";
        ImageStatistics statistics = ImageStatistics.fromJson(json);
        assertThat(statistics.images()).isEqualTo(2);
        assertThat(statistics.mean()).containsExactly(0.25);
        assertThat(statistics.rescale()).isEqualTo(0.5);
        Covariance covariance = Objects.requireNonNull(statistics.covariance());
        assertThat(IntStream.range(0, 4).mapToObj(i -> covariance.at(i / 2, i % 2)))
                .containsExactly(1.0, 0.5, 0.5, 2.0);
        assertThat(statistics.toJson())
                .isEqualToNormalizingNewlines(json.replace(",\n  \"somethingLater\" : true", ""));
    }

    @Test
    void jsonThatIsNoneIsRefused(@TempDir Path folder) throws Exception {
        String json = ImagePipeline.targetSize(2, 2)
                .fit(noise(3, 2), Fit.everyImage().withCovariance())
                .toJson();
        assertThatThrownBy(() -> ImageStatistics.fromJson("{")).hasMessageContaining("not the JSON of statistics");
        assertThatThrownBy(() -> ImageStatistics.fromJson("{}")).hasMessageContaining("not the JSON of statistics");
        assertThatThrownBy(() -> ImageStatistics.fromJson(json.replace("\"version\" : 1", "\"version\" : 7")))
                .hasMessageContaining("version 7 but this library reads 1 to 1: use the library that they were");
        assertThatThrownBy(() -> ImageStatistics.fromJson(json.replace("\"images\" : 3", "\"images\" : 0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 image");
        assertThatThrownBy(() -> ImageStatistics.fromJson(json.replace("\"RGB\"", "null")))
                .hasMessageContaining("colorMode, mean and std must not be null");
        assertThatThrownBy(() -> ImageStatistics.fromJson(json.replace("\"height\" : 2", "\"height\" : 3")))
                .hasMessageContaining("has 18 rows but there are 12");
        Path file = Files.writeString(folder.resolve("broken.json"), json.substring(0, 50));
        assertThatThrownBy(() -> ImageStatistics.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.json");
    }
}
