package io.github.dl4jimagegen.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DirichletTest {

    private static double[] draw(double alpha, int count, int index) {
        return Dirichlet.draw(alpha, count, SampleRandom.of(9, 0, index, 0));
    }

    @Test
    void weightsSumUpToOne() {
        for (double alpha : new double[] {0.01, 0.2, 1, 7, 1000}) {
            for (int i = 0; i < 500; i++) {
                double[] weights = draw(alpha, 1 + i % 5, i);
                assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
                assertThat(weights).doesNotContain(Double.NaN);
                for (double weight : weights) {
                    assertThat(weight).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void meanAndVarianceAreThoseOfTheDistribution() {
        int draws = 20_000;
        for (double alpha : new double[] {0.2, 1, 4}) {
            for (int count : new int[] {2, 3}) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < draws; i++) {
                    double weight = draw(alpha, count, i)[0];
                    sum += weight;
                    squares += weight * weight;
                }
                double mean = 1.0 / count;
                double variance = mean * (1 - mean) / (count * alpha + 1);
                assertThat(sum / draws).isCloseTo(mean, within(0.01));
                assertThat(squares / draws - mean * mean).isCloseTo(variance, within(0.01));
            }
        }
    }

    @Test
    void anAlphaThatIsNotPositiveIsRefused() {
        for (double alpha : new double[] {0, -1, Double.NaN, 1001}) {
            assertThatThrownBy(() -> draw(alpha, 2, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("alpha must lie in [0.01, 1000] but was " + alpha);
        }
    }
}
