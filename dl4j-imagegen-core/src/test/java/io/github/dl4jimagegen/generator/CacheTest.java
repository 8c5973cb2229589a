package io.github.dl4jimagegen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.generator.Examples.Pass;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept in memory or in a file, and when. */
@Timeout(120)
class CacheTest {

    private static final ElementCodec<Integer> INTEGERS = Combinator.INTEGERS;

    private final Path folder;

    CacheTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static <E> List<E> list(Examples<E> examples, long epoch) {
        List<E> list = new ArrayList<>();
        try (Pass<E> pass = examples.open(epoch)) {
            pass.forEachRemaining(list::add);
        }
        return list;
    }

    private Path file() {
        return folder.resolve("examples.cache");
    }

    private List<UnaryOperator<Examples<Integer>>> caches() {
        return List.of(Examples::cache, examples -> examples.cache(file(), INTEGERS));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void theFirstCompletePassIsKept() throws IOException {
        for (UnaryOperator<Examples<Integer>> cache : caches()) {
            Probe probe = Probe.of(20);
            Examples<Integer> cached = cache.apply(probe.examples().shuffle(20, 42));
            List<Integer> first = list(cached, 3);
            assertThat(first).hasSize(20).isNotEqualTo(list(probe.examples(), 0));
            int pulled = probe.pulled.get();
            assertThat(list(cached, 0)).isEqualTo(first);
            assertThat(list(cached, 7)).isEqualTo(first);
            assertThat(probe.pulled).hasValue(pulled);
            assertThat(cached.cardinality()).isEqualTo(20);
        }
        assertThat(files()).containsExactly(file());
    }

    @Test
    void anIncompletePassKeepsNothing() throws IOException {
        for (UnaryOperator<Examples<Integer>> cache : caches()) {
            Probe probe = Probe.of(5);
            Examples<Integer> cached = cache.apply(probe.examples());
            try (Pass<Integer> pass = cached.open(0)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(pass.next()).isEqualTo(i);
                }
            } // without having seen the end
            assertThat(list(cached.take(2), 0)).hasSize(2);
            assertThat(probe.opened()).isEqualTo(2);
            assertThat(files()).isEmpty();
            try (Pass<Integer> pass = cached.open(0)) {
                assertThat(pass.skip(3)).isEqualTo(3);
                assertThat(pass.skip(3)).isEqualTo(2);
            }
            assertThat(probe.opened()).isEqualTo(3);
            assertThat(list(cached, 0)).as("skipping fills it too").containsExactly(0, 1, 2, 3, 4);
            assertThat(probe.opened()).isEqualTo(3);
        }
    }

    @Test
    void aPassWithAFailureKeepsNothing() throws IOException {
        for (UnaryOperator<Examples<Integer>> cache : caches()) {
            Probe probe = new Probe(5, false, 2);
            Examples<Integer> cached = cache.apply(probe.examples()).onError(OnError.SKIP);
            assertThat(list(cached, 0)).containsExactly(0, 1, 3, 4);
            assertThat(list(cached, 1)).containsExactly(0, 1, 3, 4);
            assertThat(probe.opened()).isEqualTo(2);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void passesAtTheSameTimeEndWithOneCache() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (UnaryOperator<Examples<Integer>> cache : caches()) {
                Examples<Integer> cached = cache.apply(Probe.of(500).examples().shuffle(500, 1));
                List<Future<List<Integer>>> passes = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    int epoch = i;
                    passes.add(threads.submit(() -> list(cached, epoch)));
                }
                for (Future<List<Integer>> pass : passes) {
                    assertThat(pass.get()).hasSize(500).doesNotHaveDuplicates();
                }
                List<Integer> kept = list(cached, 0);
                assertThat(list(cached, 99)).isEqualTo(kept);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).containsExactly(file());
    }

    @Test
    void aFileIsUsedEvenIfTheSourceHasChanged() {
        assertThat(list(Probe.of(3).examples().cache(file(), INTEGERS), 0)).containsExactly(0, 1, 2);
        Probe changed = Probe.of(9);
        Examples<Integer> cached = changed.examples().cache(file(), INTEGERS);
        assertThat(cached.cardinality()).isEqualTo(3);
        assertThat(list(cached, 0)).containsExactly(0, 1, 2);
        assertThat(changed.opened()).isZero();
    }

    @Test
    void everyCutIsFound() throws IOException {
        assertThat(list(Probe.of(6).examples().cache(file(), INTEGERS), 0)).hasSize(6);
        byte[] whole = Files.readAllBytes(file());
        Examples<Integer> cached = Probe.of(6).examples().cache(file(), INTEGERS);
        for (int length = 0; length < whole.length; length++) {
            Path unused = Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> list(cached, 0))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the cache file " + file().toAbsolutePath())
                    .hasMessageContaining("delete it, and the next pass writes it anew");
            assertThatThrownBy(cached::cardinality).isInstanceOf(UncheckedIOException.class);
        }
        Path unused = Files.write(file(), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> list(cached, 0))
                .hasMessageContaining("has " + (whole.length + 1) + " bytes but " + whole.length + " were written");
        Files.delete(file());
        assertThat(list(cached, 0)).hasSize(6);
        assertThat(files()).containsExactly(file());
    }

    @Test
    void everyDamagedByteIsFound() throws IOException {
        assertThat(list(Probe.of(4).examples().cache(file(), INTEGERS), 0)).hasSize(4);
        byte[] whole = Files.readAllBytes(file());
        Examples<Integer> cached = Probe.of(4).examples().cache(file(), INTEGERS);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x41;
            Path unused = Files.write(file(), damaged);
            assertThatThrownBy(() -> list(cached, 0))
                    .as("byte " + i)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the cache file " + file().toAbsolutePath());
        }
        byte[] damaged = whole.clone();
        damaged[28 + 12 + 12 + 5] ^= 1;
        Path unused = Files.write(file(), damaged);
        try (Pass<Integer> pass = cached.open(0)) {
            assertThat(pass.next()).isZero();
            assertThat(pass.next()).isEqualTo(1);
            assertThatThrownBy(pass::next).hasMessageContaining("is damaged in example 2: delete it");
            assertThat(pass.next()).isEqualTo(3);
        }
    }

    @Test
    void anotherCodecIsFound() {
        assertThat(list(Probe.of(4).examples().cache(file(), INTEGERS), 0)).hasSize(4);
        for (int bytes : new int[] {3, 5}) {
            ElementCodec<Integer> other = new ElementCodec<>() {
                @Override
                public void write(Integer element, DataOutput out) {
                    throw new AssertionError();
                }

                @Override
                public Integer read(DataInput in) throws IOException {
                    byte[] read = new byte[bytes];
                    in.readFully(read);
                    return (int) read[0];
                }
            };
            assertThatThrownBy(() -> list(Probe.of(4).examples().cache(file(), other), 0))
                    .hasMessageContaining("the codec wants " + (bytes == 3 ? "fewer" : "more")
                            + " bytes than example 0 of the cache file");
        }
    }

    @Test
    void aCodecThatFailsKeepsNothing() throws IOException {
        ElementCodec<Integer> failing = new ElementCodec<>() {
            @Override
            public void write(Integer element, DataOutput out) throws IOException {
                throw new IOException("no room");
            }

            @Override
            public Integer read(DataInput in) {
                throw new AssertionError();
            }
        };
        assertThatThrownBy(() -> list(Probe.of(4).examples().cache(file(), failing), 0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(
                        "cannot write the cache file " + file().toAbsolutePath() + ": java.io.IOException: no room");
        assertThat(files()).isEmpty();
    }

    @Test
    void imagesAreKeptValueForValue() {
        float[] floats = {0, -1.5f, Float.NaN, Float.MAX_VALUE, 255, 1e-40f};
        List<Sample> samples = List.of(
                Sample.of(Image.ofBytes(1, 2, 3, new byte[] {0, 1, 127, -128, -1, 42}), 7),
                Sample.of(Image.ofFloats(3, 2, 1, floats), 0));
        Examples<Sample> cached = Examples.from(samples).cache(file(), ElementCodec.ofSamples());
        assertThat(list(cached, 0)).isEqualTo(samples);
        assertThat(list(cached, 1)).isEqualTo(samples);
    }

    /** The first example of docs/generators.md. */
    @Test
    void aDownloadThatMissesOneImageIsMadeOnce() {
        List<String> urls = IntStream.range(0, 40).mapToObj(i -> "image " + i).toList();
        AtomicInteger downloads = new AtomicInteger();
        Examples<Sample> training = Examples.indexed(urls.size(), i -> urls.get((int) i))
                .shuffle(1_000, 42)
                .map(
                        url -> {
                            int unused = downloads.incrementAndGet();
                            return download(url);
                        },
                        8)
                .onError(OnError.SKIP)
                .cache(file(), ElementCodec.ofSamples());
        List<Sample> epoch = list(training, 0);
        assertThat(epoch).hasSize(39);
        assertThat(epoch.stream().map(Sample::label).sorted())
                .isEqualTo(IntStream.range(0, 40).filter(i -> i != 7).boxed().toList());
        assertThat(list(training, 1)).isEqualTo(epoch);
        assertThat(downloads).hasValue(40);
    }

    private static Sample download(String url) {
        int number = Integer.parseInt(url.substring("image ".length()));
        if (number == 7) {
            throw new Probe.Failure("not found: " + url);
        }
        return Sample.of(Image.ofBytes(1, 1, 1, new byte[] {(byte) number}), number);
    }
}
