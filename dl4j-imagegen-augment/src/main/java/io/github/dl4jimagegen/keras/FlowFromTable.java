package io.github.dl4jimagegen.keras;

import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.ImageTable;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of Keras's {@code flow_from_dataframe}. What its columns mean ({@code x_col}, {@code y_col}, {@code
 * weight_col}, {@code classes}, {@code validate_filenames}) are {@link io.github.dl4jimagegen.source.TableColumns}.
 *
 * <pre>{@code
 * TableColumns columns = TableColumns.image("file").classColumn("species").directory(photos);
 * DataSetIterator training = generator.flowFromTable(ImageTable.of(csv, columns))
 *         .targetSize(150, 150).subset(Subset.TRAINING).build();
 * }</pre>
 *
 * <p>The first rows are for validation, whatever their classes, as in Keras: a sorted table should be shuffled first. Not
 * thread-safe.
 */
public final class FlowFromTable extends FlowFromFiles<FlowFromTable> {

    private final ImageTable table;

    FlowFromTable(ImageDataGenerator generator, ImageTable table) {
        super(generator);
        this.table = table;
    }

    @Override
    FlowFromTable self() {
        return this;
    }

    @Override
    ImageSource source(@Nullable Subset subset) {
        return generator.validationSplit().rows(table, subset);
    }
}
