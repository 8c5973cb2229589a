package io.github.dl4jimagegen.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The numbers themselves are part of the promise: the golden values were computed by another program. */
class SampleRandomTest {

    private static long[] longs(SampleRandom random, int count) {
        return LongStream.generate(random::nextLong).limit(count).toArray();
    }

    @Test
    void goldenValues() {
        assertThat(longs(SampleRandom.of(42, 0, 0, 0), 4))
                .containsExactly(
                        -6465178456291118682L, -2504510482748513632L, 6552244979229578512L, -5782174081218834800L);
        assertThat(longs(SampleRandom.of(-1, 3, 17, 1), 2))
                .containsExactly(-6553215185825814883L, -3776553479064308979L);
        assertThat(longs(SampleRandom.of(42, 0, 0, 0).step(2), 2))
                .containsExactly(-6104162069107825298L, -3535965283803298977L);
        SampleRandom whole = SampleRandom.of(42, 0, 0, 0);
        assertThat(new int[] {whole.nextInt(10), whole.nextInt(10), whole.nextInt(10), whole.nextInt(10)})
                .containsExactly(6, 8, 3, 6);
        SampleRandom real = SampleRandom.of(42, 0, 0, 0);
        assertThat(new double[] {real.nextDouble(), real.nextDouble()})
                .containsExactly(0.6495219736091344, 0.8642302146795671);
        assertThat(SampleRandom.of(42, 0, 0, 0).nextGaussian()).isCloseTo(0.9523627731145275, within(1e-14));
    }

    @Test
    void aStepDependsOnTheKeyAndNotOnTheDraws() {
        SampleRandom drawn = SampleRandom.of(1, 2, 3, 0);
        assertThat(longs(drawn, 100)).doesNotHaveDuplicates();
        assertThat(longs(drawn.step(4), 5))
                .isEqualTo(longs(SampleRandom.of(1, 2, 3, 0).step(4), 5));
        assertThat(drawn.step(4).nextLong()).isNotEqualTo(drawn.step(5).nextLong());
    }

    @Test
    void nextIntIsUniform() {
        for (int bound : new int[] {1, 2, 3, 7, 10, 64, 1000}) {
            SampleRandom random = SampleRandom.of(9, 0, bound, 0);
            int[] counts = new int[bound];
            for (int i = 0; i < bound * 400; i++) {
                counts[random.nextInt(bound)]++;
            }
            double chiSquare = 0;
            for (int count : counts) {
                chiSquare += (count - 400.0) * (count - 400.0) / 400;
            }
            assertThat(chiSquare)
                    .as("bound %s", bound)
                    .isLessThanOrEqualTo(bound - 1 + 4 * Math.sqrt(2.0 * (bound - 1)));
        }
    }

    @Test
    void nextIntIsUniformForAVeryLargeBound() {
        int bound = 3 << 29; // a remainder of 2^32 would make the lowest third twice as likely
        SampleRandom random = SampleRandom.of(5, 0, 0, 0);
        int[] thirds = new int[3];
        for (int i = 0; i < 30_000; i++) {
            thirds[random.nextInt(bound) >>> 29]++;
        }
        for (int count : thirds) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void nextIntFromARange() {
        SampleRandom random = SampleRandom.of(5, 0, 0, 0);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.nextInt(-3, 4)).isBetween(-3, 3);
        }
        assertThatThrownBy(() -> random.nextInt(4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void realNumbersStayInTheirRange() {
        SampleRandom random = SampleRandom.of(5, 0, 0, 0);
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextDouble();
            assertThat(value).isBetween(0.0, Math.nextDown(1.0));
            sum += value;
            assertThat(random.nextFloat()).isBetween(0f, Math.nextDown(1f));
            assertThat(random.nextDouble(-2, 3)).isBetween(-2.0, 3.0);
        }
        assertThat(sum / 20_000).isCloseTo(0.5, within(0.01));
        assertThat(random.nextDouble(1.5, 1.5)).isEqualTo(1.5);
        assertThatThrownBy(() -> random.nextDouble(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextDouble(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gaussianHasTheMomentsOfTheNormalDistribution() {
        SampleRandom random = SampleRandom.of(5, 0, 0, 0);
        int count = 100_000;
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (int i = 0; i < count; i++) {
            double value = random.nextGaussian();
            sum += value;
            squares += value * value;
            fourth += value * value * value * value;
        }
        assertThat(sum / count).isCloseTo(0, within(0.02));
        assertThat(squares / count).isCloseTo(1, within(0.03));
        assertThat(fourth / count).isCloseTo(3, within(0.2));
    }

    @Test
    void coinsAreFair() {
        SampleRandom random = SampleRandom.of(5, 0, 0, 0);
        int heads = 0;
        for (int i = 0; i < 10_000; i++) {
            heads += random.nextBoolean() ? 1 : 0;
        }
        assertThat(heads).isBetween(4_800, 5_200);
    }
}
