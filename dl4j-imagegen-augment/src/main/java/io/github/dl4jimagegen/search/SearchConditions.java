package io.github.dl4jimagegen.search;

import io.github.dl4jimagegen.checkpoint.SourceFingerprint;
import io.github.dl4jimagegen.source.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.nd4j.evaluation.classification.Evaluation;

/**
 * What the scores of all candidates in a folder have in common, kept there as {@code search.json}: without it they could
 * not be compared. Immutable.
 *
 * @param epochs for how many all train at most
 * @param patience after how many epochs without a better score a training ends, 0 for never
 * @param metric what is compared
 * @param training what they train on
 * @param validation what they are compared by
 */
record SearchConditions(
        int epochs, int patience, Evaluation.Metric metric, SourceFingerprint training, SourceFingerprint validation) {

    static SearchConditions of(SearchSpace space, Evaluation.Metric metric, Split images) {
        return new SearchConditions(
                space.epochs(),
                space.patience(),
                metric,
                SourceFingerprint.of(images.training()),
                SourceFingerprint.of(images.validation()));
    }

    /** Notes them in a new folder, or compares them with those that it has. */
    void require(Path folder) {
        Path file = folder.resolve("search.json");
        try {
            if (Files.exists(file)) {
                refuseOthers(folder, PipelineDocument.MAPPER.readValue(Files.readString(file), SearchConditions.class));
                return;
            }
            Path temporary = folder.resolve("search.json.tmp");
            var unused = Files.writeString(
                    temporary, PipelineDocument.MAPPER.valueToTree(this).toPrettyString());
            unused = Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    private void refuseOthers(Path folder, SearchConditions there) {
        refuse(folder, "epochs", there.epochs, epochs);
        refuse(folder, "early stopping after", there.patience, patience);
        refuse(folder, "the metric", there.metric, metric);
        refuseImages(folder, "training", there.training, training);
        refuseImages(folder, "validation", there.validation, validation);
    }

    private static void refuseImages(Path folder, String view, SourceFingerprint there, SourceFingerprint here) {
        refuse(folder, "the number of " + view + " images", there.size(), here.size());
        refuse(folder, "the classes of the " + view + " images", there.classes(), here.classes());
        refuse(folder, "the digests of names and classes of the " + view + " images", there.digests(), here.digests());
    }

    private static void refuse(Path folder, String what, Object there, Object here) {
        if (!there.equals(here)) {
            throw new IllegalStateException(
                    "the candidates in " + folder + " are of another search, whose scores cannot"
                            + " be compared with those of this one: there " + what
                            + (what.equals("epochs") ? " were " : " was ")
                            + there + ", here " + here + "; use another folder");
        }
    }
}
