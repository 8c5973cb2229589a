package io.github.dl4jimagegen.augment.mix;

import static io.github.dl4jimagegen.augment.Augmentations.mosaic;
import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.BatchMemory;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.sampling.EpochPlan;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.sampling.Sampler;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageSource;
import io.github.dl4jimagegen.testing.FlowChecks;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class MosaicTest {

    /** Grey pictures: that of index i has the value 10 (i + 1) everywhere, of varying size. */
    private record Grey(int size, IntFunction<Target> targets) implements ImageSource {

        static ImageShape shape(int index) {
            return new ImageShape(5 + index, 11 - index, 1);
        }

        @Override
        public int sourceIndex(int index) {
            return index;
        }

        @Override
        public ClassIndex classes() {
            return ClassIndex.numbered(8);
        }

        @Override
        public String name(int index) {
            return Integer.toString(index);
        }

        @Override
        public int label(int index) {
            return target(index).label();
        }

        @Override
        public Target target(int index) {
            return targets.apply(index);
        }

        @Override
        public ImageContent read(int index, IntFunction<ByteBuffer> buffers) {
            ImageShape shape = shape(index);
            byte[] pixels = new byte[shape.length()];
            Arrays.fill(pixels, value(index));
            return Image.ofBytes(shape.height(), shape.width(), 1, pixels);
        }

        static byte value(int index) {
            return (byte) (10 * (index + 1));
        }
    }

    private static final ImageShape SHAPE = new ImageShape(12, 16, 1);
    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(12, 16)
            .colorMode(ColorMode.GRAYSCALE)
            .batchSize(4)
            .mosaic(mosaic(0.7));

    /** What stands where, by the definition: the tiles that each position of the first epoch draws. */
    private interface Check {
        void row(DataSet batch, int row, List<Mosaic.Tile> tiles, IntFunction<Integer> indexOfRow);
    }

    private static int check(ImagePipeline pipeline, Grey source, Check check) {
        EpochPlan plan = Sampler.shuffled().plan(source, 42, 0);
        int mosaics = 0;
        try (ImageDataSetIterator flow = pipeline.trainingFlow(source)) {
            for (int first = 0; flow.hasNext(); first += 4) {
                DataSet batch = flow.next();
                int start = first;
                for (int row = 0; row < batch.numExamples(); row++) {
                    List<Mosaic.Tile> tiles = mosaic(0.7)
                            .draw(
                                    SHAPE,
                                    row,
                                    batch.numExamples(),
                                    plan.at(first + row).random().step(-2));
                    mosaics += tiles == null ? 0 : 1;
                    List<Mosaic.Tile> all =
                            tiles == null ? List.of(new Mosaic.Tile(row, Rectangle.whole(12, 16))) : tiles;
                    check.row(batch, row, all, r -> plan.at(start + r).index());
                }
            }
        }
        return mosaics;
    }

    @Test
    void eachTileIsFilledByItsPictureAndTheLabelsAreTheShares() {
        int mosaics = check(PIPELINE, new Grey(8, Target::ofClass), (batch, row, tiles, indexOfRow) -> {
            INDArray image = batch.getFeatures().slice(row).slice(0);
            float[] shares = new float[8];
            for (Mosaic.Tile tile : tiles) {
                int index = indexOfRow.apply(tile.row());
                for (int y = 0; y < tile.area().height(); y++) {
                    for (int x = 0; x < tile.area().width(); x++) {
                        assertThat(image.getFloat(
                                        tile.area().top() + y, tile.area().left() + x))
                                .isEqualTo(Grey.value(index));
                    }
                }
                shares[index] += tile.area().height() * tile.area().width() / (12f * 16);
            }
            assertThat(tiles).anyMatch(tile -> tile.row() == row);
            for (int c = 0; c < 8; c++) {
                assertThat(batch.getLabels().getFloat(row, c)).isEqualTo(shares[c], within(1e-6f));
            }
        });
        assertThat(mosaics).isBetween(3, 7);
    }

    @Test
    void masksComeWithTheirPictures() {
        Grey source = new Grey(8, index -> {
            ImageShape shape = Grey.shape(index);
            byte[] classes = new byte[shape.length()];
            Arrays.fill(classes, (byte) index);
            return Target.ofMask(Mask.of(shape.height(), shape.width(), classes));
        });
        int mosaics = check(PIPELINE.classMode(ClassMode.MASK), source, (batch, row, tiles, indexOfRow) -> {
            INDArray image = batch.getFeatures().slice(row).slice(0);
            INDArray labels = batch.getLabels().slice(row);
            for (int y = 0; y < 12; y++) {
                for (int x = 0; x < 16; x++) {
                    int index = (int) image.getFloat(y, x) / 10 - 1;
                    assertThat(labels.getFloat(index, y, x)).isEqualTo(1);
                }
            }
        });
        assertThat(mosaics).isPositive();
    }

    /** The box is all of the picture but a fifth on each side. */
    @Test
    void boxesComeWithTheirPictures() {
        Grey source = new Grey(8, index -> {
            double w = Grey.shape(index).width();
            double h = Grey.shape(index).height();
            return Target.ofBoxes(List.of(new Box(0.2 * w, 0.2 * h, 0.8 * w, 0.8 * h, index)));
        });
        int unused = check(PIPELINE.classMode(ClassMode.boxes(4)), source, (batch, row, tiles, indexOfRow) -> {
            for (int i = 0; i < tiles.size(); i++) {
                Rectangle area = tiles.get(i).area();
                float[] box = TestImages.values(batch.getLabels().slice(row).slice(i));
                assertThat(box)
                        .containsExactly(
                                new float[] {
                                    (float) (area.left() + 0.2 * area.width()),
                                    (float) (area.top() + 0.2 * area.height()),
                                    (float) (area.left() + 0.8 * area.width()),
                                    (float) (area.top() + 0.8 * area.height()),
                                    indexOfRow.apply(tiles.get(i).row())
                                },
                                within(1e-4f));
            }
        });
    }

    @Test
    void mosaicsAreTheSameForAnyThreadsAndCanBeResumed(@TempDir Path root) throws Exception {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 7));
        ImagePipeline pipeline = ImagePipeline.targetSize(9, 8)
                .batchSize(4)
                .mosaic(mosaic(0.6).center(0.1, 0.9))
                .augment(randomFlipHorizontal(), randomRotation(20));
        FlowChecks.deliverTheSame(
                () -> pipeline.workers(0).trainingFlow(folder),
                () -> pipeline.workers(5).batchMemory(BatchMemory.recycled(1)).trainingFlow(folder));
        FlowChecks.resumesAnywhere(() -> pipeline.trainingFlow(folder));
        FlowChecks.deliverTheSame(() -> pipeline.trainingFlow(folder), () -> ImagePipeline.fromJson(pipeline.toJson())
                .trainingFlow(folder));
        FlowChecks.deliverTheSame(
                () -> pipeline.evaluationFlow(folder),
                () -> ImagePipeline.targetSize(9, 8).batchSize(4).evaluationFlow(folder));
    }

    @Test
    void picturesOfDifferentDepthsStandSideBySide(@TempDir Path root) throws Exception {
        write(root.resolve("a/8bit.png"), BufferedImage.TYPE_BYTE_GRAY, 100);
        write(root.resolve("a/16bit.png"), BufferedImage.TYPE_USHORT_GRAY, 200 * 257);
        try (ImageDataSetIterator flow = ImagePipeline.targetSize(8, 8)
                .classMode(ClassMode.CATEGORICAL)
                .batchSize(2)
                .mosaic(mosaic(1))
                .trainingFlow(ImageFolder.of(root))) {
            for (float value : TestImages.values(flow.next().getFeatures())) {
                assertThat(value).isIn(100f, 200f);
            }
        }
    }

    private static void write(Path file, int type, int value) {
        BufferedImage picture = new BufferedImage(8, 8, type);
        for (int i = 0; i < 64; i++) {
            picture.getRaster().setSample(i % 8, i / 8, 0, value);
        }
        Path unused = TestImages.write(file, TestImages.encoded("png", picture));
    }

    @Test
    void whatCannotBePutTogetherIsRefusedAtOnce() {
        Grey points = new Grey(4, index -> Target.ofKeypoints(List.of(new Keypoint("nose", 1, 1, true))));
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.keypoints(1)).trainingFlow(points))
                .hasMessageContaining("images with keypoints cannot be put together by Mosaic[probability=0.7");
        assertThatThrownBy(() -> PIPELINE.classMode(ClassMode.SPARSE).trainingFlow(new Grey(4, Target::ofClass)))
                .hasMessageContaining("classMode SPARSE needs one class but the target is Mixed");
        assertThatThrownBy(() -> mosaic(1.5)).hasMessageContaining("must lie in [0, 1] but was 1.5");
        assertThatThrownBy(() -> mosaic(1).center(0, 0.5)).hasMessageContaining("must lie within (0, 1)");
        assertThatThrownBy(() -> mosaic(1).draw(new ImageShape(1, 9, 3), 0, 1, SampleRandom.of(1, 2, 3, 4)))
                .hasMessageContaining("needs images of 2x2 pixels at least");
    }
}
