package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.Target;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The class modes. Each is equal to any other of the same parameters, and prints as Keras calls it. */
final class ClassModes {

    private ClassModes() {}

    static void requireClasses(ClassMode mode, LabelContext context) {
        if (context.classes() == 0) {
            throw new IllegalArgumentException(
                    "classMode " + mode + " needs classes but the images have none" + fitting(context.example()));
        }
    }

    static IllegalArgumentException misfit(ClassMode mode, String needed, Target target) {
        return new IllegalArgumentException(
                "classMode " + mode + " needs " + needed + " but the target is " + target + fitting(target));
    }

    /** Returns in words which class modes a target is for. */
    private static String fitting(@Nullable Target target) {
        if (target instanceof Target.OneClass) {
            return ": use CATEGORICAL, SPARSE or BINARY";
        }
        if (target instanceof Target.Classes) {
            return ": use MULTI_LABEL";
        }
        if (target instanceof Target.Values) {
            return ": use RAW";
        }
        if (target instanceof Target.OfMask || target instanceof Target.OfMaskFile) {
            return ": use MASK or BINARY_MASK";
        }
        if (target instanceof Target.OfBoxes) {
            return ": use ClassMode.yolo(rows, columns) or boxes(most)";
        }
        if (target instanceof Target.OfKeypoints of) {
            return ": use ClassMode.keypoints(" + of.keypoints().size() + ")";
        }
        if (target instanceof Target.Several several) {
            return ": use multiOutput with " + several.targets().size() + " class modes";
        }
        return ": use ClassMode.NONE to predict, or a source with labels";
    }

    private static int label(Target target, ClassMode mode, int classes) {
        int label = target.label();
        if (label < 0) {
            throw misfit(mode, "one class", target);
        }
        return checked(label, classes);
    }

    static int checked(int label, int classes) {
        if (label >= classes) {
            throw new IllegalArgumentException(
                    "the class is " + label + " but there are " + classes + " classes, 0 to " + (classes - 1));
        }
        return label;
    }

    record Categorical() implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            int classes = context.classes();
            requireClasses(this, context);
            float others = (float) (context.smoothing() / classes);
            float own = (float) (1 - context.smoothing() + context.smoothing() / classes);
            return List.of(new SoftEncoder(classes) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    int label = label(target, Categorical.this, classes);
                    for (int c = 0; c < classes && others != 0; c++) {
                        row.put(c, others);
                    }
                    row.put(label, own);
                }
            });
        }

        @Override
        public String toString() {
            return "CATEGORICAL";
        }
    }

    record Sparse() implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            requireClasses(this, context);
            refuseSmoothing(this, context);
            return List.of(new VectorEncoder(1) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    row.put(0, label(target, Sparse.this, context.classes()));
                }

                @Override
                public float maskOf(double weight) { // the loss makes as many columns of it as there are classes
                    return (float) weight;
                }
            });
        }

        @Override
        public String toString() {
            return "SPARSE";
        }
    }

    record Binary() implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            requireClasses(this, context);
            if (context.classes() != 2) {
                throw new IllegalArgumentException("classMode BINARY needs exactly 2 classes but there are "
                        + context.classes() + ": use CATEGORICAL, or leave classes out");
            }
            float[] values = smooth(context.smoothing());
            return List.of(new SoftEncoder(1) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    row.put(0, values[label(target, Binary.this, 2)]);
                }
            });
        }

        @Override
        public String toString() {
            return "BINARY";
        }
    }

    record MultiLabel() implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            int classes = context.classes();
            requireClasses(this, context);
            float[] values = smooth(context.smoothing());
            return List.of(new SoftEncoder(classes) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    for (int c = 0; c < classes && values[0] != 0; c++) {
                        row.put(c, values[0]);
                    }
                    for (int label : labels(target, MultiLabel.this)) {
                        row.put(checked(label, classes), values[1]);
                    }
                }
            });
        }

        private static List<Integer> labels(Target target, ClassMode mode) {
            if (target instanceof Target.Classes several) {
                return several.labels();
            }
            if (target instanceof Target.OneClass one) {
                return List.of(one.label());
            }
            throw misfit(mode, "classes", target);
        }

        @Override
        public String toString() {
            return "MULTI_LABEL";
        }
    }

    /**
     * Numbers.
     *
     * @param dimensions of one image's numbers; empty to see from an example how many there are
     */
    record Raw(List<Long> dimensions) implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            refuseSmoothing(this, context);
            long[] shape = dimensions.isEmpty()
                    ? new long[] {numbers(context.example())}
                    : dimensions.stream().mapToLong(Long::longValue).toArray();
            return List.of(new SoftEncoder(shape) {
                @Override
                void encode(Target target, FloatBuffer row) {
                    if (!(target instanceof Target.Values values) || values.size() != row.capacity()) {
                        throw misfit(Raw.this, row.capacity() + " numbers", target);
                    }
                    row.put(values.toArray());
                }
            });
        }

        private static int numbers(@Nullable Target example) {
            if (example instanceof Target.Values values && values.size() > 0) {
                return values.size();
            }
            throw new IllegalArgumentException(
                    example == null
                            ? "classMode RAW cannot know how many numbers a generator's images have: use"
                                    + " ClassMode.raw(n)"
                            : "classMode RAW needs numbers but the target of the first image is " + example
                                    + ": use CATEGORICAL, SPARSE or BINARY for classes");
        }

        @Override
        public String toString() {
            return dimensions.isEmpty() ? "RAW" : "RAW" + dimensions;
        }
    }

    record Input() implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            refuseSmoothing(this, context);
            long[] batch = context.dataFormat().shape(1, context.image());
            return List.of(new SoftEncoder(batch[1], batch[2], batch[3]) {
                @Override
                void encode(Target target, FloatBuffer row) {}

                @Override
                public boolean copiesFeatures() {
                    return true;
                }
            });
        }

        @Override
        public String toString() {
            return "INPUT";
        }
    }

    /**
     * Several outputs.
     *
     * @param outputs one an output
     */
    record Several(List<ClassMode> outputs) implements ClassMode {

        Several {
            outputs = List.copyOf(outputs);
            if (outputs.isEmpty()
                    || outputs.stream().anyMatch(mode -> mode instanceof Several || mode instanceof None)) {
                throw new IllegalArgumentException(
                        "several outputs need one class mode each, none of them NONE or several itself, but got "
                                + outputs);
            }
        }

        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            if (outputs.stream().noneMatch(ClassModes::canBeSmoothed)) {
                refuseSmoothing(this, context);
            }
            List<LabelEncoder> encoders = new ArrayList<>();
            for (int i = 0; i < outputs.size(); i++) {
                ClassMode output = outputs.get(i);
                Target example = context.example() == null ? null : part(context.example(), i);
                LabelContext own = context.of(i, canBeSmoothed(output) ? context.smoothing() : 0, example);
                encoders.add(new PartEncoder(output.encoders(own).get(0), this, i));
            }
            return encoders;
        }

        private Target part(Target target, int output) {
            if (!(target instanceof Target.Several several) || several.targets().size() != outputs.size()) {
                throw new IllegalArgumentException(
                        "classMode " + this + " needs " + outputs.size() + " targets but got " + target);
            }
            return several.targets().get(output);
        }

        @Override
        public String toString() {
            return "MULTI_OUTPUT" + outputs;
        }
    }

    /** The encoder of one of several outputs. */
    private record PartEncoder(LabelEncoder encoder, Several mode, int output) implements LabelEncoder {

        @Override
        public long[] shape() {
            return encoder.shape();
        }

        @Override
        public long @Nullable [] maskShape() {
            return encoder.maskShape();
        }

        @Override
        public boolean copiesFeatures() {
            return encoder.copiesFeatures();
        }

        @Override
        public boolean canBeMixed() {
            return encoder.canBeMixed();
        }

        @Override
        public float maskOf(double weight) {
            return encoder.maskOf(weight);
        }

        @Override
        public void encode(Target target, FloatBuffer row, @Nullable FloatBuffer mask) {
            encoder.encode(mode.part(target, output), row, mask);
        }
    }

    record None() implements ClassMode {
        @Override
        public List<LabelEncoder> encoders(LabelContext context) {
            return List.of();
        }

        @Override
        public String toString() {
            return "NONE";
        }
    }

    /** Returns what stands for no and for yes. */
    private static float[] smooth(double smoothing) {
        return new float[] {(float) (smoothing / 2), (float) (1 - smoothing / 2)};
    }

    private static boolean canBeSmoothed(ClassMode mode) {
        return mode instanceof Categorical || mode instanceof Binary || mode instanceof MultiLabel;
    }

    static void refuseSmoothing(ClassMode mode, LabelContext context) {
        if (context.smoothing() != 0) {
            throw new IllegalArgumentException("labels of classMode " + mode + " cannot be smoothed, by "
                    + context.smoothing() + ": only CATEGORICAL, BINARY and MULTI_LABEL can");
        }
    }

    /** An encoder without a mask. */
    abstract static class VectorEncoder implements LabelEncoder {

        private final long[] shape;

        VectorEncoder(long... shape) {
            this.shape = shape;
        }

        @Override
        public long[] shape() {
            return shape.clone();
        }

        @Override
        public void encode(Target target, FloatBuffer row, @Nullable FloatBuffer mask) {
            encode(target, row);
        }

        abstract void encode(Target target, FloatBuffer row);
    }

    /** An encoder of numbers of which means make sense. */
    abstract static class SoftEncoder extends VectorEncoder {

        SoftEncoder(long... shape) {
            super(shape);
        }

        @Override
        public boolean canBeMixed() {
            return true;
        }

        @Override
        public void encode(Target target, FloatBuffer row, @Nullable FloatBuffer mask) {
            if (!(target instanceof Target.Mixed mixed)) {
                encode(target, row);
                return;
            }
            for (int i = 0; i < mixed.targets().size(); i++) {
                FloatBuffer part = FloatBuffer.allocate(row.capacity());
                encode(mixed.targets().get(i), part);
                float share = mixed.shares().get(i).floatValue();
                for (int at = 0; at < row.capacity(); at++) {
                    row.put(at, row.get(at) + share * part.get(at));
                }
            }
        }
    }
}
