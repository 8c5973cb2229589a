package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real thing over 40 small images, DataVec in its own process included. */
@Timeout(120)
class BenchTest {

    private static Path folder;

    @RegisterExtension
    final Console console = new Console();

    @BeforeAll
    static void images(@TempDir Path temporary) throws IOException {
        folder = temporary;
        ImagegenTest.twoColours(folder);
    }

    /** Returns what was printed, without the log, which is off in the program. */
    private List<String> lines() {
        return console.printed()
                .lines()
                .filter(line -> !line.startsWith("INFO "))
                .toList();
    }

    private static double number(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.find()).as("%s in %s", pattern, line).isTrue();
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }

    @Test
    void theRatioToDataVecIsTheLastLine() {
        int code = Imagegen.run(
                "bench",
                folder.toString(),
                "--size",
                "16x12",
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--workers",
                "1",
                "--against",
                "datavec");

        assertThat(console.complained()).doesNotContain("imagegen:");
        assertThat(code).isZero();
        List<String> lines = lines();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0))
                .isEqualTo(
                        "40 images to 16x12x3, augmentation none, recycled batches of 32, 1 worker, median of 1 round");
        double ours = number(lines.get(1), "^pipeline: ([0-9,]+) images/s");
        double decoding = number(lines.get(2), "^decoding alone: ([0-9,]+) images/s");
        assertThat(number(lines.get(2), "reaches ([0-9]+) % of it$")).isCloseTo(100 * ours / decoding, within(1.0));
        assertThat(number(lines.get(3), "^an image takes read ([0-9.]+) ms, decode "))
                .isPositive();
        assertThat(number(lines.get(4), "^heap: ([0-9,]+) bytes an image$")).isPositive();
        double theirs = number(lines.get(5), "^datavec: ([0-9,]+) images/s");
        assertThat(number(lines.get(6), "^ratio: ([0-9]+\\.[0-9])x$")).isCloseTo(ours / theirs, within(0.1));
    }

    @Test
    void jsonIsOneObjectWithTheSameNumbers() throws IOException {
        int code = Imagegen.run(
                "bench",
                folder.toString(),
                "--size",
                "16x12",
                "--rounds",
                "2",
                "--warm-up",
                "0",
                "--workers",
                "2",
                "--augment",
                "keras",
                "--cache",
                "--fresh",
                "--against",
                "datavec",
                "--json");

        assertThat(code).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(String.join("\n", lines()));
        assertThat(json.at("/setup").toString())
                .isEqualTo("{\"images\":40,\"width\":16,\"height\":12,\"batch\":32,\"augment\":\"keras\",\"workers\":2,"
                        + "\"batchMemory\":\"fresh\",\"rounds\":2}");
        double ours = json.at("/pipeline/median").asDouble();
        assertThat(ours)
                .isBetween(
                        json.at("/pipeline/slowest").asDouble(),
                        json.at("/pipeline/fastest").asDouble());
        assertThat(json.at("/shareOfDecodingAlone").asDouble())
                .isCloseTo(ours / json.at("/decodingAlone/median").asDouble(), within(1e-9));
        assertThat(json.at("/millisecondsPerImage/augment").asDouble()).isPositive();
        assertThat(json.at("/cache/gain").asDouble())
                .isCloseTo(
                        json.at("/cache/laterEpochs/median").asDouble()
                                / json.at("/cache/firstEpoch/median").asDouble(),
                        within(1e-9));
        assertThat(json.at("/against/name").asText()).isEqualTo("datavec");
        assertThat(json.at("/against/ratio").asDouble())
                .isCloseTo(ours / json.at("/against/rate/median").asDouble(), within(1e-9));
    }

    @Test
    void withoutDataVecThereIsNoRatio() {
        assertThat(Imagegen.run(
                        "bench", folder.toString(), "--size", "16x12", "--rounds", "1", "--warm-up", "0", "--cache"))
                .isZero();
        assertThat(lines()).hasSize(6);
        assertThat(number(lines().get(5), "^cache: first epoch .* images/s .*, later ones .* images/s .*, (.*)x$"))
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench /no/such/folder    | imagegen: no such folder: /no/such/folder",
                "bench --rounds 0         | option '--rounds': must be a positive whole number but was \"0\"",
                "bench --warm-up -1       | option '--warm-up': must be 0 or a positive whole number but was \"-1\"",
                "bench --size 0x9         | a size is WIDTHxHEIGHT, such as 64x48, but was \"0x9\"",
                "bench --workers -2       | option '--workers': must be 0 or a positive whole number but was \"-2\"",
                "bench --against keras    | imagegen: Invalid value for option '--against'",
                "bench --augment much     | expected one of [NONE, KERAS] (case-insensitive) but was 'much'",
                "bench --freshly          | imagegen: Unknown option: '--freshly'",
            })
    void wrongInputIsOneSentenceAndAnExitCode(String command, String sentence) {
        assertThat(Imagegen.run(command.split(" "))).isEqualTo(2);
        assertThat(console.complained().lines()).singleElement().asString().contains(sentence);
    }

    @Test
    void shippedNativesThatAreNotThereAreRefusedWithTheCommandThatBringsThem(@TempDir Path empty) {
        assertThatThrownBy(() -> BenchDataVec.shippedClassPath(empty.resolve("datavec-shipped")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("mvn -B -f bench/datavec-shipped/pom.xml package");
        assertThat(BenchDataVec.shippedClassPath(empty)).startsWith(empty.toString());
    }

    /** DataVec's prefetch thread dies of it, and its iterator would wait for ever. */
    @Test
    void aFolderThatDataVecCannotReadIsAFailureAndNoHang(@TempDir Path broken) throws IOException {
        Files.createDirectories(broken.resolve("a"));
        Files.writeString(broken.resolve("a").resolve("1.png"), "no image");
        try (BenchDataVec dataVec =
                BenchDataVec.start(BenchDataVec.Natives.DATAVEC, broken, new ImageSize(16, 12), 32, false)) {
            assertThatThrownBy(() -> dataVec.round(new BenchRound(1, 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("DataVec has failed: ")
                    .hasMessageContaining("Exception");
        }
    }
}
