package io.github.dl4jimagegen.augment;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;

/** Reads a pipeline that another program has written, and writes what its first batches are made of. */
final class OtherProgram {

    private OtherProgram() {}

    static Augmentation dim() {
        PhotometricAugmentation dim = (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1), 0);
        return Augmentation.named("my-dim", dim);
    }

    static AugmentationJson json() {
        return AugmentationJson.standard().with("my-dim", dim());
    }

    /** Returns a number that depends on every value of two epochs. */
    static String batches(ImagePipeline pipeline) {
        ImageArrays images = ImageArrays.of(List.of(
                        TestImages.image(24, 24, 3, 1), TestImages.image(24, 24, 3, 2), TestImages.image(24, 24, 3, 3)))
                .labels(ClassIndex.of("a", "b"), 0, 1, 0);
        StringBuilder hashes = new StringBuilder();
        try (ImageDataSetIterator flow = pipeline.trainingFlow(images)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                while (flow.hasNext()) {
                    DataSet batch = flow.next();
                    hashes.append(Arrays.hashCode(
                                    batch.getFeatures().dup('c').data().asFloat()))
                            .append(' ')
                            .append(Arrays.hashCode(
                                    batch.getLabels().dup('c').data().asFloat()))
                            .append('\n');
                }
                flow.reset();
            }
        }
        return hashes.toString();
    }

    /** Takes the file of the pipeline and the file to write to. */
    public static void main(String[] arguments) throws IOException {
        ImagePipeline pipeline = ImagePipeline.fromJson(Files.readString(Path.of(arguments[0])), json());
        Path unused = Files.writeString(Path.of(arguments[1]), pipeline.toJson(json()) + "\n" + batches(pipeline));
    }
}
