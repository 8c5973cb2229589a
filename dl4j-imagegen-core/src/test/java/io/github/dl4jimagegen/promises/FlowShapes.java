package io.github.dl4jimagegen.promises;

import io.github.dl4jimagegen.Flow;
import io.github.dl4jimagegen.GeneratorDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.batch.Example;
import io.github.dl4jimagegen.batch.OutputSignature;
import io.github.dl4jimagegen.batch.TensorSpec;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Flows of every shape, over six to nine small images in batches of three: shuffle x class mode x format x augmentation x kind
 * of source, and those things that do not combine with everything.
 */
final class FlowShapes {

    static final int[] WORKERS = {0, 1, 2, 7};
    static final int[] PREFETCH = {0, 1, 4};
    static final int BATCH = 3;

    /** A kind of flow that can be made with any number of threads. */
    record Shape<F extends Flow & Iterator<?>>(String name, Maker<F> maker) {
        F make(int workers, int prefetch) {
            return maker.make(workers, prefetch);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    interface Maker<F> {
        F make(int workers, int prefetch);
    }

    private static final GeometricAugmentation ROTATE =
            (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
    private static final GeometricAugmentation FLIP = (shape, random) -> Warp.flipHorizontal(shape);
    private static final PhotometricAugmentation LIGHT =
            (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1.5), 3);

    private static final Mixing MIXING = (rows, shape, random) -> IntStream.range(0, rows)
            .<Mix>mapToObj(row -> new Mix.Blend((row + 1) % rows, random.nextDouble()))
            .toList();

    private static final ImagePipeline BASE =
            ImagePipeline.targetSize(6, 5).batchSize(BATCH).seed(7).rescale(1 / 255.0);

    private FlowShapes() {}

    /** Returns every combination of shuffle, class mode, format, augmentation and kind of source. */
    static List<Shape<?>> everyCombination(Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 4));
        ImageSource six = folder.split(0.25).training();
        Examples<Sample> samples = TestImages.samples(7, 2);
        ClassIndex classes = ClassIndex.numbered(2);
        List<Shape<?>> shapes = new ArrayList<>();
        for (ClassMode classMode :
                List.of(ClassMode.CATEGORICAL, ClassMode.SPARSE, ClassMode.BINARY, ClassMode.INPUT, ClassMode.NONE)) {
            for (DataFormat format : DataFormat.values()) {
                for (boolean augmented : new boolean[] {false, true}) {
                    ImagePipeline recipe = BASE.classMode(classMode).dataFormat(format);
                    ImagePipeline pipeline =
                            augmented ? recipe.augment(ROTATE, Augmentation.sometimes(0.5, FLIP), LIGHT) : recipe;
                    String name = classMode + " " + format + (augmented ? " augmented" : "");
                    shapes.add(evaluation(name + " evaluation of a folder", pipeline, folder));
                    if (classMode.equals(ClassMode.NONE)) {
                        continue;
                    }
                    shapes.add(training(name + " shuffled folder", pipeline, folder));
                    shapes.add(training(name + " folder in order", pipeline.sampler(Sampler.inOrder()), folder));
                    shapes.add(training(name + " shuffled part of a folder", pipeline, six));
                    shapes.add(
                            new Shape<>(name + " generator of images", (workers, prefetch) -> pipeline.workers(workers)
                                    .prefetch(prefetch)
                                    .trainingFlow(samples, classes)));
                }
            }
        }
        return shapes;
    }

    /** Returns the flows with something that {@link #everyCombination} does not have. */
    static List<Shape<?>> others(Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 3, 3));
        ImagePipeline augmented = BASE.augment(ROTATE, LIGHT);
        return List.of(
                training("balanced", augmented.sampler(Sampler.classBalanced()), folder),
                training("oversampled", augmented.sampler(Sampler.oversampled()), folder),
                training("weighted", augmented.sampler(Sampler.weighted(1, 0, 2, 3, 1, 1, 0, 4, 1)), folder),
                training("a shard", augmented.shard(1, 2), folder),
                training("8-bit", augmented.rescale(1).featureType(DataType.UINT8), folder),
                training("recycled", augmented.batchMemory(BatchMemory.recycled(1)), folder),
                training(
                        "checked", augmented.batchMemory(BatchMemory.recycled(2).withChecks()), folder),
                evaluation("an evaluated shard", BASE.shard(0, 2), folder),
                training("weighted by class", augmented.classWeights(ClassWeights.balanced(folder)), folder),
                training("smoothed", augmented.labelSmoothing(0.1), folder),
                training("mixed", augmented.mix(MIXING), folder),
                training("put together", augmented.mosaic(new Mosaic(0.5, Range.of(0.25, 0.75))), folder),
                new Shape<>("views", (workers, prefetch) -> augmented
                        .workers(workers)
                        .prefetch(prefetch)
                        .viewsFlow(folder.split(0.7).training(), 3)),
                several("several inputs and outputs", augmented, true),
                several("several inputs and outputs evaluated", augmented, false),
                new Shape<>("generator of tensors", (workers, prefetch) -> tensors(prefetch, BatchMemory.fresh())
                        .build()),
                new Shape<>("generator of tensors, recycled", (workers, prefetch) -> tensors(
                                prefetch, BatchMemory.recycled(1))
                        .build()),
                new Shape<>(
                        "generator without a short batch", (workers, prefetch) -> tensors(prefetch, BatchMemory.fresh())
                                .dropRemainder(true)
                                .build()),
                new Shape<>("generator of several inputs and outputs", (workers, prefetch) -> several(prefetch)
                        .buildMulti()));
    }

    /** Returns all of them. */
    static List<Shape<?>> all(Path root) {
        List<Shape<?>> shapes = everyCombination(root.resolve("combinations"));
        shapes.addAll(others(root.resolve("others")));
        return shapes;
    }

    private static Shape<?> training(String name, ImagePipeline pipeline, ImageSource source) {
        return new Shape<>(name, (workers, prefetch) -> pipeline.workers(workers)
                .prefetch(prefetch)
                .trainingFlow(source));
    }

    private static Shape<?> several(String name, ImagePipeline pipeline, boolean training) {
        ImageArrays arrays = ImageArrays.of(IntStream.range(0, 7)
                        .mapToObj(i -> TestImages.image(7 + i % 3, 10 + i % 2, 3, i))
                        .toList())
                .labels(ClassIndex.numbered(2), 0, 1, 0, 1, 0, 1, 0)
                .values(Nd4j.arange(14).reshape(7, 2))
                .weights(1, 2, 3, 4, 5, 6, 7)
                .input(Nd4j.arange(21).reshape(7, 3));
        ImagePipeline both = pipeline.classMode(ClassMode.multiOutput(ClassMode.BINARY, ClassMode.RAW));
        return new Shape<>(name, (workers, prefetch) -> {
            ImagePipeline threads = both.workers(workers).prefetch(prefetch);
            return training ? threads.trainingMultiFlow(arrays) : threads.evaluationMultiFlow(arrays);
        });
    }

    private static Shape<?> evaluation(String name, ImagePipeline pipeline, ImageSource source) {
        return new Shape<>(name, (workers, prefetch) -> pipeline.workers(workers)
                .prefetch(prefetch)
                .evaluationFlow(source));
    }

    private static GeneratorDataSetIterator.Builder tensors(int prefetch, BatchMemory memory) {
        OutputSignature signature = OutputSignature.of(
                TensorSpec.image(4, 3, 2), TensorSpec.scalar(DataType.INT32).oneHot(5));
        Examples<Example> examples = epoch -> Examples.<Example>fromStream(() -> IntStream.range(0, 7)
                        .mapToObj(i ->
                                Example.of(Nd4j.valueArrayOf(new long[] {4, 3, 2}, epoch * 10 + i + 0.25f), i % 5)))
                .open(epoch);
        return GeneratorDataSetIterator.builder(examples, signature)
                .batchSize(BATCH)
                .batchMemory(memory)
                .prefetch(prefetch);
    }

    private static GeneratorDataSetIterator.Builder several(int prefetch) {
        OutputSignature signature = OutputSignature.builder()
                .input("image", TensorSpec.image(4, 3, 2))
                .input("words", TensorSpec.of(DataType.FLOAT, TensorSpec.NONE).padTo(TensorSpec.NONE))
                .output("class", TensorSpec.scalar(DataType.INT32).oneHot(5))
                .output("age", TensorSpec.scalar(DataType.FLOAT))
                .build();
        Examples<Example> examples = Examples.fromStream(() -> IntStream.range(0, 7)
                .mapToObj(i -> new Example(
                        Map.of(
                                "image", Nd4j.valueArrayOf(new long[] {4, 3, 2}, (float) i),
                                "words", Nd4j.valueArrayOf(new long[] {i + 1}, (float) i)),
                        Map.of("class", Nd4j.scalar(DataType.INT32, i % 5), "age", Nd4j.scalar(i * 0.5f)))));
        return GeneratorDataSetIterator.builder(examples, signature)
                .batchSize(BATCH)
                .prefetch(prefetch);
    }
}
