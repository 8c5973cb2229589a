package io.github.dl4jimagegen.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thing done to one image: a value that an augmentation has drawn and the engine carries out. */
public sealed interface ImageOperation permits Warp, PixelOp {

    /**
     * Returns the shape of the result.
     *
     * @param input the shape of the image it is done to
     * @return the shape afterwards
     */
    ImageShape outputShape(ImageShape input);

    /**
     * Returns the operations with neighbouring warps made one, so that the image is resampled once. The fused
     * operations are the definition of what a list of operations does.
     *
     * @param operations what is to be done, in order
     * @return as few operations, in order
     */
    static List<ImageOperation> fuse(List<ImageOperation> operations) {
        List<ImageOperation> fused = new ArrayList<>(operations.size());
        for (ImageOperation operation : operations) {
            int last = fused.size() - 1;
            Optional<Warp> both =
                    last >= 0 && operation instanceof Warp next && fused.get(last) instanceof Warp previous
                            ? previous.fusedWith(next)
                            : Optional.empty();
            if (both.isPresent()) {
                fused.set(last, both.get());
            } else {
                fused.add(operation);
            }
        }
        fused.removeIf(operation -> operation instanceof Warp warp && warp.isIdentity());
        return fused;
    }

    /**
     * Returns the {@linkplain #fuse fused} operations for something that has to go where the pixels go: a mask, boxes,
     * keypoints.
     *
     * @param operations what is done to the image, in order
     * @return as few operations, in order
     * @throws IllegalStateException if one of them is {@link PixelOp.Untracked}, which cannot be followed
     */
    static List<ImageOperation> tracked(List<ImageOperation> operations) {
        for (ImageOperation operation : operations) {
            if (operation instanceof PixelOp.Untracked untracked) {
                throw new IllegalStateException(untracked.name()
                        + " may move the picture in a way that masks, boxes and keypoints cannot follow: use an"
                        + " augmentation that draws a Warp instead, or a target without them");
            }
            if (operation instanceof PixelOp.Chain chain) {
                var unused = tracked(List.copyOf(chain.operations()));
            }
        }
        return fuse(operations);
    }
}
