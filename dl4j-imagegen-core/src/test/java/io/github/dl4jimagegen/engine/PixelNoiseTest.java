package io.github.dl4jimagegen.engine;

import static io.github.dl4jimagegen.engine.PixelOperationsTest.apply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jimagegen.image.Erase;
import io.github.dl4jimagegen.image.Fill;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.Noise;
import io.github.dl4jimagegen.image.PixelOp;
import io.github.dl4jimagegen.image.Rectangle;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Noise has the distribution it is named after, and is the same on every machine. */
class PixelNoiseTest {

    private static Image flat(int value, int channels) {
        return Image.ofBytes(200, 200, channels, new byte[200 * 200 * channels]).map(zero -> value);
    }

    private static float[] floats(PixelOp operation, float value) {
        float[] values = new float[200 * 200];
        Arrays.fill(values, value);
        return Operations.apply(List.of(operation), Image.ofFloats(200, 200, 1, values))
                .toFloats();
    }

    private static double moment(float[] values, double centre, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value - centre, power);
        }
        return sum / values.length;
    }

    @Test
    void gaussianNoiseHasItsDeviation() {
        float[] values = floats(new Noise.Gaussian(20, 3), 127);
        assertThat(moment(values, 0, 1)).isCloseTo(127, within(0.4));
        assertThat(Math.sqrt(moment(values, 127, 2))).isCloseTo(20, within(0.3));
        assertThat(moment(values, 127, 4) / Math.pow(20, 4)).isCloseTo(3, within(0.15));
    }

    @Test
    void theNormalTableIsTheNormalDistribution() {
        SampleRandom random = SampleRandom.of(1, 2, 3, 4);
        int below = 0;
        int outside = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            double z = NormalTable.quantile(random.nextLong());
            below += z < 1 ? 1 : 0;
            outside += Math.abs(z) > 1.959964 ? 1 : 0;
        }
        assertThat((double) below / n).isCloseTo(0.841345, within(0.003));
        assertThat((double) outside / n).isCloseTo(0.05, within(0.002));
        assertThat(NormalTable.quantile(1L << 63)).isCloseTo(0, within(1e-4));
    }

    @Test
    void shotNoiseHasAVarianceOfItsMean() {
        for (double photons : new double[] {8, 25, 300}) {
            for (int value : new int[] {0, 40, 100}) {
                float[] values = floats(new Noise.Shot(photons, 5), value);
                double mean = value * photons / 255;
                double unit = 255 / photons;
                assertThat(moment(values, 0, 1) / unit).isCloseTo(mean, within(0.03 + 0.01 * mean));
                assertThat(moment(values, value, 2) / unit / unit).isCloseTo(mean, within(0.05 + 0.04 * mean));
            }
        }
        for (float value : floats(new Noise.Shot(5, 5), 100)) {
            double count = value / 51;
            assertThat(count).isCloseTo(Math.rint(count), within(1e-4));
        }
    }

    @Test
    void saltAndPepperIsWhiteOrBlackInAllChannels() {
        byte[] values = apply(new Noise.SaltAndPepper(0.1, 2), flat(100, 3)).toBytes();
        int white = 0;
        int black = 0;
        for (int i = 0; i < values.length; i += 3) {
            assertThat(values[i]).isEqualTo(values[i + 1]).isEqualTo(values[i + 2]);
            assertThat(values[i] & 0xFF).isIn(0, 100, 255);
            white += (values[i] & 0xFF) == 255 ? 1 : 0;
            black += values[i] == 0 ? 1 : 0;
        }
        assertThat(white).isCloseTo(2000, within(150));
        assertThat(black).isCloseTo(2000, within(150));
    }

    @Test
    void noiseOfErasedAreasIsUniform() {
        byte[] values = apply(new Erase(List.of(new Rectangle(0, 0, 200, 200)), Fill.NOISE, 8), flat(100, 3))
                .toBytes();
        int[] counts = new int[16];
        for (byte value : values) {
            counts[(value & 0xFF) / 16]++;
        }
        for (int count : counts) {
            assertThat(count).isCloseTo(values.length / 16, within(300));
        }
    }

    @Test
    void anotherSeedIsOtherNoiseAndChannelsDiffer() {
        for (long seed = 0; seed < 5; seed++) {
            Image one = apply(new Noise.Gaussian(20, seed), flat(100, 3));
            Image other = apply(new Noise.Gaussian(20, seed + 1), flat(100, 3));
            int equal = 0;
            int equalChannels = 0;
            for (int i = 0; i < 200; i++) {
                equal += one.value(i, i, 0) == other.value(i, i, 0) ? 1 : 0;
                equalChannels += one.value(i, i, 0) == one.value(i, i, 1) ? 1 : 0;
            }
            assertThat(equal).isLessThan(20);
            assertThat(equalChannels).isLessThan(20);
        }
    }

    /** A changed number here changes the batches of everybody who trains with noise. */
    @Test
    void theNumbersAreThoseOfEveryRelease() {
        Image image = Image.ofBytes(1, 6, 1, new byte[] {100, 100, 100, 100, 100, 100});
        assertThat(apply(new Noise.Gaussian(30, 42), image).toBytes()).containsExactly(119, 70, 82, 88, 47, -122);
        assertThat(apply(new Noise.Shot(20, 42), image).toBytes()).containsExactly(-128, 64, 76, 89, 38, -116);
        assertThat(apply(new Noise.Shot(90, 42), image).toBytes()).containsExactly(110, 82, 91, 94, 71, 119);
        assertThat(apply(new Noise.SaltAndPepper(0.5, 42), image).toBytes()).containsExactly(100, 0, -1, -1, 0, 100);
        assertThat(apply(new Erase(List.of(new Rectangle(0, 0, 6, 1)), Fill.NOISE, 42), image)
                        .toBytes())
                .containsExactly(-67, 40, 71, 88, 9, -34);
    }

    @Test
    void impossibleNoiseIsRefused() {
        assertThatThrownBy(() -> new Noise.Gaussian(-1, 0)).hasMessageContaining("not negative but was -1.0");
        assertThatThrownBy(() -> new Noise.Shot(0, 0)).hasMessageContaining("positive but were 0.0");
        assertThatThrownBy(() -> new Noise.SaltAndPepper(1.1, 0)).hasMessageContaining("[0, 1] but was 1.1");
    }
}
