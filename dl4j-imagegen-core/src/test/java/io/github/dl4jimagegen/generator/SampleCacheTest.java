package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.generator.Examples.Pass;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.MaskCoding;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Images come out of a cache file as they went in, whatever is to be learnt about them. */
class SampleCacheTest {

    @Property(tries = 150)
    void samplesComeBackAsTheyWere(@ForAll("samples") List<Sample> samples) throws IOException {
        Path folder = Files.createTempDirectory("cache");
        Path file = folder.resolve("samples.cache");
        try {
            Examples<Sample> cached = Examples.from(samples).cache(file, ElementCodec.ofSamples());
            assertThat(list(cached)).isEqualTo(samples); // and fills it
            assertThat(file).exists();
            assertThat(list(cached)).isEqualTo(samples);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static List<Sample> list(Examples<Sample> examples) {
        List<Sample> list = new ArrayList<>();
        try (Pass<Sample> pass = examples.open(0)) {
            pass.forEachRemaining(list::add);
        }
        return list;
    }

    @Example
    void theFileOfAMaskIsRefused() throws IOException {
        Path folder = Files.createTempDirectory("cache");
        try {
            Target file = Target.ofMaskFile(
                    "masks", "a.png", new EncodedImage(ByteBuffer.allocate(1)), MaskCoding.classIndices(), 2);
            Examples<Sample> cached = Examples.from(List.of(Sample.of(Image.ofBytes(1, 1, 1, new byte[1]), file)))
                    .cache(folder.resolve("samples.cache"), ElementCodec.ofSamples());
            assertThatThrownBy(() -> list(cached)).hasStackTraceContaining("decode the mask's file first");
            assertThat(folder).isEmptyDirectory();
        } finally {
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Combinators.combine(
                        image(),
                        Arbitraries.oneOf(target(), target().list().ofMaxSize(3).map(Target::ofSeveral)))
                .as(Sample::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<Image> image() {
        Arbitrary<Integer> side = Arbitraries.integers().between(1, 4);
        Arbitrary<Integer> channels = Arbitraries.of(1, 3, 4, 5);
        return Combinators.combine(side, side, channels, Arbitraries.of(true, false))
                .flatAs((height, width, depth, eightBit) -> {
                    int length = height * width * depth;
                    return eightBit
                            ? Arbitraries.bytes()
                                    .array(byte[].class)
                                    .ofSize(length)
                                    .map(values -> Image.ofBytes(height, width, depth, values))
                            : Arbitraries.floats()
                                    .array(float[].class)
                                    .ofSize(length)
                                    .map(values -> Image.ofFloats(height, width, depth, values));
                });
    }

    private static Arbitrary<Target> target() {
        Arbitrary<Integer> label = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Double> place = Arbitraries.doubles().between(0, 1000);
        Arbitrary<Box> box = Combinators.combine(place, place, place, place, label)
                .as((x, y, width, height, of) -> new Box(x, y, x + 1 + width, y + 1 + height, of));
        Arbitrary<Keypoint> point = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(4), place, place, Arbitraries.of(true, false))
                .as(Keypoint::new);
        Arbitrary<Mask> mask = Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofSize(6),
                        Arbitraries.integers().between(0, 255))
                .as((classes, ignored) -> Mask.of(2, 3, classes).ignoreIndex(ignored));
        return Arbitraries.oneOf(
                Arbitraries.just(Target.none()),
                label.map(Target::ofClass),
                label.list().ofMaxSize(4).map(Target::ofClasses),
                Arbitraries.floats().array(float[].class).ofMaxSize(5).map(Target::ofValues),
                mask.map(Target::ofMask),
                box.list().ofMaxSize(3).map(Target::ofBoxes),
                box.list().ofMaxSize(3).map(boxes -> new Target.OfBoxes(boxes, Target.Unit.FRACTIONS)),
                point.list().ofMaxSize(3).map(Target::ofKeypoints));
    }
}
