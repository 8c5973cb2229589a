package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.source.ClassCounts;
import io.github.dl4jimagegen.source.ImageSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parameters of Keras's {@code flow_from_dataframe}, whose rows are an {@link io.github.dl4jimagegen.source.ImageTable}:
 * what its columns mean ({@code x_col}, {@code y_col}, {@code weight_col}, {@code classes}, {@code validate_filenames}) are
 * {@link io.github.dl4jimagegen.source.TableColumns}. Also those of a flow over any other source: an archive, or a part of
 * arrays, whose images keep the size and colours of the first one unless told otherwise.
 *
 * <pre>{@code
 * TableColumns columns = TableColumns.image("file").classColumn("species").directory(photos);
 * DataSetIterator training = generator.flowFromTable(ImageTable.of(csv, columns))
 *         .targetSize(150, 150).subset(Subset.TRAINING).build();
 * }</pre>
 *
 * <p>The first images are for validation, whatever their classes, as in Keras: a sorted table should be shuffled first, and
 * if one side lacks a class of the other, a warning says so. Not thread-safe.
 */
public final class FlowFromSource extends FlowFromFiles<FlowFromSource> {

    private static final Logger log = LoggerFactory.getLogger(FlowFromSource.class);

    private final ImageSource source;

    FlowFromSource(ImageDataGenerator generator, ImageSource source) {
        super(generator);
        this.source = source;
        ImageShape shape = shapeInMemory(source);
        if (shape != null) {
            targetSize(shape.height(), shape.width()).colorMode(FlowFromArrays.colors(shape));
        }
    }

    /** Returns the shape of the first image if it has one without being decoded, as arrays' have. */
    private static @Nullable ImageShape shapeInMemory(ImageSource source) {
        try {
            return source.size() > 0 && source.read(0, ByteBuffer::allocateDirect) instanceof Image image
                    ? image.shape()
                    : null;
        } catch (IOException e) {
            return null; // a file, which the flow will name
        }
    }

    @Override
    FlowFromSource self() {
        return this;
    }

    @Override
    ImageSource source(@Nullable Subset subset) {
        ValidationSplit split = generator.validationSplit();
        if (!split.isWhole(subset) && split.tearsClassesApart(source)) {
            log.warn(
                    "The first images are for validation, whatever their classes: there are for training {}, for"
                            + " validation {}. Shuffle the rows, or give each side of Splitter.stratified(42).split(...)"
                            + " a flow of its own",
                    ClassCounts.of(split.rows(source, Subset.TRAINING)),
                    ClassCounts.of(split.rows(source, Subset.VALIDATION)));
        }
        return split.rows(source, subset);
    }
}
