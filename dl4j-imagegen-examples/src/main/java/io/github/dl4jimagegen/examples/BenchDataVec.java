package io.github.dl4jimagegen.examples;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * DataVec over the same folder, in a process of its own: this library tells OpenCV to use one thread, which holds for a
 * whole process and would hold DataVec up. It waits while the other side is measured.
 */
final class BenchDataVec implements BenchSide, AutoCloseable {

    /** Which DataVec. */
    enum Natives {
        /** On this project's natives. */
        DATAVEC,
        /** On the natives that Deeplearning4j brings along. */
        DATAVEC_SHIPPED;

        @Override
        public String toString() {
            return this == DATAVEC ? "datavec" : "datavec-shipped";
        }
    }

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final BenchRates rates = new BenchRates();

    private BenchDataVec(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if the shipped natives are not there
     */
    static BenchDataVec start(Natives natives, Path folder, ImageSize size, int batch, boolean augment)
            throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.logger=slf4j",
                "-cp",
                natives == Natives.DATAVEC ? ownClassPath() : shippedClassPath(besideThisJar("datavec-shipped")),
                DataVecRounds.class.getName(),
                folder.toString(),
                Integer.toString(size.width()),
                Integer.toString(size.height()),
                Integer.toString(batch),
                augment ? "keras" : "none");
        return new BenchDataVec(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Maven's exec:java has the class path in a class loader, everybody else in the system property. */
    private static String ownClassPath() {
        return BenchDataVec.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(BenchDataVec::path)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    static String shippedClassPath(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("DataVec with the natives that Deeplearning4j ships is not in " + folder
                    + ": mvn -B -f bench/datavec-shipped/pom.xml package puts it there");
        }
        return folder.resolve("*").toString();
    }

    private static Path besideThisJar(String name) {
        return path(BenchDataVec.class.getProtectionDomain().getCodeSource().getLocation())
                .resolveSibling(name);
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(url + " is no path", e);
        }
    }

    @Override
    public void round(BenchRound round) {
        String last = "";
        try {
            questions.write(round.images() + " " + round.seconds() + System.lineSeparator());
            questions.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(DataVecRounds.ANSWER)) {
                    String[] words = line.split(" ", 3);
                    rates.add(Long.parseLong(words[1]), Long.parseLong(words[2]));
                    return;
                }
                last = line.isBlank() ? last : line;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("DataVec's process has ended", e);
        }
        throw new IllegalStateException("DataVec has failed: " + last);
    }

    @Override
    public void forgetWarmUp() {
        rates.clear();
    }

    BenchRates.Rate rate() {
        return rates.rate();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
