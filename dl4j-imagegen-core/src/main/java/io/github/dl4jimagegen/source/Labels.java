package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.image.Target;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What is to be learnt about many images, in arrays of primitives. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // they are never compared
interface Labels extends Serializable {

    /** Returns the labels of images about which nothing is known. */
    static Labels none() {
        return new NoLabels();
    }

    /** Returns what is to be learnt about an image. */
    Target target(int index);

    /** Returns the class of an image, or -1 if it does not have exactly one. */
    default int label(int index) {
        return -1;
    }

    /** Returns the classes that {@link #label} counts; none if there are no classes, or of several outputs. */
    default ClassIndex classes() {
        return ClassIndex.none();
    }

    /** Returns the classes of an output; none if it has no classes. */
    default ClassIndex classes(int output) {
        return classes();
    }

    /** Returns a number that stands for a target: the same in every process, as those of records need not be. */
    static int hash(Target target) {
        if (target instanceof Target.Classes classes) {
            return classes.labels().hashCode();
        }
        if (target instanceof Target.Values values) {
            return Arrays.hashCode(values.toArray());
        }
        if (target instanceof Target.Several several) {
            return several.targets().stream().mapToInt(Labels::hash).reduce(1, (all, hash) -> 31 * all + hash);
        }
        if (target instanceof Target.OfBoxes of) {
            return of.boxes().stream()
                    .mapToInt(box -> Objects.hash(box.xMin(), box.yMin(), box.xMax(), box.yMax(), box.label()))
                    .reduce(of.unit() == Target.Unit.PIXELS ? 1 : 0, (all, hash) -> 31 * all + hash);
        }
        if (target instanceof Target.OfKeypoints of) {
            return of.keypoints().stream()
                    .mapToInt(point -> Objects.hash(point.name(), point.x(), point.y(), point.visible()))
                    .reduce(1, (all, hash) -> 31 * all + hash);
        }
        return target.label();
    }

    /** Returns labels of as many images as there are outputs' labels for. */
    static Labels ofOutputs(List<Labels> outputs) {
        return outputs.isEmpty() ? Labels.none() : outputs.size() == 1 ? outputs.get(0) : new SeveralLabels(outputs);
    }

    /** No labels. */
    record NoLabels() implements Labels {

        @Override
        public Target target(int index) {
            return Target.none();
        }
    }

    /**
     * One class an image.
     *
     * @param classes the classes
     * @param labels the index of each image's class
     */
    record ClassLabels(ClassIndex classes, int[] labels) implements Labels {

        @Override
        public Target target(int index) {
            return Target.ofClass(labels[index]);
        }

        @Override
        public int label(int index) {
            return labels[index];
        }
    }

    /**
     * Any number of classes an image.
     *
     * @param classes the classes
     * @param ends where in the members each image's classes end
     * @param members indices of classes, sorted for each image
     */
    record MultiLabels(ClassIndex classes, int[] ends, int[] members) implements Labels {

        private int[] labels(int index) {
            return Arrays.copyOfRange(members, index == 0 ? 0 : ends[index - 1], ends[index]);
        }

        @Override
        public Target target(int index) {
            return Target.ofClasses(IntStream.of(labels(index)).boxed().toList());
        }
    }

    /**
     * Numbers.
     *
     * @param perImage how many each image has
     * @param values image by image
     */
    record ValueLabels(int perImage, float[] values) implements Labels {

        float[] values(int index) {
            return Arrays.copyOfRange(values, index * perImage, (index + 1) * perImage);
        }

        @Override
        public Target target(int index) {
            return Target.ofValues(values(index));
        }
    }

    /**
     * Several outputs.
     *
     * @param outputs the labels of each
     */
    record SeveralLabels(List<Labels> outputs) implements Labels {

        @Override
        public Target target(int index) {
            List<Target> targets = new ArrayList<>();
            outputs.forEach(output -> targets.add(output.target(index)));
            return Target.ofSeveral(targets);
        }

        /** By the classes of the only output that has some, images can be balanced, weighted and split. */
        private Labels withClasses() {
            List<Labels> found = outputs.stream()
                    .filter(output -> output.classes().size() > 0)
                    .toList();
            return found.size() == 1 ? found.get(0) : Labels.none();
        }

        @Override
        public int label(int index) {
            return withClasses().label(index);
        }

        @Override
        public ClassIndex classes() {
            return withClasses().classes();
        }

        @Override
        public ClassIndex classes(int output) {
            return outputs.get(output).classes();
        }
    }
}
