package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.Rectangle;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Replaces rectangles of an image. */
final class Erasing {

    private Erasing() {}

    static Mat erase(Erase erase, Mat image, PixelScratch scratch) {
        for (int i = 0; i < erase.holes().size(); i++) {
            Rectangle hole = erase.holes().get(i);
            int top = Math.max(0, hole.top());
            int left = Math.max(0, hole.left());
            int bottom = (int) Math.min(image.rows(), (long) hole.top() + hole.height());
            int right = (int) Math.min(image.cols(), (long) hole.left() + hole.width());
            if (top < bottom && left < right) {
                try (Rect rectangle = new Rect(left, top, right - left, bottom - top);
                        Mat area = new Mat(image, rectangle)) {
                    if (erase.fill() instanceof Fill.Color color) {
                        paint(area, color);
                    } else {
                        PixelNoise.fill(area, erase.seed() + i, scratch);
                    }
                }
            }
        }
        return image;
    }

    private static void paint(Mat area, Fill.Color color) {
        try (Scalar scalar = area.channels() == 3
                ? new Scalar(color.red(), color.green(), color.blue(), 0)
                : Scalar.all(color.luminance())) {
            Mat unused = area.put(scalar);
        }
    }
}
