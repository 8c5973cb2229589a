package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImageMultiDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.NoThreadsLeft;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.checkpoint.PipelineState;
import io.github.dl4jimagegen.generator.OnError;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.PhotometricAugmentation;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Warp;
import io.github.dl4jimagegen.report.SkippedImages.SkippedImage;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.PlannedSample;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ClassWeights;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Images that cannot be read are passed over, if that is asked for, and nothing else changes. */
@ExtendWith(NoThreadsLeft.class)
class SkippingTest {

    private static final GeometricAugmentation ROTATE =
            (shape, random) -> Warp.rotation(shape, random.nextDouble(-40, 40));
    private static final PhotometricAugmentation LIGHT =
            (shape, random) -> PixelOp.linear(random.nextDouble(0.5, 1.5), 3);

    private static final ImagePipeline BASE =
            ImagePipeline.targetSize(5, 4).onError(OnError.SKIP).augment(ROTATE, LIGHT);

    /** Image files in memory, of two classes in turn; some of them are cut in half. */
    private record Cut(int size, Set<Integer> corrupt) implements ImageSource {

        @Override
        public int sourceIndex(int index) {
            return index;
        }

        @Override
        public ClassIndex classes() {
            return ClassIndex.of("a", "b");
        }

        @Override
        public String name(int index) {
            return Integer.toString(index);
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public ImageContent read(int index, IntFunction<ByteBuffer> buffers) {
            byte[] file = TestImages.encoded(index % 3 == 0 ? "jpg" : "png", 6 + index % 3, 5, index);
            int length = corrupt.contains(index) ? file.length / 2 : file.length;
            return new EncodedImage(
                    buffers.apply(length).clear().put(file, 0, length).flip());
        }

        Cut whole() {
            return new Cut(size, Set.of());
        }

        @Override
        public String toString() {
            return size + " files without " + new TreeSet<>(corrupt);
        }
    }

    /** A source and a pipeline drawn at random: one to all but one of its images are corrupt, some of them in a row. */
    private record Case(Cut source, ImagePipeline pipeline, Sampler sampler, long seed, int batchSize) {

        static Case draw(Random random) {
            int size = 2 + random.nextInt(14);
            Set<Integer> corrupt =
                    random.ints(1 + random.nextInt(size), 0, size).boxed().collect(Collectors.toSet());
            int start = random.nextInt(size); // whole batches, and the end of the epoch
            IntStream.range(start, Math.min(size, start + random.nextInt(6))).forEach(corrupt::add);
            corrupt.remove(random.nextInt(size));
            Sampler sampler = List.of(
                            Sampler.shuffled(), Sampler.inOrder(), Sampler.classBalanced(), Sampler.oversampled())
                    .get(random.nextInt(4));
            long seed = random.nextLong();
            int batchSize = 1 + random.nextInt(5);
            return new Case(
                    new Cut(size, corrupt),
                    BASE.sampler(sampler).seed(seed).batchSize(batchSize),
                    sampler,
                    seed,
                    batchSize);
        }
    }

    private static List<Case> cases(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> Case.draw(random)).toList();
    }

    private static List<DataSet> epoch(ImageDataSetIterator flow) {
        return TestImages.rest(flow);
    }

    @Test
    void inTrainingEachTakesTheFirstReplacementThatCanBeRead() {
        for (Case each : cases(60, 1)) {
            try (ImageDataSetIterator flow = each.pipeline.trainingFlow(each.source);
                    ImageDataSetIterator whole = each.pipeline.trainingFlow(each.source.whole())) {
                Set<Integer> met = new TreeSet<>();
                for (int epoch = 0; epoch < 2; epoch++) {
                    EpochPlan plan = each.sampler.plan(each.source, each.seed, epoch);
                    int attempts = 0;
                    List<String> expected = new ArrayList<>();
                    for (int position = 0; position < plan.size(); position++) {
                        PlannedSample planned = plan.at(position);
                        for (int attempt = 0; each.source.corrupt.contains(planned.index()); attempt++) {
                            met.add(planned.index());
                            planned = plan.replacement(position, attempt);
                            attempts++;
                        }
                        expected.add(each.source.name(planned.index()));
                    }
                    List<DataSet> batches = epoch(flow);
                    List<DataSet> undisturbed = epoch(whole);
                    assertThat(TestImages.names(batches)).as("%s", each).isEqualTo(expected);
                    sameWhereTheImageIsThePlanned(batches, undisturbed);
                    assertThat(flow.report().skipped()).isEqualTo(attempts);
                    assertThat(whole.report().skipped()).isZero();
                    assertThat(flow.skipped().stream().map(SkippedImage::name))
                            .isEqualTo(
                                    met.stream().map(i -> Integer.toString(i)).toList());
                    flow.reset();
                    whole.reset();
                }
                assertThat(whole.skipped()).isEmpty();
            }
        }
    }

    /** Also in its augmentation. Replacements have random numbers of their own: the same image twice is not the same. */
    private static void sameWhereTheImageIsThePlanned(List<DataSet> batches, List<DataSet> undisturbed) {
        assertThat(batches).hasSameSizeAs(undisturbed);
        for (int i = 0; i < batches.size(); i++) {
            List<?> names = batches.get(i).getExampleMetaData();
            List<?> planned = undisturbed.get(i).getExampleMetaData();
            for (int row = 0; row < planned.size(); row++) {
                if (names.get(row).equals(planned.get(row))) {
                    assertThat(batches.get(i).getFeatures().slice(row))
                            .isEqualTo(undisturbed.get(i).getFeatures().slice(row));
                    assertThat(batches.get(i).getLabels().slice(row))
                            .isEqualTo(undisturbed.get(i).getLabels().slice(row));
                }
            }
        }
    }

    @Test
    void inEvaluationTheirRowsAreLeftOut() {
        for (Case each : cases(60, 2)) {
            List<List<String>> expected = new ArrayList<>();
            for (int from = 0; from < each.source.size; from += each.batchSize) {
                List<String> batch = IntStream.range(from, Math.min(each.source.size, from + each.batchSize))
                        .filter(i -> !each.source.corrupt.contains(i))
                        .mapToObj(Integer::toString)
                        .toList();
                if (!batch.isEmpty()) {
                    expected.add(batch);
                }
            }
            try (ImageDataSetIterator flow = each.pipeline.evaluationFlow(each.source);
                    ImageDataSetIterator whole =
                            each.pipeline.batchSize(each.source.size).evaluationFlow(each.source.whole())) {
                for (int epoch = 0; epoch < 2; epoch++) {
                    DataSet all = whole.next();
                    List<DataSet> batches = epoch(flow);
                    assertThat(batches.stream().map(DataSet::getExampleMetaData))
                            .as("%s", each)
                            .isEqualTo(expected);
                    for (DataSet batch : batches) {
                        assertThat(batch.getFeatures().size(0))
                                .isEqualTo(batch.getLabels().size(0))
                                .isEqualTo(batch.getExampleMetaData().size());
                        assertThat(batch.getLabelsMaskArray()).isNull();
                        for (int row = 0; row < batch.numExamples(); row++) {
                            int index = Integer.parseInt(
                                    batch.getExampleMetaData().get(row).toString());
                            assertThat(batch.getFeatures().slice(row))
                                    .isEqualTo(all.getFeatures().slice(index));
                            assertThat(batch.getLabels().slice(row))
                                    .isEqualTo(all.getLabels().slice(index));
                        }
                    }
                    assertThat(flow.report().skipped()).isEqualTo(each.source.corrupt.size());
                    assertThat(flow.report().examples()).isEqualTo(each.source.size - each.source.corrupt.size());
                    flow.reset();
                    whole.reset();
                }
                assertThat(flow.skipped().stream().map(image -> Integer.parseInt(image.name())))
                        .isEqualTo(new ArrayList<>(new TreeSet<>(each.source.corrupt)));
            }
        }
    }

    @Test
    void batchesAreTheSameForAnyNumberOfThreadsAndAnyMemory() {
        Random random = new Random(3);
        List<BatchMemory> memories = List.of(
                BatchMemory.fresh(),
                BatchMemory.recycled(1),
                BatchMemory.recycled(1).withChecks(),
                BatchMemory.recycled(3).withChecks());
        for (Case each : cases(60, 3)) {
            ImagePipeline one = each.pipeline.workers(0);
            ImagePipeline other = each.pipeline
                    .workers(FlowShapes.WORKERS[random.nextInt(FlowShapes.WORKERS.length)])
                    .prefetch(FlowShapes.PREFETCH[random.nextInt(FlowShapes.PREFETCH.length)])
                    .batchMemory(memories.get(random.nextInt(memories.size())));
            FlowChecks.deliverTheSame(() -> one.trainingFlow(each.source), () -> other.trainingFlow(each.source));
            FlowChecks.deliverTheSame(() -> one.evaluationFlow(each.source), () -> other.evaluationFlow(each.source));
        }
    }

    @Test
    void flowsGoOnFromEveryBatch() {
        for (Case each : cases(25, 4)) {
            FlowChecks.resumesAnywhere(() -> each.pipeline.trainingFlow(each.source));
            FlowChecks.resumesAnywhere(() -> each.pipeline.evaluationFlow(each.source));
            FlowChecks.resumesAnywhere(() -> each.pipeline.shard(0, 2).trainingFlow(each.source));
            FlowChecks.resumesAnywhere(() -> each.pipeline
                    .classMode(ClassMode.INPUT)
                    .batchMemory(BatchMemory.recycled(1))
                    .evaluationMultiFlow(each.source));
        }
    }

    @Test
    void flowsGoOnFromAnyExample() {
        Random random = new Random(5);
        for (Case each : cases(40, 5)) {
            for (boolean training : new boolean[] {true, false}) {
                List<String> all;
                try (ImageDataSetIterator flow = flow(each, training)) {
                    all = TestImages.names(epoch(flow));
                }
                try (ImageDataSetIterator flow = flow(each, training)) {
                    int taken = 0;
                    while (flow.hasNext()) {
                        DataSet some = flow.next(1 + random.nextInt(6));
                        assertThat(TestImages.names(List.of(some)))
                                .isEqualTo(all.subList(taken, taken + some.numExamples()));
                        taken += some.numExamples();
                        PipelineState state = flow.state();
                        try (ImageDataSetIterator restored = flow(each, training)) {
                            restored.restore(state);
                            if (taken < all.size()) {
                                assertThat(restored.epoch()).isZero();
                                assertThat(TestImages.names(epoch(restored)))
                                        .as("%s after %d", each, taken)
                                        .isEqualTo(all.subList(taken, all.size()));
                            } else {
                                assertThat(restored.epoch()).isEqualTo(1);
                            }
                        }
                    }
                    assertThat(taken).isEqualTo(all.size());
                }
            }
        }
    }

    private static ImageDataSetIterator flow(Case each, boolean training) {
        return training ? each.pipeline.trainingFlow(each.source) : each.pipeline.evaluationFlow(each.source);
    }

    @Test
    void weightsAreThoseOfTheImagesThatAreThere() {
        Cut source = new Cut(9, Set.of(1, 2, 5));
        ClassWeights weights = ClassWeights.of(source.classes(), Map.of("b", 4.0));
        try (ImageDataSetIterator flow = BASE.batchSize(4).classWeights(weights).trainingFlow(source)) {
            int rows = 0;
            while (flow.hasNext()) {
                DataSet batch = flow.next();
                for (int row = 0; row < batch.numExamples(); row++) {
                    int index =
                            Integer.parseInt(batch.getExampleMetaData().get(row).toString());
                    assertThat(batch.getLabelsMaskArray().getFloat(row, 0)).isEqualTo(index % 2 == 1 ? 4 : 1);
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(9);
        }
    }

    /** The same with a further input, which is the number of the image. */
    private record Numbered(Cut cut) implements ImageSource {

        @Override
        public int size() {
            return cut.size();
        }

        @Override
        public int sourceIndex(int index) {
            return index;
        }

        @Override
        public ClassIndex classes() {
            return cut.classes();
        }

        @Override
        public String name(int index) {
            return cut.name(index);
        }

        @Override
        public int label(int index) {
            return cut.label(index);
        }

        @Override
        public ImageContent read(int index, IntFunction<ByteBuffer> buffers) {
            return cut.read(index, buffers);
        }

        @Override
        public List<long[]> inputs() {
            return List.of(new long[] {2});
        }

        @Override
        public void input(int index, int input, FloatBuffer row) {
            FloatBuffer unused = row.put(index).put(2 * index);
        }
    }

    @Test
    void furtherInputsAreThoseOfTheImagesThatAreThere() {
        for (Case each : cases(20, 6)) {
            Numbered source = new Numbered(each.source);
            for (boolean training : new boolean[] {true, false}) {
                try (ImageMultiDataSetIterator flow = training
                        ? each.pipeline.trainingMultiFlow(source)
                        : each.pipeline.evaluationMultiFlow(source)) {
                    while (flow.hasNext()) {
                        MultiDataSet batch = flow.next();
                        List<?> names = batch.getExampleMetaData();
                        assertThat(batch.getFeatures(1).size(0)).isEqualTo(names.size());
                        for (int row = 0; row < names.size(); row++) {
                            float index = Float.parseFloat(names.get(row).toString());
                            assertThat(TestImages.values(batch.getFeatures(1).slice(row)))
                                    .containsExactly(index, 2 * index);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aFolderThatIsRepairedIsReadAsIfNothingHadBeen(@TempDir Path root) throws Exception {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 8));
        ImagePipeline pipeline = BASE.batchSize(4).workers(3).prefetch(3).batchMemory(BatchMemory.recycled(1));
        List<String> whole = new ArrayList<>();
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(folder)) {
            flow.forEachRemaining(batch -> whole.add(TestImages.print(batch)));
        }
        Map<Path, byte[]> files = new HashMap<>();
        for (int i = 0; i < folder.size(); i++) {
            Path file = root.resolve(folder.name(i));
            files.put(file, Files.readAllBytes(file));
            Path unused = Files.write(file, new byte[] {1});
        }
        try (ImageDataSetIterator flow = pipeline.evaluationFlow(folder)) {
            assertThatThrownBy(flow::hasNext).isInstanceOf(ImageReadException.class);
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                Path unused = Files.write(file.getKey(), file.getValue());
            }
            for (int epoch = 0; epoch < 3; epoch++) {
                flow.reset();
                List<String> repaired = new ArrayList<>();
                flow.forEachRemaining(batch -> repaired.add(TestImages.print(batch)));
                assertThat(repaired).isEqualTo(whole);
            }
        }
    }

    @Test
    void aSourceWithoutAnyReadableImageFails() {
        Cut none = new Cut(5, Set.of(0, 1, 2, 3, 4));
        for (int workers : new int[] {0, 3}) {
            for (BatchMemory memory : List.of(BatchMemory.fresh(), BatchMemory.recycled(1))) {
                ImagePipeline pipeline = BASE.batchSize(2).workers(workers).batchMemory(memory);
                try (ImageDataSetIterator training = pipeline.trainingFlow(none);
                        ImageDataSetIterator evaluation = pipeline.evaluationFlow(none);
                        ImageMultiDataSetIterator multi = pipeline.evaluationMultiFlow(none)) {
                    assertThatThrownBy(training::hasNext)
                            .isInstanceOf(ImageReadException.class)
                            .hasMessageContaining("more than 100 images drawn one after the other could not be read");
                    for (int epoch = 0; epoch < 2; epoch++) {
                        assertThatThrownBy(evaluation::hasNext)
                                .isInstanceOf(ImageReadException.class)
                                .hasMessageContaining(
                                        "no image of 5 files without [0, 1, 2, 3, 4] could be read, the first:")
                                .hasMessageContaining("is truncated");
                        evaluation.reset();
                    }
                    assertThatThrownBy(multi::hasNext).isInstanceOf(ImageReadException.class);
                    assertThat(evaluation.skipped()).hasSize(5);
                }
            }
        }
    }

    @Test
    void withoutBeingAskedForTheFirstOneFails() {
        Cut source = new Cut(6, Set.of(3));
        try (ImageDataSetIterator flow = BASE.onError(OnError.FAIL).batchSize(2).evaluationFlow(source)) {
            assertThat(flow.next()).isNotNull();
            assertThatThrownBy(flow::next)
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining("cannot decode 3");
            assertThat(flow.skipped()).isEmpty();
        }
    }

    @Test
    void failuresOfOnesOwnCodeAreNotPassedOver() {
        PhotometricAugmentation broken = (shape, random) -> PixelOp.custom(image -> {
            throw new IllegalStateException("my mistake");
        });
        try (ImageDataSetIterator flow = BASE.augment(broken).trainingFlow(new Cut(6, Set.of()))) {
            assertThatThrownBy(flow::next)
                    .isInstanceOf(ImageReadException.class)
                    .hasMessageContaining("my mistake");
            assertThat(flow.skipped()).isEmpty();
        }
    }

    @Test
    void whateverIsWrongWithAFileIsListedWithItsReason(@TempDir Path root) throws Exception {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 5));
        Path unused = Files.write(root.resolve("class0/image000.png"), new byte[0]);
        Files.delete(root.resolve("class0/image003.jpg"));
        unused = Files.writeString(root.resolve("class1/image001.png"), "this is no image");
        byte[] jpeg = Files.readAllBytes(root.resolve("class1/image002.jpg"));
        unused = Files.write(root.resolve("class1/image002.jpg"), Arrays.copyOf(jpeg, jpeg.length - 20));
        try (ImageDataSetIterator flow = BASE.batchSize(4).evaluationFlow(folder)) {
            List<DataSet> batches = epoch(flow);
            assertThat(TestImages.names(batches))
                    .containsExactly(
                            "class0/image001.jpg",
                            "class0/image002.png",
                            "class0/image004.png",
                            "class1/image000.jpg",
                            "class1/image003.png",
                            "class1/image004.jpg");
            assertThat(flow.skipped().stream().map(SkippedImage::name))
                    .containsExactly(
                            "class0/image000.png", "class0/image003.jpg", "class1/image001.png", "class1/image002.jpg");
            assertThat(flow.skipped().stream().map(SkippedImage::reason).toList())
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("the file is empty", "class class0", "index 0"),
                            reason -> assertThat(reason).contains("NoSuchFileException"),
                            reason -> assertThat(reason).contains("\"this is no image\""),
                            reason -> assertThat(reason).contains("the JPEG is truncated"));
            assertThat(flow.report().skipped()).isEqualTo(4);
            assertThat(flow.report().toString()).contains("; 4 passed over that could not be read");
            assertThatThrownBy(flow::sampleNames)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("use each batch's getExampleMetaData()");
        }
    }

    /** The rest of an epoch may be unreadable: an uninterrupted flow delivers nothing of it, nor does a restored one. */
    @Test
    void aFlowGoesOnToTheNextEpochFromWhereNothingOfItsOwnCanBeRead() {
        Cut source = new Cut(8, Set.of(4, 5, 6, 7));
        for (int workers : new int[] {0, 3}) {
            ImagePipeline pipeline = BASE.batchSize(2).workers(workers);
            try (ImageDataSetIterator flow = pipeline.evaluationFlow(source);
                    ImageDataSetIterator restored = pipeline.evaluationFlow(source);
                    ImageDataSetIterator broken = pipeline.evaluationFlow(source)) {
                List<DataSet> first = List.of(flow.next(), flow.next());
                PipelineState last = flow.state();
                assertThat(flow.hasNext()).isFalse();
                restored.restore(PipelineState.fromJson(
                        last.toJson().replace("\"position\" : " + last.position(), "\"position\" : 4")));
                assertThat(restored.epoch()).isEqualTo(1);
                assertThat(TestImages.names(epoch(restored))).isEqualTo(TestImages.names(first));
                assertThat(epoch(broken)).hasSize(2);
            }
        }
    }

    /** Whoever meets a corrupt image in the tenth epoch wants to pass it over from there, not to begin again. */
    @Test
    void aFlowThatFailedGoesOnPassingOver() {
        Cut source = new Cut(9, Set.of(6));
        ImagePipeline failing = BASE.onError(OnError.FAIL).batchSize(2);
        for (boolean training : new boolean[] {true, false}) {
            IntFunction<ImageDataSetIterator> flows = skip -> {
                ImagePipeline pipeline = skip == 1 ? failing.onError(OnError.SKIP) : failing;
                return training
                        ? pipeline.sampler(Sampler.inOrder()).trainingFlow(source)
                        : pipeline.evaluationFlow(source);
            };
            try (ImageDataSetIterator failed = flows.apply(0);
                    ImageDataSetIterator skipping = flows.apply(1);
                    ImageDataSetIterator restored = flows.apply(1)) {
                List<String> delivered = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    delivered.add(TestImages.print(failed.next()));
                }
                assertThatThrownBy(failed::next).isInstanceOf(ImageReadException.class);
                restored.restore(failed.state());
                restored.forEachRemaining(batch -> delivered.add(TestImages.print(batch)));
                List<String> all = new ArrayList<>();
                skipping.forEachRemaining(batch -> all.add(TestImages.print(batch)));
                assertThat(delivered).isEqualTo(all);
            }
        }
    }
}
