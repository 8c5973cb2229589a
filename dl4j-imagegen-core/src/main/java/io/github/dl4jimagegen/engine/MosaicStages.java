package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.batch.OpenBatch;
import io.github.dl4jimagegen.image.Box;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mask;
import io.github.dl4jimagegen.image.Mosaic;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.image.Target;
import io.github.dl4jimagegen.report.Stage;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One image put together of several: each fills a tile, then the whole goes through the later stages. For one thread, and
 * one image at a time in the worker's memory.
 */
public final class MosaicStages {

    /** The steps of a sample's random numbers that the sizes of its tiles are drawn with begin below this. */
    private static final int TILE_STEPS = -10;

    private final ImageStages stages;
    private final List<Mosaic.Tile> tiles;
    private final Scratch scratch;
    private final List<Target> targets = new ArrayList<>();
    private boolean ownRange = true;

    MosaicStages(ImageStages stages, List<Mosaic.Tile> tiles, Scratch scratch) {
        this.stages = stages;
        this.tiles = tiles;
        this.scratch = scratch;
    }

    /**
     * Decodes and sizes the next image into its tile.
     *
     * @param content the bytes of a file, or pixels
     * @param target what is to be learnt about it
     * @param random the random numbers of the whole
     * @param clock follows the image through the stages
     * @throws IllegalArgumentException if the bytes are no whole image
     */
    public void add(ImageContent content, Target target, SampleRandom random, StageClock clock) {
        int tile = targets.size();
        Rectangle area = tiles.get(tile).area();
        ImageShape shape =
                new ImageShape(area.height(), area.width(), stages.shape().channels());
        Picture picture = stages.decode(content, shape, random.step(TILE_STEPS - tile), scratch, clock);
        Target decoded = stages.decoded(target, picture.shape(), scratch, clock);
        Mat sized = stages.size(picture, shape, scratch, clock);
        ownRange &= Pixels.unit(sized) == 1;
        put(ImageStages.inUnits(sized, scratch), area, tile == 0);
        clock.enter(Stage.AUGMENT);
        targets.add(stages.targets().sized(decoded, picture.sizing(shape)));
    }

    /** 8-bit pictures beside others become floats. */
    private void put(Mat pixels, Rectangle area, boolean first) {
        Mat whole = scratch.mosaic;
        if (first) {
            whole.create(stages.shape().height(), stages.shape().width(), pixels.type());
        } else if (pixels.depth() != whole.depth() && whole.depth() == opencv_core.CV_8U) {
            try (Mat copy = whole.clone()) {
                copy.convertTo(whole, opencv_core.CV_32F);
            }
        }
        try (Mat part = Resizer.part(whole, area)) {
            pixels.convertTo(part, whole.depth());
        }
    }

    /**
     * Takes the whole, of which all tiles are there, through the later stages into its row.
     *
     * @param random the random numbers of the whole
     * @param batch the batch
     * @param row the row
     * @param clock follows the image through the stages
     * @return the target of the whole after augmentation
     * @throws IllegalStateException if augmentation goes wrong, or the preprocessing function changes the shape
     */
    public Target finish(SampleRandom random, OpenBatch batch, int row, StageClock clock) {
        return stages.finish(scratch.mosaic, ownRange, together(targets), random, batch, row, scratch, clock);
    }

    private Target together(List<Target> parts) {
        Target first = parts.get(0);
        if (first instanceof Target.OfMask) {
            return Target.ofMask(masks(parts));
        }
        if (first instanceof Target.OfBoxes) {
            return Target.ofBoxes(boxes(parts));
        }
        if (first instanceof Target.Several several) {
            List<Target> outputs = new ArrayList<>();
            for (int output = 0; output < several.targets().size(); output++) {
                int each = output;
                outputs.add(together(parts.stream()
                        .map(part -> ((Target.Several) part).targets().get(each))
                        .toList()));
            }
            return Target.ofSeveral(outputs);
        }
        double pixels = (double) stages.shape().height() * stages.shape().width();
        return new Target.Mixed(
                parts,
                tiles.stream()
                        .map(tile -> tile.area().height() * tile.area().width() / pixels)
                        .toList());
    }

    private Mask masks(List<Target> parts) {
        int width = stages.shape().width();
        byte[] whole = new byte[stages.shape().height() * width];
        int ignoreIndex = ignoreIndex(parts);
        for (int i = 0; i < parts.size(); i++) {
            Mask mask = ((Target.OfMask) parts.get(i)).mask();
            Rectangle area = tiles.get(i).area();
            byte[] classes = classes(mask, ignoreIndex);
            for (int y = 0; y < area.height(); y++) {
                System.arraycopy(
                        classes, y * area.width(), whole, (area.top() + y) * width + area.left(), area.width());
            }
        }
        return Mask.of(stages.shape().height(), width, whole).ignoreIndex(ignoreIndex);
    }

    /** That of the first mask; or, where that is a class of another one, some index that is a class of none. */
    private static int ignoreIndex(List<Target> parts) {
        boolean[] isClass = new boolean[Mask.IGNORE_INDEX + 1];
        for (Target part : parts) {
            Mask mask = ((Target.OfMask) part).mask();
            for (byte each : mask.toBytes()) {
                int index = each & 0xFF;
                isClass[index] |= index != mask.ignoreIndex();
            }
        }
        int ignoreIndex = ((Target.OfMask) parts.get(0)).mask().ignoreIndex();
        for (int other = Mask.IGNORE_INDEX; isClass[ignoreIndex] && other >= 0; other--) {
            ignoreIndex = other;
        }
        return ignoreIndex;
    }

    private static byte[] classes(Mask mask, int ignoreIndex) {
        byte[] classes = mask.toBytes();
        for (int i = 0; i < classes.length && mask.ignoreIndex() != ignoreIndex; i++) {
            classes[i] = (classes[i] & 0xFF) == mask.ignoreIndex() ? (byte) ignoreIndex : classes[i];
        }
        return classes;
    }

    private List<Box> boxes(List<Target> parts) {
        List<Box> whole = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Rectangle area = tiles.get(i).area();
            for (Box box : ((Target.OfBoxes) parts.get(i)).boxes()) {
                whole.add(new Box(
                        box.xMin() + area.left(),
                        box.yMin() + area.top(),
                        box.xMax() + area.left(),
                        box.yMax() + area.top(),
                        box.label()));
            }
        }
        return whole;
    }
}
