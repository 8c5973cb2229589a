package io.github.dl4jimagegen.examples;

import static io.github.dl4jimagegen.augment.Augmentations.mixUp;
import static io.github.dl4jimagegen.augment.Augmentations.randomAffine;
import static io.github.dl4jimagegen.augment.Augmentations.randomColorJitter;
import static io.github.dl4jimagegen.augment.Augmentations.randomElastic;
import static io.github.dl4jimagegen.augment.Augmentations.randomErasing;
import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.image.Augmentation.sometimes;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.batch.ClassMode;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Keypoint;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.preview.ContactSheet;
import io.github.dl4jimagegen.preview.Preview;
import io.github.dl4jimagegen.preview.Tile;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Makes the pictures of the documentation; CONTRIBUTING.md has the command. */
final class DocumentationPictures {

    private static final Path PICTURES = Path.of("docs", "pictures");
    private static final Path CAT = PICTURES.resolve("originals/cat/chelsea.jpg");
    private static final Path CUP = PICTURES.resolve("originals/coffee/cup.jpg");

    private static final Augmentation MOVES =
            randomAffine().rotation(-15, 15).zoom(0.85, 1.2).border(Border.REFLECT);
    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(60, 90).seed(5);

    private DocumentationPictures() {}

    public static void main(String[] arguments) throws IOException {
        draws().save(PICTURES.resolve("draws.png"));
        targets().save(PICTURES.resolve("targets.png"));
        batch().save(PICTURES.resolve("batch.png"));
    }

    private static ContactSheet draws() {
        ImagePipeline pipeline = PIPELINE.augment(
                randomFlipHorizontal(),
                MOVES,
                sometimes(0.3, randomElastic(800, 20)),
                randomColorJitter(0.3, 0.3, 0.3, 0.02));
        return Preview.of(pipeline).draws(CAT, 8).columns(4);
    }

    private static ContactSheet targets() throws IOException {
        ImagePipeline pipeline = PIPELINE.augment(randomFlipHorizontal(), MOVES);
        Preview things = Preview.of(pipeline.classMode(ClassMode.multiOutput(ClassMode.MASK, ClassMode.boxes(2))));
        Preview points = Preview.of(pipeline.classMode(ClassMode.keypoints(3)));
        List<Tile> tiles = new ArrayList<>();
        tiles.addAll(things.draws(cup(), 0, 3).tiles());
        tiles.addAll(points.draws(cat(), 0, 3).tiles());
        return new ContactSheet("Targets go along", "A mask, boxes and keypoints of two photographs", tiles, 3, 3);
    }

    private static ImageArrays cup() throws IOException {
        ClassIndex classes = ClassIndex.of("table", "saucer", "cup", "coffee", "spoon");
        byte[] labels = new byte[240 * 360];
        ellipse(labels, 1, 167, 137, 121, 95);
        ellipse(labels, 2, 172, 112, 60, 58);
        ellipse(labels, 2, 173, 67, 69, 57);
        ellipse(labels, 3, 172, 88, 49, 31);
        ellipse(labels, 4, 219, 171, 25, 25);
        List<Box> boxes = List.of(new Box(104, 10, 242, 172, 2), new Box(190, 40, 256, 197, 4));
        Target both = Target.ofSeveral(List.of(Target.ofMask(Mask.of(240, 360, labels)), Target.ofBoxes(boxes)));
        return ImageArrays.of(List.of(read(CUP))).targets(classes, List.of(both));
    }

    private static void ellipse(byte[] labels, int label, int x, int y, int xRadius, int yRadius) {
        for (int i = 0; i < labels.length; i++) {
            double u = (i % 360 - x) / (double) xRadius;
            double v = (i / 360 - y) / (double) yRadius;
            labels[i] = u * u + v * v < 1 ? (byte) label : labels[i];
        }
    }

    private static ImageArrays cat() throws IOException {
        Target face = Target.ofKeypoints(List.of(
                Keypoint.of("left eye", 137, 90), Keypoint.of("right eye", 251, 106), Keypoint.of("nose", 209, 193)));
        return ImageArrays.of(List.of(read(CAT))).targets(ClassIndex.none(), List.of(face));
    }

    private static Image read(Path file) throws IOException {
        return Image.of(ImageIO.read(file.toFile()));
    }

    private static ContactSheet batch() {
        ImagePipeline pipeline = ImagePipeline.targetSize(28, 28)
                .colorMode(ColorMode.GRAYSCALE)
                .batchSize(16)
                .augment(randomFlipHorizontal(), sometimes(0.5, randomErasing()))
                .mix(mixUp(0.4));
        return Preview.of(pipeline)
                .batch(ImageFolder.of(ShippedImages.unpack()))
                .zoom(4)
                .columns(8);
    }
}
