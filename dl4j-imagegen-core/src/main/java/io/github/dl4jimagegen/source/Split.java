package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Views that have no image in common, of one source or of several. Made by {@link Splitter}, or by {@link ImageSource#split}. Printed,
 * it is a table of how many images each class has in each view. Immutable.
 *
 * @param training the images to train on
 * @param validation the images to judge by while training
 * @param test the images to judge by in the end; empty unless a share for it was asked for
 */
public record Split(ImageSource training, ImageSource validation, ImageSource test) implements Serializable {

    /**
     * Checks that the views have the same classes, and that those of one source have no image in common.
     *
     * @param training the images to train on
     * @param validation the images to judge by while training
     * @param test the images to judge by in the end; may be empty
     */
    public Split {
        for (ImageSource other : List.of(validation, test)) {
            if (!other.classes().equals(training.classes())) {
                throw new IllegalArgumentException("the views of a split have one class index, but the training images"
                        + " have " + training.classes().names() + " and others have "
                        + other.classes().names() + ": use ImageFolder.classes(training.classes())");
            }
        }
        refuseShared("training", training, "validation", validation);
        refuseShared("training", training, "test", test);
        refuseShared("validation", validation, "test", test);
    }

    private static void refuseShared(String name, ImageSource view, String otherName, ImageSource other) {
        Integer shared = SameImage.shared(view, other);
        if (shared != null) {
            throw new IllegalArgumentException("the image " + view.name(shared) + " is among the " + name
                    + " images and among the " + otherName + " images: the views of a split have none in common");
        }
    }

    /**
     * Decodes all images of all views and says what is wrong with them, as {@link ImageSource#verify} does, which are
     * the same to the byte in whatever view, and which images of different views look the same: a network that has been
     * trained on one is not judged fairly by the other. Such pairs are found by a perceptual hash and by comparing
     * thumbnails, so that copies that were sized or compressed again are found. Copies that were turned, flipped,
     * cropped, or made brighter or darker are not; nor are images with hardly any contrast, unless they are the same to
     * the byte. Each image is named once, with one of an earlier view.
     *
     * @return what was found in all views together
     */
    public VerificationReport verify() {
        Map<String, ImageSource> views = new LinkedHashMap<>();
        views.put("training", training);
        views.put("validation", validation);
        if (test.size() > 0) {
            views.put("test", test);
        }
        return Verification.report(views);
    }

    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        boolean hasTest = test.size() > 0;
        rows.add(row("", "training", "validation", "test", hasTest));
        ClassCounts trained = ClassCounts.of(training);
        ClassCounts validated = ClassCounts.of(validation);
        ClassCounts tested = ClassCounts.of(test);
        for (int i = 0; i < training.classes().size(); i++) {
            rows.add(row(
                    training.classes().names().get(i),
                    trained.perClass().get(i).toString(),
                    validated.perClass().get(i).toString(),
                    tested.perClass().get(i).toString(),
                    hasTest));
        }
        rows.add(row(
                "all",
                Integer.toString(trained.total()),
                Integer.toString(validated.total()),
                Integer.toString(tested.total()),
                hasTest));
        int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
        return rows.stream().map(row -> line(row, width)).collect(Collectors.joining("\n"));
    }

    private static List<String> row(String name, String training, String validation, String test, boolean hasTest) {
        return hasTest ? List.of(name, training, validation, test) : List.of(name, training, validation);
    }

    private static String line(List<String> row, int width) {
        return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", row.get(0))
                + IntStream.range(1, row.size())
                        .mapToObj(i -> String.format(Locale.ROOT, "%12s", row.get(i)))
                        .collect(Collectors.joining());
    }
}
