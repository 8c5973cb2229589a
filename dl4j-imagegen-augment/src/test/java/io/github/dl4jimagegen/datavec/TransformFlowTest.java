package io.github.dl4jimagegen.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.engine.Operations;
import io.github.dl4jimagegen.generator.Examples;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Sample;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.json.AugmentationJson;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.MaskedImageFolder;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.datavec.image.transform.ColorConversionTransform;
import org.datavec.image.transform.CropImageTransform;
import org.datavec.image.transform.EqualizeHistTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.MultiImageTransform;
import org.datavec.image.transform.ResizeImageTransform;
import org.datavec.image.transform.RotateImageTransform;
import org.datavec.image.transform.WarpImageTransform;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Transforms of DataVec in a flow, by many threads, in another program, in front of a network. */
class TransformFlowTest {

    private static final TransformFactory WARP = () -> new WarpImageTransform(4);
    private static final Augmentation SEVERAL = DataVec.augmentation(
            "rotate and crop",
            () -> new MultiImageTransform(
                    new RotateImageTransform(30), new CropImageTransform(3), new ResizeImageTransform(14, 12)));
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(12, 14)
            .batchSize(5)
            .augment(DataVec.augmentation("warp", WARP), Augmentation.sometimes(0.5, SEVERAL));

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    static Path root;

    @SuppressWarnings("NullAway") // set before all
    private static ImageFolder folder;

    @BeforeAll
    static void files() {
        folder = ImageFolder.of(TestImages.folder(root, 3, 9));
    }

    private static Image apply(Augmentation augmentation, Image image, int index) {
        return Operations.apply(augmentation.draw(image.shape(), SampleRandom.of(7, 0, index, 0)), image);
    }

    @Test
    void aFlowIsTheSameForAnyNumberOfThreadsAndResumesAnywhere() {
        for (int workers : new int[] {2, 7}) {
            FlowChecks.deliverTheSame(() -> PIPELINE.workers(0).trainingFlow(folder), () -> PIPELINE.workers(workers)
                    .trainingFlow(folder));
        }
        FlowChecks.resumesAnywhere(() -> PIPELINE.workers(2).trainingFlow(folder));
    }

    @Test
    void everyImageIsChangedInItsOwnWay() {
        Image image = TestImages.image(20, 20, 3, 1);
        Augmentation warp = DataVec.augmentation("warp", WARP);
        assertThat(IntStream.range(0, 20).mapToObj(i -> apply(warp, image, i)).distinct())
                .hasSize(20)
                .doesNotContain(image);
    }

    /** One object for four threads gave wrong images: their transforms keep what they are at in fields. */
    @Test
    void fourThreadsMakeTheImagesThatOneMakes() throws InterruptedException, ExecutionException {
        List<Augmentation> augmentations = List.of(SEVERAL, DataVec.augmentation("warp", WARP));
        List<Image> images = IntStream.range(0, 40)
                .mapToObj(i -> TestImages.image(12, 14, 3, i))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Augmentation augmentation : augmentations) {
                List<Future<Image>> results = new ArrayList<>();
                for (int i = 0; i < 2_000; i++) {
                    int index = i;
                    results.add(threads.submit(() -> apply(augmentation, images.get(index % 40), index)));
                }
                for (int i = 0; i < results.size(); i++) {
                    assertThat(results.get(i).get()).isEqualTo(apply(augmentation, images.get(i % 40), i));
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static final Queue<WeakReference<WarpImageTransform>> MADE = new ConcurrentLinkedQueue<>();

    private static final Set<Thread> MAKERS = ConcurrentHashMap.newKeySet();

    @Test
    void aThreadMakesOneTransformAndKeepsItAsLongAsItLives() throws InterruptedException {
        Augmentation counted = DataVec.augmentation("counted", () -> {
            WarpImageTransform transform = new WarpImageTransform(2);
            MADE.add(new WeakReference<>(transform));
            MAKERS.add(Thread.currentThread());
            return transform;
        });
        MADE.clear();
        MAKERS.clear();
        Image image = TestImages.image(8, 8, 3, 0);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Thread thread = new Thread(() -> IntStream.range(0, 50)
                    .forEach(i -> assertThat(apply(counted, image, i)).isNotNull()));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(MADE).hasSize(3);
        assertThat(MAKERS).hasSize(3).containsExactlyInAnyOrderElementsOf(threads);
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (MADE.stream().anyMatch(made -> made.get() != null) && System.nanoTime() < deadline) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(MADE).allMatch(made -> made.get() == null);
        assertThat(apply(counted, image, 0)).isNotEqualTo(image);
    }

    @Test
    void itSurvivesJsonUnderItsName() {
        Augmentation warp = DataVec.augmentation("my-warp", WARP);
        assertThat(warp.describe()).isEqualTo("\"my-warp\"");
        AugmentationJson json = AugmentationJson.standard().with("my-warp", warp);
        Augmentation chain = Augmentation.sometimes(0.5, warp);
        assertThat(json.read(json.write(chain))).isEqualTo(chain);
        ImagePipeline pipeline = PIPELINE.augment(chain);
        ImagePipeline read = ImagePipeline.fromJson(pipeline.toJson(json), json);
        FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(folder), () -> read.trainingFlow(folder));
        assertThatThrownBy(() -> ImagePipeline.fromJson(pipeline.toJson(json)))
                .hasMessageContaining("there is no function \"my-warp\"");
    }

    @Test
    void itSurvivesSerialisation() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(PIPELINE);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ImagePipeline read = (ImagePipeline) in.readObject();
            FlowChecks.deliverTheSame(() -> PIPELINE.trainingFlow(folder), () -> read.trainingFlow(folder));
        }
    }

    private static ImageDataSetIterator flow(Augmentation augmentation, ClassMode mode, Target target) {
        Image image = TestImages.image(12, 14, 3, 0);
        return ImagePipeline.targetSize(12, 14)
                .classMode(mode)
                .augment(augmentation)
                .trainingFlow(
                        Examples.fromStream(() -> IntStream.range(0, 4).mapToObj(i -> new Sample(image, target))),
                        ClassIndex.of("a", "b"));
    }

    @Test
    void masksBoxesAndKeypointsAreRefusedIfTheyWouldStayBehind() {
        Target mask = Target.ofMask(Mask.of(12, 14, new byte[12 * 14]));
        Target boxes = Target.ofBoxes(List.of(new Box(1, 1, 5, 5, 0)));
        Target keypoints = Target.ofKeypoints(List.of(Keypoint.of("nose", 3, 3)));
        Augmentation moving = DataVec.augmentation("my-flip", () -> new FlipImageTransform(1));
        Augmentation still = DataVec.augmentation(
                "colours", () -> new MultiImageTransform(new EqualizeHistTransform(), new ColorConversionTransform()));
        record Case(ClassMode mode, Target target) {}
        for (Case each : List.of(
                new Case(ClassMode.BINARY_MASK, mask),
                new Case(ClassMode.boxes(2), boxes),
                new Case(ClassMode.keypoints(1), keypoints))) {
            try (ImageDataSetIterator flow = flow(moving, each.mode(), each.target())) {
                assertThatThrownBy(flow::next)
                        .hasMessageContaining("\"my-flip\" (FlipImageTransform) may move the picture in a way that"
                                + " masks, boxes and keypoints cannot follow");
            }
            try (ImageDataSetIterator flow = flow(still, each.mode(), each.target())) {
                assertThat(flow.next().numExamples()).isEqualTo(4);
            }
        }
    }

    @Test
    void masksOfFilesAreRefusedWhenTheFlowIsMade() {
        byte[] picture = TestImages.encoded("png", 12, 14, 0);
        byte[] mask = TestImages.encoded("png", new BufferedImage(14, 12, BufferedImage.TYPE_BYTE_GRAY));
        Path images = root.resolve("seen/images");
        Path masks = root.resolve("seen/masks");
        Path unusedImage = TestImages.write(images.resolve("0.png"), picture);
        Path unusedMask = TestImages.write(masks.resolve("0.png"), mask);
        MaskedImageFolder photos = MaskedImageFolder.of(images, masks, ClassIndex.of("a", "b"));
        ImagePipeline pipeline = ImagePipeline.targetSize(12, 14).classMode(ClassMode.BINARY_MASK);
        ImagePipeline moving = pipeline.augment(DataVec.augmentation("my-flip", () -> new FlipImageTransform(1)));
        assertThatThrownBy(() -> moving.trainingFlow(photos))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"my-flip\" (FlipImageTransform) may move the picture");
        moving.evaluationFlow(photos).close();
        pipeline.augment(DataVec.augmentation("levels", EqualizeHistTransform::new))
                .trainingFlow(photos)
                .close();
    }

    /** Returns a bright disc, or a cross, somewhere in the dark. */
    private static Image drawing(int kind, int number) {
        RandomGenerator random = SampleRandom.of(1, 0, number, kind);
        byte[] values = new byte[16 * 16 * 3];
        int x = random.nextInt(5, 11);
        int y = random.nextInt(5, 11);
        for (int i = 0; i < 16 * 16; i++) {
            int dx = Math.abs(i % 16 - x);
            int dy = Math.abs(i / 16 - y);
            boolean on = kind == 0 ? dx * dx + dy * dy <= 12 : (dx <= 4 && dy == 0) || (dy <= 4 && dx == 0);
            for (int c = 0; c < 3; c++) {
                values[3 * i + c] = (byte) (random.nextInt(40) + (on ? 200 : 0));
            }
        }
        return Image.ofBytes(16, 16, 3, values);
    }

    @Test
    void aNetworkLearnsFromTransformedImages() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-2))
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).build())
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).build())
                .layer(new GlobalPoolingLayer())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(16, 16, 3))
                .build());
        network.init();
        ImagePipeline pipeline =
                ImagePipeline.targetSize(16, 16).rescale(1 / 255.0).batchSize(16);
        ClassIndex classes = ClassIndex.of("disc", "cross");
        Augmentation warp = DataVec.augmentation("warp", () -> new WarpImageTransform(2));
        Augmentation flip = DataVec.augmentation("flip", () -> new FlipImageTransform(1));
        try (ImageDataSetIterator training = pipeline.augment(warp, Augmentation.sometimes(0.5, flip))
                        .trainingFlow(
                                Examples.fromStream(() ->
                                        IntStream.range(0, 96).mapToObj(i -> Sample.of(drawing(i % 2, i), i % 2))),
                                classes);
                ImageDataSetIterator validation = pipeline.evaluationFlow(
                        Examples.fromStream(
                                () -> IntStream.range(200, 264).mapToObj(i -> Sample.of(drawing(i % 2, i), i % 2))),
                        classes)) {
            network.fit(training, 15);
            assertThat(network.evaluate(validation).accuracy()).isGreaterThan(0.95);
        }
    }
}
