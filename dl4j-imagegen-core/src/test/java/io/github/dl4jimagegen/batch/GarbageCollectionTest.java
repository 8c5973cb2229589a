package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GarbageCollectionTest {

    private final GarbageCollection collection = new GarbageCollection(0);
    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

    @Test
    void aYoungOneFindsWhatHasJustBeenMade() throws InterruptedException {
        collection.full(); // so that it is known how long that takes
        PhantomReference<Object> made = new PhantomReference<>(new Object(), unreachable);
        assertThat(collection.young()).isTrue();
        assertThat(unreachable.remove(10_000)).isSameAs(made);
    }

    @Test
    void aFullOneFindsWhatIsOldToo() throws InterruptedException {
        @Nullable Object[] holder = {new byte[1]};
        collection.full();
        PhantomReference<Object> made = new PhantomReference<>(holder[0], unreachable);
        holder[0] = "";
        collection.full();
        assertThat(unreachable.remove(10_000)).isSameAs(made);
    }

    @Test
    void aYoungOneIsLeftToTheFullOneThatIsCheaperOrNotKnown() {
        assertThat(collection.young()).isFalse();
        GarbageCollection slowToFill = new GarbageCollection(1e12);
        slowToFill.full();
        assertThat(slowToFill.young()).isFalse();
    }
}
