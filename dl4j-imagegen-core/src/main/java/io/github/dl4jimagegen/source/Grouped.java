package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whole groups, each to the part that lacks most images. */
final class Grouped extends Splitter {

    private final Function<String, @Nullable String> groupOf;
    private final long seed;

    Grouped(Function<String, @Nullable String> groupOf, long seed) {
        this.groupOf = groupOf;
        this.seed = seed;
    }

    @Override
    int[] parts(ImageSource source, Shares shares) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = IntStream.range(0, source.size())
                .map(i -> {
                    String name = group(source, i);
                    numbers.putIfAbsent(name, numbers.size());
                    return numbers.get(name);
                })
                .toArray();
        int[] sizes = new int[numbers.size()];
        for (int group : groups) {
            sizes[group]++;
        }
        int[] order = IntStream.range(0, sizes.length).toArray();
        SampleRandom.of(seed, 0, 0, 0).shuffle(order);
        int[] counts = new int[shares.parts()];
        int[] partOf = new int[sizes.length];
        for (int group : order) {
            partOf[group] = shares.mostLacking(counts, source.size());
            counts[partOf[group]] += sizes[group];
        }
        return IntStream.of(groups).map(group -> partOf[group]).toArray();
    }

    private String group(ImageSource source, int index) {
        String group = groupOf.apply(source.name(index));
        if (group == null) {
            throw new IllegalArgumentException(
                    "no group for " + source.name(index) + " in " + source + ": the function returned null");
        }
        return group;
    }
}
