package io.github.dl4jimagegen.cache;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures in native memory, which is freed when the garbage collector has found this. */
final class MemoryPictures implements PictureCache {

    private static final Logger log = LoggerFactory.getLogger(MemoryPictures.class);

    /** Pictures are cut out of pieces of this size, so that there are few of them to free. */
    private static final int PIECE = 16 << 20;

    /** How often, and how long, memory is waited for that the caches of closed flows still have. */
    private static final int COLLECTIONS = 3;

    private static final int PAUSES = 10;
    private static final int PAUSE_MILLIS = 10;

    private final AtomicReferenceArray<@Nullable Kept> pictures;
    private final long most;
    private final Set<Integer> busy = ConcurrentHashMap.newKeySet();

    // Guarded by "this".
    private long used;
    private boolean told;
    private @Nullable BytePointer piece;
    private long usedOfPiece;

    /** A picture, and what keeps its memory. */
    private record Kept(CachedPicture picture, BytePointer memory) {}

    MemoryPictures(int images, long most) {
        this.pictures = new AtomicReferenceArray<>(images);
        this.most = most;
    }

    @Override
    public void beginEpoch() {}

    @Override
    public @Nullable CachedPicture get(int index, IntFunction<ByteBuffer> buffers) {
        Kept kept = pictures.get(index);
        return kept == null ? null : kept.picture;
    }

    @Override
    public void put(int index, CachedPicture picture) {
        if (!busy.add(index)) { // another worker is at it
            return;
        }
        try {
            if (pictures.get(index) == null) {
                keep(index, picture);
            }
        } finally {
            boolean unused = busy.remove(index);
        }
    }

    private void keep(int index, CachedPicture picture) {
        BytePointer memory = allocate(picture.pixels().remaining());
        if (memory == null) {
            return;
        }
        ByteBuffer copy = memory.asByteBuffer();
        copy.duplicate().put(picture.pixels().duplicate());
        CachedPicture own = new CachedPicture(
                copy, picture.rows(), picture.columns(), picture.type(), picture.shape(), picture.placement());
        pictures.set(index, new Kept(own, memory));
    }

    /** Returns memory of a size, or null if there is no room. */
    private synchronized @Nullable BytePointer allocate(int bytes) {
        BytePointer current = piece;
        if (current != null && usedOfPiece + bytes <= current.capacity()) {
            return part(current, bytes);
        }
        boolean alone = bytes > PIECE / 4;
        long size = alone ? bytes : Math.min(PIECE, most - used);
        boolean room = size >= bytes && used + size <= most && (javaCppHasRoom(size) || (!told && collect(size)));
        BytePointer allocated = room ? allocateNatively(size) : null;
        if (allocated == null) {
            if (!told) {
                log.warn(
                        "the cache is full with {}: further images are decoded in each epoch. Give it more, and JavaCPP by"
                                + " -Dorg.bytedeco.javacpp.maxbytes and maxphysicalbytes, or keep it on disk, by"
                                + " DecodedCache.onDisk(folder)",
                        ByteSize.of(used));
            }
            told = true;
            return null;
        }
        used += size;
        if (alone) {
            return allocated;
        }
        piece = allocated;
        usedOfPiece = 0;
        return part(allocated, bytes);
    }

    /** Returns null if JavaCPP refuses, whose limit others have reached meanwhile, or the system does. */
    private static @Nullable BytePointer allocateNatively(long bytes) {
        try {
            return new BytePointer(bytes);
        } catch (OutOfMemoryError e) {
            log.debug("no memory for the cache", e);
            return null;
        }
    }

    private BytePointer part(BytePointer whole, int bytes) {
        BytePointer part = new BytePointer(whole).position(usedOfPiece).limit(usedOfPiece + bytes);
        usedOfPiece += bytes;
        return part;
    }

    /** JavaCPP limits all native memory, by default to the size of the Java heap; a quarter is left to the others. */
    private static boolean javaCppHasRoom(long bytes) {
        return isWithin(Pointer.totalBytes() + bytes, Pointer.maxBytes())
                && isWithin(Pointer.physicalBytes() + bytes, Pointer.maxPhysicalBytes());
    }

    /**
     * Has the caches of flows that are closed collected, and says whether there is room then. An iterator that nobody
     * closed is closed by the first collection, so that only the next one finds its cache.
     */
    private static boolean collect(long bytes) {
        boolean room = false;
        try {
            for (int i = 0; i < COLLECTIONS * PAUSES && !room; i++) {
                if (i % PAUSES == 0) {
                    System.gc();
                }
                Thread.sleep(PAUSE_MILLIS); // JavaCPP frees on a thread of its own
                room = javaCppHasRoom(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return room;
    }

    private static boolean isWithin(long bytes, long limit) {
        return limit <= 0 || bytes <= limit / 4 * 3;
    }

    @Override
    public void skip(int index) {}

    @Override
    public void close() {}
}
