package io.github.dl4jimagegen.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * What is wrong with the images of a source. Made by {@link ImageSource#verify} and {@link Split#verify}. Immutable.
 *
 * @param images how many were looked at
 * @param problems the images that cannot be trained on, or are not what their name says, in the order of the source
 * @param duplicates groups of images that are the same to the byte, each in the order of the source, or of the views of
 *     a split; empty files do not count
 * @param nearDuplicates pairs of images that look the same, or are the same to the byte, and lie in different views of a
 *     split: each image of a later view at most once, with one of an earlier view; empty for a source
 */
public record VerificationReport(
        int images, List<Problem> problems, List<List<String>> duplicates, List<NearDuplicate> nearDuplicates) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What can be wrong with an image. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** It has no bytes. */
        EMPTY,
        /** Its end is missing. */
        TRUNCATED,
        /** It has more pixels than the limit. */
        TOO_LARGE,
        /** It, or its mask, cannot be read or decoded for another reason. */
        UNREADABLE,
        /** It can be read, but is of another format than its name says. */
        MISNAMED
    }

    /**
     * An image with which something is wrong.
     *
     * @param name its name in the source
     * @param kind what is wrong
     * @param reason in words
     */
    public record Problem(String name, Kind kind, String reason) {}

    /**
     * Two images that look the same, of which a network is trained on one and judged by the other.
     *
     * @param name an image
     * @param view the view it is in: training, validation or test
     * @param otherName an image that looks the same
     * @param otherView the view that one is in
     */
    public record NearDuplicate(String name, String view, String otherName, String otherView) {}

    /**
     * Copies the lists.
     *
     * @param images how many were looked at
     * @param problems the images that cannot be trained on, or are not what their name says
     * @param duplicates groups of images that are the same to the byte
     * @param nearDuplicates pairs of images that look the same and lie in different views
     */
    public VerificationReport {
        problems = List.copyOf(problems);
        duplicates = duplicates.stream().map(List::copyOf).toList();
        nearDuplicates = List.copyOf(nearDuplicates);
    }

    /**
     * Returns whether nothing was found.
     *
     * @return true if there are no problems, duplicates or near-duplicates
     */
    public boolean isClean() {
        return problems.isEmpty() && duplicates.isEmpty() && nearDuplicates.isEmpty();
    }

    /**
     * Returns this report as JSON.
     *
     * @return an object with a list for each kind of finding
     */
    public String toJson() {
        try {
            return JSON.writeValueAsString(new Fields(images, problems, duplicates, nearDuplicates));
        } catch (JsonProcessingException e) {
            throw new AssertionError("strings and numbers can always be written", e);
        }
    }

    /** What is written as JSON: without what follows from it. */
    private record Fields(
            int images, List<Problem> problems, List<List<String>> duplicates, List<NearDuplicate> nearDuplicates) {}

    /**
     * Writes this report as CSV: a line a finding, with the columns finding, name, other, detail.
     *
     * @param file where to; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("finding", "name", "other", "detail")
                .get();
        try (Writer writer = Files.newBufferedWriter(file);
                CSVPrinter csv = new CSVPrinter(writer, format)) {
            for (Problem problem : problems) {
                csv.printRecord(problem.kind.name().toLowerCase(Locale.ROOT), problem.name, "", problem.reason);
            }
            for (List<String> group : duplicates) {
                for (String copy : group.subList(1, group.size())) {
                    csv.printRecord("duplicate", copy, group.get(0), "");
                }
            }
            for (NearDuplicate pair : nearDuplicates) {
                csv.printRecord("near_duplicate", pair.name, pair.otherName, pair.view + " and " + pair.otherView);
            }
        }
    }

    /** Returns the numbers in one line. */
    @Override
    public String toString() {
        return images + " images: " + problems.size() + " with problems, " + duplicates.size()
                + " groups of exact duplicates, " + nearDuplicates.size() + " near-duplicates across the split";
    }
}
