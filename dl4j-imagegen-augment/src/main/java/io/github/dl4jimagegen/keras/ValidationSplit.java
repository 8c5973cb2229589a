package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.Split;
import io.github.dl4jimagegen.source.Splitter;
import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How images are shared out between training and validation. Immutable.
 *
 * @param share of validation; 0 for none
 */
record ValidationSplit(double share) implements Serializable {

    /** Returns whether a subset has all images: also that for training, if none are held out. */
    boolean isWhole(@Nullable Subset subset) {
        if (subset == Subset.VALIDATION && share == 0) {
            throw new IllegalStateException(
                    "there are no images for validation: set validationSplit, for instance" + " validationSplit(0.2)");
        }
        return subset == null || share == 0;
    }

    /** Returns the images of a subset, of which validation has the first: of arrays and tables. */
    ImageSource rows(ImageSource source, @Nullable Subset subset) {
        if (subset == null || isWhole(subset)) {
            return source;
        }
        int[] rows = subset.rows(source.size(), share).toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("a validationSplit of " + share + " leaves no image of the "
                    + source.size() + " of " + source + " for " + subset);
        }
        return source.view(rows);
    }

    /** Returns whether one side of arrays or a table has a class that the other one lacks. */
    boolean tearsClassesApart(ImageSource source) {
        return !labels(source, Subset.TRAINING).equals(labels(source, Subset.VALIDATION));
    }

    /** Returns the classes that one side of arrays or a table has. */
    Set<Integer> labels(ImageSource source, Subset subset) {
        ImageSource rows = rows(source, subset);
        return IntStream.range(0, rows.size()).mapToObj(rows::label).collect(Collectors.toSet());
    }

    /** Returns the images of a subset, of which validation has the first of each class: of folders. */
    ImageSource ofEachClass(ImageSource source, @Nullable Subset subset) {
        if (isWhole(subset)) {
            return source;
        }
        Split split = Splitter.perClass().split(source, share);
        return subset == Subset.VALIDATION ? split.validation() : split.training();
    }
}
