package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
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
    private static final int MASK = 5;
    private static final int BOXES = 6;
    private static final int KEYPOINTS = 7;

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
        } else if (target instanceof Target.OfMask of) {
            out.writeByte(MASK);
            out.writeInt(of.mask().height());
            out.writeInt(of.mask().width());
            out.writeByte(of.mask().ignoreIndex());
            out.write(of.mask().toBytes());
        } else if (target instanceof Target.OfBoxes of) {
            out.writeByte(BOXES);
            out.writeBoolean(of.unit() == Target.Unit.PIXELS);
            out.writeInt(of.boxes().size());
            for (Box box : of.boxes()) {
                out.writeDouble(box.xMin());
                out.writeDouble(box.yMin());
                out.writeDouble(box.xMax());
                out.writeDouble(box.yMax());
                out.writeInt(box.label());
            }
        } else if (target instanceof Target.OfKeypoints of) {
            out.writeByte(KEYPOINTS);
            out.writeInt(of.keypoints().size());
            for (Keypoint point : of.keypoints()) {
                out.writeUTF(point.name());
                out.writeDouble(point.x());
                out.writeDouble(point.y());
                out.writeBoolean(point.visible());
            }
        } else if (target.equals(Target.none())) {
            out.writeByte(NONE);
        } else {
            throw new IOException("a cache cannot hold the target " + target + ": decode the mask's file first");
        }
    }

    @Override
    public Target read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case NONE -> Target.none();
            case ONE_CLASS -> Target.ofClass(in.readInt());
            case CLASSES -> classes(in);
            case VALUES -> values(in);
            case SEVERAL -> several(in);
            case MASK -> mask(in);
            case BOXES -> boxes(in);
            case KEYPOINTS -> keypoints(in);
            default -> throw new IOException("no target has the kind " + kind);
        };
    }

    private static Target classes(DataInput in) throws IOException {
        List<Integer> labels = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            labels.add(in.readInt());
        }
        return Target.ofClasses(labels);
    }

    private static Target values(DataInput in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return Target.ofValues(values);
    }

    private Target several(DataInput in) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            targets.add(read(in));
        }
        return Target.ofSeveral(targets);
    }

    private static Target mask(DataInput in) throws IOException {
        int height = in.readInt();
        int width = in.readInt();
        int ignoreIndex = in.readUnsignedByte();
        byte[] classes = new byte[Math.multiplyExact(height, width)];
        in.readFully(classes);
        return Target.ofMask(Mask.of(height, width, classes).ignoreIndex(ignoreIndex));
    }

    private static Target boxes(DataInput in) throws IOException {
        Target.Unit unit = in.readBoolean() ? Target.Unit.PIXELS : Target.Unit.FRACTIONS;
        List<Box> boxes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            boxes.add(new Box(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readInt()));
        }
        return new Target.OfBoxes(boxes, unit);
    }

    private static Target keypoints(DataInput in) throws IOException {
        List<Keypoint> keypoints = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            keypoints.add(new Keypoint(in.readUTF(), in.readDouble(), in.readDouble(), in.readBoolean()));
        }
        return Target.ofKeypoints(keypoints);
    }
}
