package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.image.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How an example is written to a cache file and read back. Must be thread-safe: passes may run at the same time.
 *
 * @param <E> the examples
 */
public interface ElementCodec<E> {

    /**
     * Writes an example.
     *
     * @param element the example
     * @param out takes what {@link #read} needs to make an equal one
     * @throws IOException if it cannot be written
     */
    void write(E element, DataOutput out) throws IOException;

    /**
     * Reads an example: exactly the bytes that {@link #write} has written.
     *
     * @param in what was written
     * @return an example like the one written
     * @throws IOException if it cannot be read
     */
    E read(DataInput in) throws IOException;

    /**
     * Returns the codec of images with their classes.
     *
     * @return a codec that keeps every value as it is
     */
    static ElementCodec<Sample> ofSamples() {
        return SampleCodec.INSTANCE;
    }
}
