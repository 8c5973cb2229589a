package io.github.dl4jimagegen.examples;

import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.VerificationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static final int SHOWN = 20;

    @Parameters(paramLabel = "FOLDER", description = "Folder of class folders.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--validation",
            converter = Limits.Share.class,
            defaultValue = "0.2",
            description = "Share of each class on the other side, where near-duplicates are looked for.")
    private double validation;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Where to write all findings; the first 20 are printed.")
    private @Nullable Path csv;

    @Override
    public Integer call() throws Exception {
        VerificationReport report = ImageFolder.of(data).split(validation).verify();
        List<String> findings = findings(report);
        findings.stream().limit(SHOWN).forEach(finding -> System.out.println("  " + finding));
        if (findings.size() > SHOWN) {
            System.out.println("  and " + (findings.size() - SHOWN) + " more: --csv FILE has all of them");
        }
        System.out.println(report);
        if (csv != null) {
            report.writeCsv(csv);
            System.out.println("written to " + csv);
        }
        return report.isClean() ? 0 : 1;
    }

    private static List<String> findings(VerificationReport report) {
        List<String> findings = new ArrayList<>();
        report.problems().forEach(each -> findings.add(each.name() + ": " + each.reason()));
        report.duplicates().forEach(each -> findings.add("the same: " + String.join(", ", each)));
        report.nearDuplicates()
                .forEach(each -> findings.add("look the same: " + each.name() + " (" + each.view() + ") and "
                        + each.otherName() + " (" + each.otherView() + ")"));
        return findings;
    }
}
