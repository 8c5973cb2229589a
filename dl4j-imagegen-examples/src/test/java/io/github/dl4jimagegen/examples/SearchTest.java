package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    private static List<String> search(String... more) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("search", "--epochs", "1", "--judge", "1"),
                            java.util.Arrays.stream(more))
                    .toArray(String[]::new);
            assertThat(Imagegen.run(arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void printsTheBestCandidateLastAndGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        Path images = folder.resolve("images");
        ImagegenTest.twoColours(images);
        String out = folder.resolve("out").toString();

        List<String> first = search("--data", images.toString(), "--candidates", "2", "--out", out);
        List<String> second = search("--data", images.toString(), "--candidates", "3", "--out", out);

        assertThat(first.get(first.size() - 1)).matches("best candidate: [01] score: [01]\\.\\d{4}");
        assertThat(first).anySatisfy(line -> assertThat(line).startsWith("on the test images, 1 seeds"));
        assertThat(first)
                .filteredOn(line -> line.matches("candidate \\d of .*"))
                .hasSize(2);
        assertThat(second)
                .filteredOn(line -> line.matches("candidate \\d of .*"))
                .hasSize(1);
        assertThat(folder.resolve("out/index.html")).isNotEmptyFile();
    }
}
