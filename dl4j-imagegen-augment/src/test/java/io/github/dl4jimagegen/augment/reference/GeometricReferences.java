package io.github.dl4jimagegen.augment.reference;

import static io.github.dl4jimagegen.augment.Augmentations.*;
import static io.github.dl4jimagegen.augment.reference.Reference.drawn;

import io.github.dl4jimagegen.augment.geometric.Flip;
import io.github.dl4jimagegen.augment.geometric.RandomAffine;
import io.github.dl4jimagegen.augment.geometric.RandomOpticalDistortion;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.image.DisplacementField;
import io.github.dl4jimagegen.image.GeometricAugmentation;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Interpolation;
import io.github.dl4jimagegen.image.Perspective;
import io.github.dl4jimagegen.image.PillowFilter;
import io.github.dl4jimagegen.image.Point;
import io.github.dl4jimagegen.image.Range;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Resampling;
import io.github.dl4jimagegen.image.Warp;
import java.util.List;
import java.util.stream.Stream;

/** Changes of place. */
final class GeometricReferences {

    private static final Border BLACK = Border.constant(0);
    private static final RandomAffine TURNED = randomAffine().rotation(30, 30);
    private static final Rectangle PART = new Rectangle(5, 3, 24, 20);

    private GeometricReferences() {}

    static List<Reference> all() {
        return Stream.of(moved(), affine(), sized(), bent())
                .flatMap(List::stream)
                .toList();
    }

    private static Reference of(String entry, String id, GeometricAugmentation augmentation) {
        return Reference.of(entry, id, augmentation);
    }

    private static List<Reference> moved() {
        return List.of(
                of("randomFlipHorizontal", "torchvision hflip", new Flip(Flip.Direction.HORIZONTAL)),
                of("randomFlipVertical", "torchvision vflip", new Flip(Flip.Direction.VERTICAL)),
                drawn("randomRotate90", "Pillow ROTATE_90", shape -> Warp.quarterTurns(shape, 1)),
                drawn("randomRotate90", "Pillow ROTATE_180", shape -> Warp.quarterTurns(shape, 2)),
                drawn("randomRotate90", "Pillow ROTATE_270", shape -> Warp.quarterTurns(shape, 3)),
                drawn("randomD4", "Pillow TRANSPOSE", shape -> transposed(shape, 0)),
                drawn("randomD4", "Pillow FLIP_LEFT_RIGHT", shape -> transposed(shape, 1)),
                drawn("randomD4", "Pillow TRANSVERSE", shape -> transposed(shape, 2)),
                drawn("randomD4", "Pillow FLIP_TOP_BOTTOM", shape -> transposed(shape, 3)),
                drawn("randomCrop", "torchvision crop", shape -> Warp.crop(shape, PART)),
                Reference.of("centerCrop", "torchvision center_crop even", image -> cropped(image, -6, -8)),
                Reference.of("centerCrop", "torchvision center_crop larger", image -> cropped(image, 5, 3)),
                Reference.of("randomCrop", "torchvision center_crop larger", image -> enlarged(image)),
                Reference.of("centerCrop", "torchvision center_crop higher", image -> cropped(image, 5, -8)),
                Reference.of("padTo", "torchvision center_crop larger", image -> padded(image, 5, 3)),
                of("pad", "torchvision pad constant", pad(1, 2, 3, 4).border(Border.constant(124))),
                of("pad", "torchvision pad edge", pad(1, 2, 3, 4).border(Border.NEAREST)),
                of("pad", "torchvision pad reflect", pad(1, 2, 3, 4).border(Border.MIRROR)),
                of("pad", "torchvision pad symmetric", pad(1, 2, 3, 4).border(Border.REFLECT)),
                of("pad", "OpenCV copyMakeBorder wrap", pad(1, 2, 3, 4).border(Border.WRAP)),
                Reference.of("randomTranslation", "torchvision affine translate", image -> translated(image, 7, -3)));
    }

    private static List<Reference> affine() {
        return List.of(
                of(
                                "randomRotation",
                                "torchvision rotate nearest",
                                TURNED.border(BLACK).interpolation(Interpolation.NEAREST))
                        .within(255, 2, Why.HALF_WAY),
                of(
                                "randomRotation",
                                "torchvision rotate fill",
                                randomAffine()
                                        .rotation(-50, -50)
                                        .border(Border.constant(124))
                                        .interpolation(Interpolation.NEAREST))
                        .within(255, 0.2, Why.HALF_WAY),
                of("randomRotation", "torchvision rotate bilinear", TURNED.border(BLACK))
                        .within(4, 55, Why.PLACES),
                of(
                                "randomRotation",
                                "Pillow rotate",
                                randomAffine().rotation(20, 20).border(BLACK).interpolation(Interpolation.NEAREST))
                        .within(255, 0.3, Why.HALF_WAY),
                of("randomRotation", "OpenCV warpAffine rotation", TURNED.border(BLACK)),
                of(
                        "randomRotation",
                        "OpenCV warpAffine rotation bicubic",
                        TURNED.border(BLACK).interpolation(Interpolation.BICUBIC)),
                of(
                        "randomRotation",
                        "OpenCV warpAffine rotation lanczos",
                        TURNED.border(BLACK).interpolation(Interpolation.LANCZOS)),
                of(
                                "randomZoom",
                                "torchvision affine scale",
                                randomZoom(1.3, 1.3).border(BLACK))
                        .within(6, 63, Why.PLACES),
                of(
                                "randomShear",
                                "torchvision affine shear",
                                randomAffine().xShear(20, 20).border(BLACK))
                        .within(4, 48, Why.PLACES),
                Reference.of(
                                "randomAffine",
                                "torchvision affine all",
                                image -> moved(
                                        image,
                                        4,
                                        -2,
                                        BLACK,
                                        randomAffine()
                                                .rotation(25, 25)
                                                .zoom(0.8, 0.8)
                                                .xShear(15, 15)))
                        .within(6, 40, Why.PLACES),
                Reference.of(
                        "randomAffine",
                        "OpenCV warpAffine all",
                        image -> moved(
                                image,
                                4,
                                -2,
                                Border.MIRROR,
                                randomAffine()
                                        .rotation(25, 25)
                                        .zoom(0.8, 0.8)
                                        .aspectRatio(1.2, 1.2)
                                        .xShear(15, 15)
                                        .yShear(-10, -10))));
    }

    private static List<Reference> sized() {
        return List.of(
                of("resize", "OpenCV resize area", resize(16, 20)),
                Reference.of("resize", "Pillow reduce 2", image -> reduced(image)),
                of("resize", "OpenCV resize nearest", resize(53, 61).interpolation(Interpolation.NEAREST))
                        .within(255, 4, Why.HALF_WAY),
                of("resize", "Pillow resize NEAREST", resize(53, 61).interpolation(Interpolation.NEAREST)),
                of("resize", "OpenCV resize linear", resize(53, 61)),
                of("resize", "OpenCV resize cubic", resize(53, 61).interpolation(Interpolation.BICUBIC)),
                of("resize", "OpenCV resize lanczos4", resize(53, 61).interpolation(Interpolation.LANCZOS)),
                of("resize", "torchvision resize bilinear", resize(53, 61)).within(1, 13, Why.FIXED_POINT),
                of("resize", "torchvision resize bicubic", resize(53, 61).interpolation(Interpolation.BICUBIC))
                        .within(1, 5, Why.FIXED_POINT),
                of("resize", "Pillow resize BILINEAR", resize(53, 61)).within(1, 22, Why.FIXED_POINT),
                Reference.of("resizeToCover", "torchvision resize shortest side", image -> covering(image))
                        .within(1, 9, Why.FIXED_POINT),
                Reference.of("resizeInside", "torchvision resize longest side", image -> inside(image))
                        .within(1, 9, Why.FIXED_POINT),
                Reference.of(
                        "randomResizedCrop",
                        "Pillow resize box",
                        image -> Flows.sized(image, PART, new Resampling.Pillow(PillowFilter.BILINEAR))),
                Reference.of(
                                "randomResizedCrop",
                                "torchvision resized_crop Pillow",
                                image -> Flows.sized(image, PART, new Resampling.Pillow(PillowFilter.BILINEAR)))
                        .inside(1),
                Reference.of(
                                "randomResizedCrop",
                                "torchvision resized_crop bilinear",
                                image -> Flows.sized(
                                        image,
                                        new Rectangle(5, 3, 11, 14),
                                        new Resampling.Standard(Interpolation.BILINEAR, false)))
                        .within(1, 13, Why.FIXED_POINT));
    }

    private static List<Reference> bent() {
        return List.of(
                drawn("randomPerspective", "torchvision perspective", shape -> perspective(shape))
                        .within(5, 61, Why.PLACES),
                drawn("randomPerspective", "OpenCV warpPerspective", shape -> perspective(shape)),
                drawn("randomElastic", "OpenCV remap elastic", shape -> elastic(shape)),
                drawn("randomElastic", "torchvision elastic_transform", shape -> elastic(shape)
                                .border(BLACK))
                        .within(5, 64, Why.PLACES),
                drawn("randomGridDistortion", "OpenCV remap grid", shape -> grid(shape, 5, 0.4)),
                of("randomOpticalDistortion", "OpenCV remap barrel", new RandomOpticalDistortion(Range.exactly(0.2))),
                of(
                        "randomOpticalDistortion",
                        "OpenCV remap pincushion",
                        new RandomOpticalDistortion(Range.exactly(-0.2))));
    }

    private static Image apply(GeometricAugmentation augmentation, Image image) {
        return Reference.of("", "", augmentation).ours().apply(image);
    }

    private static Warp transposed(ImageShape shape, int quarters) {
        Warp turn = Warp.quarterTurns(shape, quarters);
        return turn.fusedWith(Warp.transpose(turn.outputShape(shape))).orElseThrow();
    }

    private static Image cropped(Image image, int down, int across) {
        return apply(centerCrop(image.shape().height() + down, image.shape().width() + across), image);
    }

    private static Image enlarged(Image image) {
        return apply(randomCrop(image.shape().height() + 5, image.shape().width() + 3), image);
    }

    private static Image padded(Image image, int down, int across) {
        return apply(padTo(image.shape().height() + down, image.shape().width() + across), image);
    }

    private static Image translated(Image image, int x, int y) {
        return moved(image, x, y, BLACK, randomAffine());
    }

    private static Image moved(Image image, int x, int y, Border border, RandomAffine rest) {
        double right = (double) x / image.shape().width();
        double down = (double) y / image.shape().height();
        return apply(rest.xTranslation(right, right).yTranslation(down, down).border(border), image);
    }

    private static Image reduced(Image image) {
        return apply(
                resize(10, 12),
                Reference.drawn("", "", shape -> Warp.crop(shape, Rectangle.whole(20, 24)))
                        .ours()
                        .apply(image));
    }

    private static Image covering(Image image) {
        int side = 2 * Math.min(image.shape().height(), image.shape().width());
        return apply(resizeToCover(side, side), image);
    }

    private static Image inside(Image image) {
        int side = 2 * Math.max(image.shape().height(), image.shape().width());
        return apply(resizeInside(side, side), image);
    }

    private static Warp perspective(ImageShape shape) {
        double w = shape.width();
        double h = shape.height();
        List<Point> frame = List.of(
                new Point(-0.5, -0.5), new Point(w - 0.5, -0.5), new Point(w - 0.5, h - 0.5), new Point(-0.5, h - 0.5));
        List<Point> shown = List.of(
                new Point(0.10 * w - 0.5, 0.05 * h - 0.5),
                new Point(0.80 * w - 0.5, 0.15 * h - 0.5),
                new Point(0.95 * w - 0.5, 0.80 * h - 0.5),
                new Point(0.15 * w - 0.5, 0.90 * h - 0.5));
        return Warp.of(shape, Perspective.ofCorners(shown, frame));
    }

    private static Warp elastic(ImageShape shape) {
        double[] dx = new double[49];
        double[] dy = new double[49];
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                dx[7 * i + j] = shape.width() * 0.05 * Math.sin(1.3 * i + 2.1 * j);
                dy[7 * i + j] = shape.height() * 0.05 * Math.cos(1.7 * i - 0.9 * j);
            }
        }
        return Warp.of(shape, DisplacementField.of(shape, 4, 4, dx, dy));
    }

    private static Warp grid(ImageShape shape, int cells, double limit) {
        double[] across = lines(shape.width(), cells, limit, 2);
        double[] down = lines(shape.height(), cells, limit, 3);
        int points = cells + 3;
        double[] dx = new double[points * points];
        double[] dy = new double[points * points];
        for (int i = 0; i < points * points; i++) {
            dx[i] = across[i % points];
            dy[i] = down[i / points];
        }
        return Warp.of(shape, DisplacementField.of(shape, cells, cells, dx, dy));
    }

    private static double[] lines(int length, int cells, double limit, double factor) {
        double[] lines = new double[cells + 3];
        for (int i = 2; i <= cells; i++) {
            lines[i] = limit * length / cells * Math.sin(factor * i);
        }
        lines[0] = -lines[2];
        lines[cells + 2] = -lines[cells];
        return lines;
    }
}
