package io.github.dl4jimagegen.image;

import java.util.Arrays;
import java.util.List;

/**
 * What a network is to learn about an image: its class, some numbers, or nothing. Immutable. Class modes turn targets
 * into the labels of a batch.
 */
public sealed interface Target {

    /** The target of an image about which nothing is known. */
    Target NONE = new None();

    /**
     * Returns the target of an image of one class.
     *
     * @param label the index of the class, from 0
     * @return a target for CATEGORICAL, SPARSE and BINARY
     * @throws IllegalArgumentException if the label is negative
     */
    static Target ofClass(int label) {
        return new OneClass(label);
    }

    /**
     * Returns the target of an image of several classes, or of none of them.
     *
     * @param labels the indices of the classes, from 0, in any order
     * @return a target for MULTI_LABEL
     */
    static Target ofClasses(List<Integer> labels) {
        return new Classes(labels);
    }

    /**
     * Returns the target of an image with numbers.
     *
     * @param values the numbers, in an order that is the same for all images
     * @return a target for RAW
     */
    static Target ofValues(float... values) {
        return new Values(values);
    }

    /**
     * Returns the target of an image for a network of several outputs.
     *
     * @param targets one an output
     * @return a target for a class mode of several outputs
     */
    static Target ofSeveral(List<Target> targets) {
        return new Several(targets);
    }

    /**
     * Returns the class, where there is exactly one.
     *
     * @return from 0, or -1
     */
    default int label() {
        return -1;
    }

    /** Nothing is known. */
    record None() implements Target {}

    /**
     * One class.
     *
     * @param label its index, from 0
     */
    record OneClass(int label) implements Target {

        /**
         * Checks that the label is not negative.
         *
         * @param label its index, from 0
         */
        public OneClass {
            if (label < 0) {
                throw new IllegalArgumentException("a label must not be negative but was " + label);
            }
        }
    }

    /**
     * Any number of classes.
     *
     * @param labels their indices, from 0
     */
    record Classes(List<Integer> labels) implements Target {

        /**
         * Copies the list.
         *
         * @param labels their indices, from 0
         */
        public Classes {
            labels = List.copyOf(labels);
        }
    }

    /**
     * One target an output.
     *
     * @param targets in the order of the network's outputs
     */
    record Several(List<Target> targets) implements Target {

        /**
         * Copies the list.
         *
         * @param targets in the order of the network's outputs
         */
        public Several {
            targets = List.copyOf(targets);
        }
    }

    /** Numbers. */
    final class Values implements Target {

        private final float[] values;

        private Values(float[] values) {
            this.values = values.clone();
        }

        /**
         * Returns how many numbers there are.
         *
         * @return at least 0
         */
        public int size() {
            return values.length;
        }

        /**
         * Returns a number.
         *
         * @param index from 0 to size() - 1
         * @return its value
         */
        public float get(int index) {
            return values[index];
        }

        /**
         * Returns a copy of the numbers.
         *
         * @return all of them
         */
        public float[] toArray() {
            return values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Values" + Arrays.toString(values);
        }
    }
}
