package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.source.ImageSource;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of Keras's {@code flow_from_dataframe}, whose rows are an {@link io.github.dl4jimagegen.source.ImageTable}:
 * what its columns mean ({@code x_col}, {@code y_col}, {@code weight_col}, {@code classes}, {@code validate_filenames}) are
 * {@link io.github.dl4jimagegen.source.TableColumns}. Also those of a flow over any other source, an archive for instance.
 *
 * <pre>{@code
 * TableColumns columns = TableColumns.image("file").classColumn("species").directory(photos);
 * DataSetIterator training = generator.flowFromTable(ImageTable.of(csv, columns))
 *         .targetSize(150, 150).subset(Subset.TRAINING).build();
 * }</pre>
 *
 * <p>The first images are for validation, whatever their classes, as in Keras: a sorted table should be shuffled first. Not
 * thread-safe.
 */
public final class FlowFromSource extends FlowFromFiles<FlowFromSource> {

    private final ImageSource source;

    FlowFromSource(ImageDataGenerator generator, ImageSource source) {
        super(generator);
        this.source = source;
    }

    @Override
    FlowFromSource self() {
        return this;
    }

    @Override
    ImageSource source(@Nullable Subset subset) {
        return generator.validationSplit().rows(source, subset);
    }
}
