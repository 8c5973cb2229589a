package io.github.dl4jimagegen.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.ImagePreparer;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.batch.DataFormat;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Resizing;
import io.github.dl4jimagegen.opencv.MatImages;
import io.github.dl4jimagegen.source.ImageFolder;
import io.github.dl4jimagegen.source.ImageReadException;
import io.github.dl4jimagegen.statistics.Normalization;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One image, prepared as the evaluation flow prepares it. */
class ImagePreparerTest {

    private static final ImagePipeline PLAIN = ImagePipeline.targetSize(20, 24).rescale(1 / 255.0);

    private static final List<ImagePipeline> PIPELINES = List.of(
            PLAIN,
            PLAIN.colorMode(ColorMode.GRAYSCALE),
            PLAIN.colorMode(ColorMode.BGR).dataFormat(DataFormat.NHWC),
            PLAIN.colorMode(ColorMode.RGBA).resize(Resizing.padToAspectRatio(7)),
            PLAIN.normalize(Normalization.imageNet()).resize(Resizing.cropToAspectRatio()),
            PLAIN.normalize(Normalization.samplewiseStd())
                    .resize(Resizing.stretch().interpolation(Interpolation.AREA)),
            PLAIN.rescale(1).featureType(DataType.UINT8).dataFormat(DataFormat.NHWC));

    @TempDir
    Path root;

    /** Returns files of several formats, in the order of the folder. */
    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (String format : List.of("bmp", "jpg", "png")) {
            files.add(TestImages.write(
                    root.resolve("one").resolve(format + "." + format),
                    TestImages.encoded(format, 41, 90, format.length())));
        }
        BufferedImage transparent = TestImages.picture(50, 30, 5, BufferedImage.TYPE_INT_ARGB);
        files.add(TestImages.write(
                root.resolve("one").resolve("transparent.png"), TestImages.encoded("png", transparent)));
        BufferedImage sixteen = TestImages.picture(33, 44, 5, BufferedImage.TYPE_USHORT_GRAY);
        files.add(TestImages.write(root.resolve("two").resolve("sixteen.png"), TestImages.encoded("png", sixteen)));
        return files;
    }

    @Test
    void everyFileIsToTheBitAsInTheEvaluationFlow() throws IOException {
        List<Path> files = files();
        for (ImagePipeline pipeline : PIPELINES) {
            try (ImageDataSetIterator flow = pipeline.evaluationFlow(ImageFolder.of(root));
                    ImagePreparer preparer = pipeline.preparer()) {
                INDArray batch = flow.next().getFeatures();
                assertThat(batch.size(0)).isEqualTo(files.size());
                for (int i = 0; i < files.size(); i++) {
                    byte[] bytes = Files.readAllBytes(files.get(i));
                    INDArray features = preparer.prepare(files.get(i));
                    assertThat(features.dataType()).isEqualTo(batch.dataType());
                    assertThat(features.isAttached()).isFalse();
                    assertThat(features.size(0)).isEqualTo(1);
                    assertThat(TestImages.values(features))
                            .as("%s by %s", files.get(i), pipeline)
                            .containsExactly(TestImages.values(batch.slice(i).dup('c')));
                    assertThat(preparer.prepare(bytes)).isEqualTo(features);
                    assertThat(preparer.prepare(new ByteArrayInputStream(bytes)))
                            .isEqualTo(features);
                }
            }
        }
    }

    @Test
    void picturesOfEveryKindAreAsTheirFiles() throws IOException {
        for (int type : new int[] {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_INT_BGR,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_USHORT_565_RGB
        }) {
            BufferedImage picture = TestImages.picture(23, 31, 4, type);
            Path file = TestImages.write(root.resolve(type + ".png"), TestImages.encoded("png", picture));
            try (ImagePreparer preparer = PLAIN.preparer();
                    Mat mat = opencv_imgcodecs.imread(file.toString(), opencv_imgcodecs.IMREAD_UNCHANGED)) {
                INDArray expected = preparer.prepare(file);
                assertThat(preparer.prepare(MatImages.image(mat)))
                        .as("Mat of type %d", type)
                        .isEqualTo(expected);
                if (type != BufferedImage.TYPE_USHORT_565_RGB) { // its file has been scaled to 8 bits otherwise
                    assertThat(preparer.prepare(picture)).as("type %d", type).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void sixteenBitsKeepTheirFractions() {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSample(0, 0, 0, 65535);
        picture.getRaster().setSample(1, 0, 0, 300);
        assertThat(Image.of(picture)).isEqualTo(Image.ofFloats(1, 2, 1, new float[] {255, 300 / 257f}));
        try (Mat mat = new Mat(1, 2, opencv_core.CV_16UC1);
                Mat bgr = new Mat(1, 1, opencv_core.CV_32FC3)) {
            java.nio.ShortBuffer values = mat.createBuffer();
            values.put((short) 65535).put((short) 300);
            assertThat(MatImages.image(mat)).isEqualTo(Image.of(picture));
            java.nio.FloatBuffer floats = bgr.createBuffer();
            floats.put(0.5f).put(-2).put(1000);
            assertThat(MatImages.image(bgr)).isEqualTo(Image.ofFloats(1, 1, 3, new float[] {1000, -2, 0.5f}));
        }
    }

    @Test
    void aPartOfAMatIsThatPart() {
        byte[] png = TestImages.encoded("png", 20, 30, 3);
        Path file = TestImages.write(root.resolve("whole.png"), png);
        try (Mat whole = opencv_imgcodecs.imread(file.toString());
                Rect rect = new Rect(5, 3, 11, 7);
                Mat part = new Mat(whole, rect)) {
            Image image = MatImages.image(part);
            Image all = MatImages.image(whole);
            assertThat(image.shape().height()).isEqualTo(7);
            for (int c = 0; c < 3; c++) {
                assertThat(image.value(6, 10, c)).isEqualTo(all.value(9, 15, c));
            }
        }
    }

    @Test
    void anImageAsAMatIsTheImageInOpenCvsOrder() {
        for (int channels : new int[] {1, 3, 4}) {
            Image bytes = TestImages.image(3, 5, channels, 7);
            Image floats = Image.ofFloats(3, 5, channels, bytes.toFloats());
            for (Image image : List.of(bytes, floats)) {
                try (Mat mat = MatImages.mat(image)) {
                    assertThat(MatImages.image(mat)).isEqualTo(image);
                }
            }
        }
        Path file = TestImages.write(root.resolve("colours.png"), TestImages.encoded("png", 3, 5, 7));
        try (Mat read = opencv_imgcodecs.imread(file.toString());
                Mat made = MatImages.mat(Image.of(TestImages.picture(3, 5, 7, BufferedImage.TYPE_INT_RGB)))) {
            assertThat(opencv_core.norm(read, made)).isZero();
        }
    }

    @Test
    void matsThatAreNoImagesAreRefused() {
        try (Mat empty = new Mat();
                Mat twoChannels = new Mat(2, 2, opencv_core.CV_8UC2)) {
            assertThatThrownBy(() -> MatImages.image(empty)).hasMessageContaining("the Mat is empty");
            assertThatThrownBy(() -> MatImages.image(twoChannels)).hasMessageContaining("but was CV_8UC2");
        }
    }

    @Test
    void threadsMayShareAPreparer() throws Exception {
        List<Path> files = files();
        try (ImagePreparer preparer = PLAIN.preparer()) {
            List<INDArray> expected = new ArrayList<>();
            for (Path file : files) {
                expected.add(preparer.prepare(file));
            }
            List<Thread> threads = new ArrayList<>();
            List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int t = 0; t < 4; t++) {
                Thread thread = new Thread(() -> {
                    try {
                        for (int i = 0; i < 50; i++) {
                            int which = i % files.size();
                            if (!preparer.prepare(files.get(which)).equals(expected.get(which))) {
                                wrong.add(files.get(which) + " differs");
                            }
                        }
                    } catch (Exception e) {
                        wrong.add(e.toString());
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void whatCannotBePreparedIsNamed() {
        Path file = TestImages.write(
                root.resolve("text.jpg"), "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ImagePreparer preparer = PLAIN.preparer();
        assertThatThrownBy(() -> preparer.prepare(file))
                .isInstanceOf(ImageReadException.class)
                .hasMessageContaining("text.jpg");
        assertThatThrownBy(() -> preparer.prepare(root.resolve("nowhere.jpg")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere.jpg");
        preparer.close();
        assertThatThrownBy(() -> preparer.prepare(file))
                .hasMessage("this preparer is closed: make another one, pipeline.preparer()");
    }
}
