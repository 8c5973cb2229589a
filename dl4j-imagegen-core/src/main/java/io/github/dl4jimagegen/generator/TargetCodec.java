package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.image.Target;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A byte for the kind, then what the kind needs. */
enum TargetCodec implements ElementCodec<Target> {
    INSTANCE;

    private static final int NONE = 0;
    private static final int ONE_CLASS = 1;
    private static final int CLASSES = 2;
    private static final int VALUES = 3;
    private static final int SEVERAL = 4;

    @Override
    public void write(Target target, DataOutput out) throws IOException {
        if (target instanceof Target.OneClass one) {
            out.writeByte(ONE_CLASS);
            out.writeInt(one.label());
        } else if (target instanceof Target.Classes classes) {
            out.writeByte(CLASSES);
            out.writeInt(classes.labels().size());
            for (int label : classes.labels()) {
                out.writeInt(label);
            }
        } else if (target instanceof Target.Values values) {
            out.writeByte(VALUES);
            out.writeInt(values.size());
            for (float value : values.toArray()) {
                out.writeFloat(value);
            }
        } else if (target instanceof Target.Several several) {
            out.writeByte(SEVERAL);
            out.writeInt(several.targets().size());
            for (Target each : several.targets()) {
                write(each, out);
            }
        } else {
            out.writeByte(NONE);
        }
    }

    @Override
    public Target read(DataInput in) throws IOException {
        int kind = in.readByte();
        switch (kind) {
            case NONE:
                return Target.NONE;
            case ONE_CLASS:
                return Target.ofClass(in.readInt());
            case CLASSES:
                List<Integer> labels = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    labels.add(in.readInt());
                }
                return Target.ofClasses(labels);
            case VALUES:
                float[] values = new float[in.readInt()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.readFloat();
                }
                return Target.ofValues(values);
            case SEVERAL:
                List<Target> targets = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    targets.add(read(in));
                }
                return Target.ofSeveral(targets);
            default:
                throw new IOException("no target has the kind " + kind);
        }
    }
}
