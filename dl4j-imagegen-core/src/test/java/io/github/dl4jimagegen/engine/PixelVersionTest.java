package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Resizing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.api.buffer.DataType;

/** Caches of decoded images are used as long as the version is the same: it must change when pixels do. */
class PixelVersionTest {

    private static final String VERSION = "engine 1, OpenCV 4.13.0";

    private static final Map<String, String> CHECKSUMS = Map.ofEntries(
            Map.entry("decoded BGR", "e3889c47"),
            Map.entry("decoded GRAYSCALE", "c82bfae8"),
            Map.entry("decoded RGB", "13aef908"),
            Map.entry("decoded RGBA", "cf7b3205"),
            Map.entry(
                    "Resizing[fit=CROP, padding=0.0, resampling=Standard[interpolation=BILINEAR, antialias=false]]",
                    "a71b9785"),
            Map.entry(
                    "Resizing[fit=PAD, padding=7.0, resampling=Standard[interpolation=BILINEAR, antialias=false]]",
                    "a9c9f9e0"),
            Map.entry("Resizing[fit=STRETCH, padding=0.0, resampling=Pillow[filter=BICUBIC]]", "afccea74"),
            Map.entry(
                    "Resizing[fit=STRETCH, padding=0.0, resampling=Standard[interpolation=AREA, antialias=false]]",
                    "4cae75b7"),
            Map.entry(
                    "Resizing[fit=STRETCH, padding=0.0, resampling=Standard[interpolation=BICUBIC, antialias=false]]",
                    "2fdecfd5"),
            Map.entry(
                    "Resizing[fit=STRETCH, padding=0.0, resampling=Standard[interpolation=BILINEAR, antialias=false]]",
                    "503b234a"),
            Map.entry(
                    "Resizing[fit=STRETCH, padding=0.0, resampling=Standard[interpolation=BILINEAR, antialias=true]]",
                    "ddff9fc"),
            Map.entry(
                    "Resizing[fit=STRETCH, padding=0.0, resampling=Standard[interpolation=LANCZOS, antialias=false]]",
                    "21f14f95"),
            Map.entry(
                    "Resizing[fit=STRETCH, padding=0.0, resampling=Standard[interpolation=NEAREST, antialias=false]]",
                    "eb284cde"),
            Map.entry("Resizing[fit=STRETCH, padding=0.0, resampling=TensorFlow[interpolation=BILINEAR]]", "9944f7d1"));

    private static final String CURE = "Files become other pixels than with version " + PixelVersion.ENGINE
            + ". If that is wanted, raise PixelVersion.ENGINE, so that caches of the old ones are not used, say so in"
            + " CHANGELOG.md under \"Changes batches\", and put the new version and checksums here";

    @Test
    void theVersionIsTheOneWhoseChecksumsAreHere() {
        assertThat(PixelVersion.current()).as(CURE).isEqualTo(VERSION);
    }

    /** Other processors may round otherwise. */
    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void pixelsAreThoseOfTheVersion() {
        List<byte[]> everyFormat =
                ImageFiles.all().stream().map(ImageFile::bytes).toList();
        List<byte[]> usual = List.of(TestImages.encoded("jpg", 90, 110, 3), TestImages.encoded("png", 15, 40, 4));
        Map<String, String> checksums = new TreeMap<>();
        for (ColorMode mode : ColorMode.values()) {
            ImagePipeline whole = ImagePipeline.targetSize(ImageFiles.HEIGHT, ImageFiles.WIDTH);
            checksums.put("decoded " + mode, checksum(whole.colorMode(mode), everyFormat));
        }
        Resizing stretch = Resizing.stretch();
        List<Resizing> policies = Stream.concat(
                        Stream.of(
                                stretch.antialias(true),
                                stretch.pillow(PillowFilter.BICUBIC),
                                stretch.tensorFlow(Interpolation.BILINEAR),
                                Resizing.cropToAspectRatio(),
                                Resizing.padToAspectRatio(7)),
                        Stream.of(Interpolation.values()).map(stretch::interpolation))
                .toList();
        for (Resizing policy : policies) {
            ImagePipeline sized = ImagePipeline.targetSize(19, 23).resize(policy);
            checksums.put(policy.describe(), checksum(sized, usual));
        }
        assertThat(checksums).as(CURE).isEqualTo(CHECKSUMS);
    }

    private static String checksum(ImagePipeline pipeline, List<byte[]> files) {
        CRC32 checksum = new CRC32();
        ImagePipeline bytes = pipeline.featureType(DataType.UINT8).batchSize(1).workers(0);
        try (ImageDataSetIterator flow = bytes.evaluationFlow(new BytesSource(files))) {
            flow.forEachRemaining(batch -> {
                for (float value : TestImages.values(batch.getFeatures())) {
                    checksum.update((int) value);
                }
            });
        }
        return Long.toHexString(checksum.getValue());
    }
}
