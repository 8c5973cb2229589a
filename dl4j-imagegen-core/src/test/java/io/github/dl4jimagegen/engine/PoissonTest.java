package io.github.dl4jimagegen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random numbers spread evenly give the distribution itself, without chance. */
class PoissonTest {

    private static final int BITS = 18;
    private static final int NUMBERS = 1 << BITS;

    /** Returns the i-th of as many numbers, each in the middle of its part of all 64 bits. */
    private static long even(int i) {
        return ((long) i << (64 - BITS)) + (1L << (63 - BITS));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.03, 0.7, 3, 9.99, 10, 10.01, 14, 30, 100, 1000, 20_000})
    void theDistributionIsPoissons(double mean) {
        int most = (int) (mean + 12 * Math.sqrt(mean) + 40);
        int[] counts = new int[most];
        Poisson poisson = Poisson.of(mean);
        for (int i = 0; i < NUMBERS; i++) {
            counts[(int) poisson.number(even(i))]++;
        }
        double sum = 0;
        double expected = 0;
        double logarithm = -mean;
        for (int count = 0; count < most; count++) {
            sum += counts[count];
            expected += Math.exp(logarithm);
            assertThat(sum / NUMBERS).as("up to " + count).isCloseTo(expected, within(7e-5));
            logarithm += Math.log(mean / (count + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.03, 3, 9.99, 10, 14, 100, 20_000})
    void meanAndVarianceAreTheSame(double mean) {
        Poisson poisson = Poisson.of(mean);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < NUMBERS; i++) {
            double difference = poisson.number(even(i)) - mean;
            sum += difference;
            squares += difference * difference;
        }
        assertThat(sum / NUMBERS / Math.sqrt(mean)).isCloseTo(0, within(1e-3));
        assertThat(squares / NUMBERS / mean).isCloseTo(1, within(2e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.5, 4, 9.99, 10, 77})
    void aTableMakesNoDifference(double mean) {
        Poisson poisson = Poisson.of(mean);
        for (int i = 0; i < NUMBERS; i += 7) {
            assertThat(poisson.number(even(i))).isEqualTo(Poisson.number(mean, even(i)));
        }
        for (long random : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(poisson.number(random)).isEqualTo(Poisson.number(mean, random));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.15865525", "1.959963985, 0.025", "3, 1.3498980e-3"})
    void theNormalTableIsRight(double z, double share) {
        double beyond = 0;
        for (int i = 0; i < NUMBERS; i++) {
            beyond += NormalTable.quantile(even(i)) > z ? 1 : 0;
        }
        assertThat(beyond / NUMBERS / share).isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"3.6, 1.5910859e-4", "4, 3.1671242e-5", "4.891638476, 5e-7"})
    void theNormalTableIsRightFarOutOnBothSides(double z, double share) {
        double left = 0;
        double right = 0;
        for (int i = 0; i < NUMBERS; i++) {
            long tail = even(i) >>> 12;
            left += NormalTable.quantile(tail) < -z ? 1 : 0;
            right += NormalTable.quantile(0xFFFL << 52 | tail) > z ? 1 : 0;
        }
        assertThat(left / NUMBERS / 4096 / share).isCloseTo(1, within(0.01));
        assertThat(right / NUMBERS / 4096 / share).isCloseTo(1, within(0.01));
    }
}
