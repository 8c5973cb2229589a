package io.github.dl4jimagegen.engine;

import io.github.dl4jimagegen.image.Noise;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Noise. The random numbers of a value are a hash of the seed and of the value's place, so that OpenCV's generator, whose
 * numbers are nobody's promise, stays out of it.
 */
final class PixelNoise {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private PixelNoise() {}

    static Mat add(Noise noise, Mat image, PixelScratch scratch) {
        int depth = image.depth();
        boolean isFloat = depth == opencv_core.CV_32F;
        Mat floats = isFloat ? image : scratch.work;
        if (!isFloat) {
            image.convertTo(floats, opencv_core.CV_32F);
        }
        float[] values = scratch.load(floats);
        int length = PixelScratch.length(floats);
        if (noise instanceof Noise.Gaussian gaussian) {
            gaussian(gaussian, values, length);
        } else if (noise instanceof Noise.Shot shot && isFloat) {
            shot(shot, values, length);
        } else if (noise instanceof Noise.Shot shot) {
            shotOfLevels(shot, values, length);
        } else if (noise instanceof Noise.SaltAndPepper saltAndPepper) {
            saltAndPepper(saltAndPepper, values, length, image.channels());
        }
        scratch.store(floats);
        if (!isFloat) {
            floats.convertTo(image, depth);
        }
        return image;
    }

    /** Fills an area with whole numbers from 0 to 255, each equally likely. */
    static void fill(Mat area, long seed, PixelScratch scratch) {
        Mat floats = scratch.work;
        floats.create(area.rows(), area.cols(), opencv_core.CV_32FC(area.channels()));
        float[] values = scratch.load(floats);
        int length = PixelScratch.length(floats);
        for (int i = 0; i < length; i++) {
            values[i] = hash(seed, i) >>> 56;
        }
        scratch.store(floats);
        floats.convertTo(area, area.depth());
    }

    private static void gaussian(Noise.Gaussian noise, float[] values, int length) {
        double deviation = noise.deviation();
        for (int i = 0; i < length; i++) {
            values[i] += (float) (deviation * NormalTable.quantile(hash(noise.seed(), i)));
        }
    }

    private static void shot(Noise.Shot noise, float[] values, int length) {
        double photons = noise.photons() / 255;
        for (int i = 0; i < length; i++) {
            double mean = Math.max(0, values[i]) * photons;
            values[i] = (float) (Poisson.number(mean, hash(noise.seed(), i)) / photons);
        }
    }

    private static void shotOfLevels(Noise.Shot noise, float[] values, int length) {
        double photons = noise.photons() / 255;
        double unit = 1 / photons;
        long seed = noise.seed();
        @Nullable Poisson[] levels = new Poisson[256];
        for (int i = 0; i < length; i++) {
            int level = (int) values[i];
            Poisson counts = levels[level];
            if (counts == null) {
                counts = Poisson.of(level * photons);
                levels[level] = counts;
            }
            values[i] = (float) (counts.number(hash(seed, i)) * unit);
        }
    }

    private static void saltAndPepper(Noise.SaltAndPepper noise, float[] values, int length, int channels) {
        double half = noise.share() / 2;
        for (int i = 0; i < length; i += channels) {
            double u = (hash(noise.seed(), i) >>> 11) * UNIT;
            if (u < noise.share()) {
                Arrays.fill(values, i, i + channels, u < half ? 0 : 255);
            }
        }
    }

    /** The number at a place of SplitMix64's stream, as in SampleRandom. */
    private static long hash(long seed, long place) {
        long z = seed + (place + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
