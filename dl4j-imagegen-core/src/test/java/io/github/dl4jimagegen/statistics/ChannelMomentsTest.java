package io.github.dl4jimagegen.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.sampling.SampleRandom;
import java.nio.FloatBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChannelMomentsTest {

    private static ChannelMoments of(int channels, float... values) {
        return ChannelMoments.of(FloatBuffer.wrap(values), channels);
    }

    private static void assertClose(ChannelMoments a, ChannelMoments b) {
        assertThat(a.count()).isEqualTo(b.count());
        assertThat(a.mean()).containsExactly(b.mean(), within(1e-9));
        assertThat(a.standardDeviation()).containsExactly(b.standardDeviation(), within(1e-6));
    }

    private static ChannelMoments random(long seed, int part, int pixels) {
        SampleRandom random = SampleRandom.of(seed, 0, part, 0);
        float[] values = new float[3 * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-300, 300);
        }
        return of(3, values);
    }

    @Property(tries = 300)
    void mergingIsAssociativeAndCommutative(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int a,
            @ForAll @IntRange(min = 1, max = 50) int b,
            @ForAll @IntRange(min = 1, max = 50) int c) {
        ChannelMoments first = random(seed, 0, a);
        ChannelMoments second = random(seed, 1, b);
        ChannelMoments third = random(seed, 2, c);
        ChannelMoments left = first.merge(second).merge(third);
        assertClose(left, first.merge(second.merge(third)));
        assertClose(left, third.merge(first).merge(second));
    }

    @Property(tries = 300)
    void partsMergedAreTheSameAsAllAtOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 19) int cut) {
        float[] all = new float[60];
        SampleRandom random = SampleRandom.of(seed, 0, 0, 0);
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) random.nextDouble(-300, 300);
        }
        ChannelMoments merged =
                of(3, Arrays.copyOf(all, 3 * cut)).merge(of(3, Arrays.copyOfRange(all, 3 * cut, all.length)));
        assertClose(merged, of(3, all));
    }

    @Test
    void mergingWithNothingChangesNothing() {
        ChannelMoments moments = of(2, 1, 2, 3, 4);
        assertThat(ChannelMoments.none(2).merge(moments)).isSameAs(moments);
        assertThat(moments.merge(ChannelMoments.none(2))).isSameAs(moments);
    }

    @Test
    void theDeviationIsThatOfAPopulation() {
        ChannelMoments moments = of(2, 1, 10, 3, 10, 5, 10, 7, 10);
        assertThat(moments.count()).isEqualTo(4);
        assertThat(moments.mean()).containsExactly(4, 10);
        assertThat(moments.standardDeviation()).containsExactly(Math.sqrt(5), 0);
    }

    /** The squares of such values are 10^14, of which float would leave nothing, and double naively little. */
    @Test
    void aSmallVariationOfLargeValuesIsNotLost() {
        ChannelMoments moments = ChannelMoments.none(1);
        for (int i = 0; i < 10_000; i++) {
            moments = moments.merge(of(1, 10_000_000 + i % 2, 10_000_000 + (i + 1) % 2));
        }
        assertThat(moments.mean()[0]).isCloseTo(10_000_000.5, within(1e-6));
        assertThat(moments.standardDeviation()[0]).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void whatIsNotWholePixelsIsRefused() {
        assertThatThrownBy(() -> of(3, 1, 2)).hasMessage("2 values are not the pixels of 3 channels");
        assertThatThrownBy(() -> of(3)).hasMessage("0 values are not the pixels of 3 channels");
    }
}
