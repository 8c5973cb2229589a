package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.VerificationReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decodes all images of a folder and says which are damaged, doubled, or alike on both sides of a split. */
@Command(
        name = "verify",
        description =
                "Decodes all images of a folder of class folders and says what is wrong with them. The exit code is"
                        + " 1 if there is anything.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Verify implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "Folder of class folders.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--validation",
            defaultValue = "0.2",
            description = "Share of each class on the other side, where near-duplicates are looked for.")
    private double validation;

    @Option(names = "--csv", paramLabel = "FILE", description = "Where to write the findings.")
    private @Nullable Path csv;

    @Override
    public Integer call() throws Exception {
        VerificationReport report = ImageFolder.of(data).split(validation).verify();
        System.out.println(report);
        if (csv != null) {
            report.writeCsv(csv);
            System.out.println("written to " + csv);
        }
        return report.isClean() ? 0 : 1;
    }
}
