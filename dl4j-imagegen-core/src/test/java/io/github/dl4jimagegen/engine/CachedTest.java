package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.cache.DecodedCache;
import io.github.dl4jimagegen.cache.PictureCache;
import io.github.dl4jimagegen.cache.PictureCaches;
import io.github.dl4jimagegen.cache.PictureSlot;
import io.github.dl4jimagegen.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pixels a cache can keep. The others must not hold up the rest. */
class CachedTest {

    private static final ImageShape SHAPE = new ImageShape(4, 4, 1);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private PictureCache cache() {
        PictureCache cache = PictureCaches.open(
                DecodedCache.onDisk(folder),
                new PictureCaches.Contents("sized", "engine", "images", 2, index -> "image" + index, index -> 7));
        cache.beginEpoch();
        return cache;
    }

    /** Offers one, and another one that can be kept. */
    private void assertOnlyTheOtherIsKept(Mat one) throws IOException {
        try (PictureCache writing = cache();
                Mat other = new Mat(4, 4, opencv_core.CV_8U)) {
            Cached.offer(one, SHAPE, null, new PictureSlot(writing, 0));
            Cached.offer(other, SHAPE, null, new PictureSlot(writing, 1));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".imagecache"));
        }
        try (PictureCache reading = cache()) {
            assertThat(reading.get(0, ByteBuffer::allocateDirect)).isNull();
            assertThat(reading.get(1, ByteBuffer::allocateDirect)).isNotNull();
        }
    }

    /** No pixel of it is looked at, so that there need not be any. */
    @Test
    void aPictureOfMoreThanTwoGigabytesIsPassedOver() throws IOException {
        try (BytePointer none = new BytePointer(1);
                Mat large = new Mat(30_000, 30_000, opencv_core.CV_8UC3, none)) {
            assertOnlyTheOtherIsKept(large);
        }
    }

    @Test
    void aPartOfAPictureIsPassedOver() throws IOException {
        try (Mat whole = new Mat(8, 8, opencv_core.CV_8U);
                Rect rect = new Rect(2, 2, 4, 4);
                Mat part = new Mat(whole, rect)) {
            assertOnlyTheOtherIsKept(part);
        }
    }
}
