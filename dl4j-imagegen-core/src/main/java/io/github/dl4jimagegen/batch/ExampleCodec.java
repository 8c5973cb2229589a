package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.generator.ElementCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inputs and outputs by name; tensors in ND4J's own format, each with its length before it. */
enum ExampleCodec implements ElementCodec<Example> {
    INSTANCE;

    @Override
    public void write(Example example, DataOutput out) throws IOException {
        writeArrays(example.inputs(), out);
        writeArrays(example.outputs(), out);
    }

    private static void writeArrays(Map<String, INDArray> arrays, DataOutput out) throws IOException {
        out.writeInt(arrays.size());
        for (Map.Entry<String, INDArray> entry : arrays.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Nd4j.write(entry.getValue().dup('c'), new DataOutputStream(bytes));
            out.writeUTF(entry.getKey());
            out.writeInt(bytes.size());
            out.write(bytes.toByteArray());
        }
    }

    @Override
    public Example read(DataInput in) throws IOException {
        Map<String, INDArray> inputs = readArrays(in);
        return new Example(inputs, readArrays(in));
    }

    private static Map<String, INDArray> readArrays(DataInput in) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            arrays.put(name, Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes))));
        }
        return arrays;
    }
}
