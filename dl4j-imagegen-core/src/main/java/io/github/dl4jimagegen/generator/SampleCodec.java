package io.github.dl4jimagegen.generator;

import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Target, kind, height, width, channels, values. */
enum SampleCodec implements ElementCodec<Sample> {
    INSTANCE;

    @Override
    public void write(Sample sample, DataOutput out) throws IOException {
        Image image = sample.image();
        TargetCodec.INSTANCE.write(sample.target(), out);
        out.writeBoolean(image.isEightBit());
        out.writeInt(image.shape().height());
        out.writeInt(image.shape().width());
        out.writeInt(image.shape().channels());
        if (image.isEightBit()) {
            out.write(image.toBytes());
        } else {
            float[] values = image.toFloats();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
            bytes.asFloatBuffer().put(values);
            out.write(bytes.array());
        }
    }

    @Override
    public Sample read(DataInput in) throws IOException {
        Target target = TargetCodec.INSTANCE.read(in);
        boolean eightBit = in.readBoolean();
        ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
        byte[] bytes = new byte[Math.multiplyExact(shape.length(), eightBit ? 1 : Float.BYTES)];
        in.readFully(bytes);
        if (eightBit) {
            return Sample.of(Image.ofBytes(shape.height(), shape.width(), shape.channels(), bytes), target);
        }
        float[] values = new float[shape.length()];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return Sample.of(Image.ofFloats(shape.height(), shape.width(), shape.channels(), values), target);
    }
}
