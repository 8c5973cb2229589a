package io.github.dl4jimagegen.image;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What a network is to learn about an image: its class, some numbers, or nothing. Immutable. Class modes turn targets
 * into the labels of a batch.
 */
public sealed interface Target extends Serializable {

    /**
     * Returns the target of an image about which nothing is known.
     *
     * @return a target for NONE and INPUT
     */
    static Target none() {
        return new None();
    }

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
     * Returns the target of an image with a mask.
     *
     * @param mask of the size of the image
     * @return a target for the class modes of masks
     */
    static Target ofMask(Mask mask) {
        return new OfMask(mask);
    }

    /**
     * Returns the target of an image with a mask in a file of its own.
     *
     * @param folder where the masks are, for messages
     * @param name the name of the file in it
     * @param file the bytes of the file, of an image as large as the image it belongs to
     * @param coding what its pixels say
     * @param classes how many classes there are: others are refused when the file is decoded
     * @return a target for the class modes of masks
     */
    static Target ofMaskFile(String folder, String name, EncodedImage file, MaskCoding coding, int classes) {
        return new OfMaskFile(folder, name, file, coding, classes);
    }

    /**
     * Returns the target of an image with boxes, in pixels of the image as it is stored (turned upright).
     *
     * @param boxes any number of boxes
     * @return a target for the class modes of boxes
     */
    static Target ofBoxes(List<Box> boxes) {
        return new OfBoxes(boxes, Unit.PIXELS);
    }

    /**
     * Returns the target of an image with keypoints, in pixels of the image as it is stored (turned upright).
     *
     * @param keypoints the same points in the same order for all images
     * @return a target for the class mode of keypoints
     */
    static Target ofKeypoints(List<Keypoint> keypoints) {
        return new OfKeypoints(keypoints);
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

    /**
     * A mask.
     *
     * @param mask of the size of the image
     */
    record OfMask(Mask mask) implements Target {}

    /**
     * A mask in a file.
     *
     * @param folder where the masks are, for messages
     * @param name the name of the file in it
     * @param file the bytes of the file
     * @param coding what its pixels say
     * @param classes how many classes there are
     */
    record OfMaskFile(String folder, String name, EncodedImage file, MaskCoding coding, int classes)
            implements Target {}

    /** What the coordinates of boxes count. */
    enum Unit {
        /** Pixels. */
        PIXELS,
        /** The width and the height of the image. */
        FRACTIONS
    }

    /**
     * Boxes.
     *
     * @param boxes any number
     * @param unit of their coordinates
     */
    record OfBoxes(List<Box> boxes, Unit unit) implements Target {

        /**
         * Copies the list.
         *
         * @param boxes any number
         * @param unit of their coordinates
         */
        public OfBoxes {
            boxes = List.copyOf(boxes);
        }

        /**
         * Returns these boxes in pixels of an image.
         *
         * @param image the image they are in
         * @return the same boxes
         */
        public List<Box> inPixels(ImageShape image) {
            if (unit == Unit.PIXELS) {
                return boxes;
            }
            double w = image.width();
            double h = image.height();
            return boxes.stream()
                    .map(b -> new Box(b.xMin() * w, b.yMin() * h, b.xMax() * w, b.yMax() * h, b.label()))
                    .toList();
        }
    }

    /**
     * Keypoints.
     *
     * @param keypoints in an order that is the same for all images
     */
    record OfKeypoints(List<Keypoint> keypoints) implements Target {

        /**
         * Copies the list.
         *
         * @param keypoints in an order that is the same for all images
         */
        public OfKeypoints {
            keypoints = List.copyOf(keypoints);
        }
    }

    /**
     * The targets of images that were put together into one.
     *
     * @param targets of each
     * @param shares how much of the picture is of each; their sum is 1
     */
    record Mixed(List<Target> targets, List<Double> shares) implements Target {

        /**
         * Copies the lists.
         *
         * @param targets of each
         * @param shares how much of the picture is of each; their sum is 1
         */
        public Mixed {
            targets = List.copyOf(targets);
            shares = List.copyOf(shares);
        }
    }

    /** Numbers. */
    final class Values implements Target {

        private static final long serialVersionUID = 1L;

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
