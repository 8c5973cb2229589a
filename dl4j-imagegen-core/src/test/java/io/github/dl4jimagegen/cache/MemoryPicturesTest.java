package io.github.dl4jimagegen.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.Background;
import io.github.dl4jimagegen.Logged;
import io.github.dl4jimagegen.image.ImageShape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pictures in memory, and how much of it they take. */
class MemoryPicturesTest {

    private static final int LARGE = 5 << 20;

    private static CachedPicture picture(int length) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(length);
        return new CachedPicture(pixels, 1, length, 0, new ImageShape(1, length, 1), null);
    }

    private static boolean has(MemoryPictures pictures, int index) {
        return pictures.get(index, ByteBuffer::allocateDirect) != null;
    }

    /** Which is so where a sampler takes one image several times. */
    @Test
    void aPictureThatSeveralWorkersKeepAtOnceTakesItsRoomOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            MemoryPictures pictures = new MemoryPictures(2, 2L * LARGE);
            CyclicBarrier start = new CyclicBarrier(3);
            List<Background> workers = IntStream.range(0, 3)
                    .mapToObj(worker -> Background.start(() -> {
                        CachedPicture picture = picture(LARGE);
                        int unused = start.await();
                        pictures.put(0, picture);
                    }))
                    .toList();
            for (Background worker : workers) {
                worker.join();
            }
            pictures.put(1, picture(LARGE));
            assertThat(has(pictures, 0) && has(pictures, 1)).isTrue();
        }
    }

    @Test
    void whatHasNoRoomIsSaidOnce() {
        MemoryPictures pictures = new MemoryPictures(4, 2500);
        List<String> log = Logged.during(() -> IntStream.range(0, 4).forEach(i -> pictures.put(i, picture(1000))));
        assertThat(log).singleElement().asString().contains("the cache is full with 2.5 kB");
        assertThat(IntStream.range(0, 4).filter(i -> has(pictures, i))).containsExactly(0, 1);
    }
}
