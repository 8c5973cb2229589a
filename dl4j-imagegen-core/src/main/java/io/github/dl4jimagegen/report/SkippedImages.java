package io.github.dl4jimagegen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images that a flow could not read and passed over, each of them once, in the order of the source. The first time
 * it is met, each is logged as a warning. Thread-safe.
 */
public final class SkippedImages {

    private static final Logger log = LoggerFactory.getLogger(SkippedImages.class);

    private final Map<Integer, SkippedImage> images = new ConcurrentSkipListMap<>();

    /**
     * An image that could not be read.
     *
     * @param name its name in the source
     * @param reason why not
     */
    public record SkippedImage(String name, String reason) {}

    /** Starts empty. */
    public SkippedImages() {}

    /**
     * Takes note of an image.
     *
     * @param index its index in the unsplit source
     * @param name its name in the source
     * @param reason why it could not be read
     */
    public void add(int index, String name, String reason) {
        if (images.putIfAbsent(index, new SkippedImage(name, reason)) == null) {
            log.warn("Passing over an image: {}", reason);
        }
    }

    /**
     * Returns the images met so far.
     *
     * @return a copy, in the order of the source
     */
    public List<SkippedImage> list() {
        return new ArrayList<>(images.values());
    }
}
