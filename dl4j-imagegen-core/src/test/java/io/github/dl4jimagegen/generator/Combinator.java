package io.github.dl4jimagegen.generator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * One way to make examples of a source.
 *
 * @param method the method of {@link Examples}, with the types of its parameters
 * @param name what is special about this use of it
 * @param of makes the examples
 */
record Combinator(String method, String name, Function<Probe, Examples<?>> of) {

    static final ElementCodec<Integer> INTEGERS = new ElementCodec<>() {
        @Override
        public void write(Integer element, DataOutput out) throws IOException {
            out.writeInt(element);
        }

        @Override
        public Integer read(DataInput in) throws IOException {
            return in.readInt();
        }
    };

    /** Every method of Examples that returns examples, at least once. */
    static final List<Combinator> ALL = List.of(
            new Combinator("from(Iterable)", "list", p -> Examples.from(pullAll(p))),
            new Combinator("from(Iterable)", "iterable", p -> Examples.from(() -> iterator(p))),
            new Combinator("fromStream(Supplier)", "", p -> Examples.fromStream(() -> pullAll(p).stream())),
            new Combinator("indexed(long,LongFunction)", "", p -> Examples.indexed(p.size, i -> i * i)),
            new Combinator("indexed(long,LongFunction)", "infinite", p -> Examples.indexed(-1, i -> i)),
            new Combinator(
                    "sampleFrom(List,long)",
                    "",
                    p -> Examples.sampleFrom(List.of(p.examples(), p.examples(3), p.examples(5)), 3)),
            new Combinator(
                    "sampleFrom(List,List,long)",
                    "",
                    p -> Examples.sampleFrom(
                            List.of(p.examples(), p.examples(3), p.examples(5)), List.of(0.5, 3.0, 0.0), 3)),
            new Combinator("map(Function)", "", p -> p.examples().map(i -> i + 1)),
            new Combinator("map(Function,int)", "1", p -> p.examples().map(i -> i + 1, 1)),
            new Combinator("map(Function,int)", "3", p -> p.examples().map(i -> i + 1, 3)),
            new Combinator("filter(Predicate)", "", p -> p.examples().filter(i -> i % 3 != 1)),
            new Combinator("filter(Predicate)", "none", p -> p.examples().filter(i -> false)),
            new Combinator("shuffle(int,long)", "1", p -> p.examples().shuffle(1, 7)),
            new Combinator("shuffle(int,long)", "4", p -> p.examples().shuffle(4, 7)),
            new Combinator("shuffle(int,long)", "1000", p -> p.examples().shuffle(1000, 7)),
            new Combinator("take(long)", "4", p -> p.examples().take(4)),
            new Combinator("take(long)", "0", p -> p.examples().take(0)),
            new Combinator("take(long)", "all", p -> p.examples().take(-1)),
            new Combinator("skip(long)", "4", p -> p.examples().skip(4)),
            new Combinator("skip(long)", "0", p -> p.examples().skip(0)),
            new Combinator("skip(long)", "all", p -> p.examples().skip(-1)),
            new Combinator("repeat()", "", p -> p.examples().repeat()),
            new Combinator(
                    "repeat()", "shuffled", p -> p.examples().shuffle(3, 1).repeat()),
            new Combinator("repeat(long)", "3", p -> p.examples().repeat(3)),
            new Combinator("repeat(long)", "3, shuffled", p -> p.examples()
                    .shuffle(3, 1)
                    .repeat(3)),
            new Combinator("repeat(long)", "0", p -> p.examples().repeat(0)),
            new Combinator("shard(long,long)", "3, 0", p -> p.examples().shard(3, 0)),
            new Combinator("shard(long,long)", "3, 2", p -> p.examples().shard(3, 2)),
            new Combinator("zip(Examples,BiFunction)", "longer", p -> p.examples()
                    .zip(p.examples(30), (a, b) -> List.of(a, b))),
            new Combinator("zip(Examples,BiFunction)", "shorter", p -> p.examples(30)
                    .zip(p.examples(), (a, b) -> List.of(a, b))),
            new Combinator("concatenate(Examples)", "", p -> p.examples().concatenate(p.examples(5))),
            new Combinator(
                    "interleave(Function,int,int)", "2, 3", p -> p.examples().interleave(i -> p.examples(i % 4), 2, 3)),
            new Combinator(
                    "interleave(Function,int,int)", "4, 1", p -> p.examples().interleave(Combinator::few, 4, 1)),
            new Combinator("flatMap(Function)", "", p -> p.examples().flatMap(i -> p.examples(i % 4))),
            new Combinator("enumerate(long)", "", p -> p.examples().enumerate(5)),
            new Combinator("cache()", "empty", p -> p.examples().cache()),
            new Combinator("cache()", "full", p -> filled(p.examples().cache())),
            new Combinator(
                    "cache(Path,ElementCodec)", "empty", p -> p.examples().cache(newFile(), INTEGERS)),
            new Combinator(
                    "cache(Path,ElementCodec)", "full", p -> filled(p.examples().cache(newFile(), INTEGERS))),
            new Combinator("onError(OnError)", "", p -> p.examples()
                    .map(Combinator::not11)
                    .onError(OnError.SKIP)),
            new Combinator("assertCardinality(long)", "", p -> p.examples().assertCardinality(p.size)),
            new Combinator("map(Function)", "many together", p -> p.examples()
                    .map(i -> i * 2)
                    .shard(2, 1)
                    .skip(1)
                    .concatenate(p.examples(4).take(3))
                    .repeat(2)
                    .zip(p.examples(9).map(i -> i + 1), Integer::sum)
                    .enumerate(0)
                    .map(n -> n)));

    private static Examples<Integer> few(int i) {
        return Examples.indexed(i % 4, j -> 10 * i + (int) j);
    }

    private static int not11(int i) {
        if (i == 11) {
            throw new Probe.Failure("11");
        }
        return i;
    }

    private static Iterator<Integer> iterator(Probe probe) {
        return probe.examples().open(0);
    }

    private static List<Integer> pullAll(Probe probe) {
        List<Integer> all = new ArrayList<>();
        try (Examples.Pass<Integer> pass = probe.examples().open(0)) {
            pass.forEachRemaining(all::add);
        }
        return all;
    }

    private static <E> Examples<E> filled(Examples<E> cached) {
        try (Examples.Pass<E> pass = cached.open(0)) {
            while (pass.hasNext()) {
                E unused = pass.next();
            }
        } catch (Probe.Failure e) {
            // a source that fails fills no cache
        }
        return cached;
    }

    /** A cache file in a folder that vanishes with the tests. */
    static Path newFile() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "test-caches"));
            Path file = Files.createTempFile(folder, "cache", "");
            Files.delete(file);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + name;
    }
}
