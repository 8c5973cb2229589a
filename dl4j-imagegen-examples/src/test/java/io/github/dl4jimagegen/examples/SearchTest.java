package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    @RegisterExtension
    final Console console = new Console();

    private List<String> search(String... more) {
        console.clear();
        String[] arguments = Stream.concat(Stream.of("search", "--epochs", "1"), Arrays.stream(more))
                .toArray(String[]::new);
        assertThat(Imagegen.run(arguments)).isZero();
        return console.printed().lines().toList();
    }

    @Test
    void printsTheBestCandidateLastAndGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        Path images = folder.resolve("images");
        ImagegenTest.twoColours(images);
        String out = folder.resolve("out").toString();

        List<String> first = search(images.toString(), "--candidates", "2", "--judge", "1", "--out", out);
        List<String> second = search("--data", images.toString(), "--candidates", "3", "--judge", "1", "--out", out);

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

    @Test
    void arbitersPageShowsTheSearchWhileItRuns(@TempDir Path folder) throws Exception {
        Path images = folder.resolve("images");
        ImagegenTest.twoColours(images);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        CompletableFuture<String> results = CompletableFuture.supplyAsync(() -> awaited(port, "results", "Complete"));
        CompletableFuture<String> settings = CompletableFuture.supplyAsync(() -> awaited(port, "config", "batchSize"));
        CompletableFuture<String> summary = CompletableFuture.supplyAsync(() -> awaited(port, "summary", "Best Score"));
        List<String> printed = search(
                images.toString(),
                "--candidates",
                "6",
                "--judge",
                "0",
                "--ui",
                Integer.toString(port),
                "--out",
                folder.resolve("out").toString());

        assertThat(printed).anySatisfy(line -> assertThat(line).endsWith(":" + port + "/arbiter"));
        assertThat(results.get(1, TimeUnit.SECONDS)).contains("\"0\"");
        assertThat(settings.get(1, TimeUnit.SECONDS)).contains("ImageDataSource");
        assertThat(summary.get(1, TimeUnit.SECONDS)).contains("MaxCandidatesCondition(6)");
    }

    /** Asks Arbiter's page until it says something. */
    private static String awaited(int port, String what, String expected) {
        URI address = URI.create("http://localhost:" + port + "/arbiter/" + what);
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        String last = "nothing";
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == 200 && last.contains(expected)) {
                    return last;
                }
                Thread.sleep(50);
            } catch (IOException e) {
                last = e.toString(); // not up yet
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("the page never said " + expected + " but: " + last);
    }
}
