package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.source.Listing;
import io.github.dl4jimagegen.source.Splitter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of Keras's {@code flow_from_directory}.
 *
 * <pre>{@code
 * DataSetIterator training = generator.flowFromDirectory(folder)
 *         .targetSize(150, 150).batchSize(32).subset(Subset.TRAINING).seed(42).build();
 * }</pre>
 *
 * <p>Classes and files are found by the rules of {@link ImageFolder}; in Keras's modes by {@link
 * Listing#flowFromDirectory}. The split is by class, see {@link Splitter#perClass}. Not thread-safe.
 */
public final class FlowFromDirectory extends FlowFromFiles<FlowFromDirectory> {

    private final Path directory;
    private @Nullable ClassIndex classes;
    private boolean followLinks;

    FlowFromDirectory(ImageDataGenerator generator, Path directory) {
        super(generator);
        this.directory = directory;
    }

    @Override
    FlowFromDirectory self() {
        return this;
    }

    /**
     * Sets the folders that are classes, and their order; all folders, sorted, unless set.
     *
     * @param names at least one
     * @return these options
     */
    @CanIgnoreReturnValue
    public FlowFromDirectory classes(String... names) {
        return classes(ClassIndex.of(names));
    }

    /**
     * Sets the classes, for instance to those of another folder.
     *
     * @param index the names of folders, in the order of the network's outputs
     * @return these options
     */
    @CanIgnoreReturnValue
    public FlowFromDirectory classes(ClassIndex index) {
        classes = index;
        return this;
    }

    /**
     * Sets whether links to folders are followed inside of class folders; false unless set.
     *
     * @param follow true to follow them
     * @return these options
     */
    @CanIgnoreReturnValue
    public FlowFromDirectory followLinks(boolean follow) {
        followLinks = follow;
        return this;
    }

    @Override
    ImageSource source(@Nullable Subset subset) {
        Listing rules = generator.compatibility().isKeras() ? Listing.flowFromDirectory() : Listing.defaults();
        ImageFolder all = ImageFolder.of(directory, followLinks ? rules.links(Listing.Links.ALL) : rules);
        ImageFolder images = classes == null ? all : all.classes(classes);
        return generator.validationSplit().ofEachClass(images, subset);
    }
}
