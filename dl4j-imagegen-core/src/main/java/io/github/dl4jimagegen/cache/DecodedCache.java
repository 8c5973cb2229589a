package io.github.dl4jimagegen.cache;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where a pipeline keeps what it has decoded, so that later epochs do not decode again. Kept is what precedes the first
 * drawn step: the sized picture, or where sizes are drawn the full one. Immutable.
 */
public sealed interface DecodedCache extends Serializable {

    /**
     * Returns a cache in memory, that of one flow, which goes with it.
     *
     * @param mostBytes how much memory it may take, at least 1; images beyond that are decoded each time
     * @return a cache for data of that size
     * @throws IllegalArgumentException if it is less than 1
     */
    static DecodedCache inMemory(long mostBytes) {
        return new InMemory(mostBytes);
    }

    /**
     * Returns a cache in a folder, which stays there: one file for the images of a flow and a way to decode and size
     * them, written in the first epoch, and mapped into memory from then on, by later flows and programs, too. Whatever
     * is wrong with the folder is a warning, and images are decoded. Closing a flow waits until a file that has all images
     * is on the disk, at most a minute.
     *
     * @param folder an existing folder for any number of caches; with the speed of a disk, not of a network
     * @return a cache for data of any size
     */
    static DecodedCache onDisk(Path folder) {
        return new OnDisk(folder.toString());
    }

    /**
     * In memory.
     *
     * @param mostBytes how much it may take
     */
    record InMemory(long mostBytes) implements DecodedCache {

        /**
         * Checks the number.
         *
         * @param mostBytes how much it may take
         */
        public InMemory {
            if (mostBytes < 1) {
                throw new IllegalArgumentException("mostBytes must be positive but was " + mostBytes);
            }
        }
    }

    /**
     * In a folder.
     *
     * @param folder the path of the folder
     */
    record OnDisk(String folder) implements DecodedCache {}
}
