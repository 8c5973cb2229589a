package io.github.dl4jimagegen.augment.mix;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Mixing;
import io.github.dl4jimagegen.sampling.Dirichlet;
import io.github.dl4jimagegen.sampling.SampleRandom;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Each image becomes a weighted mean of itself and another one, and so do the labels (Zhang, Cisse, Dauphin, Lopez-Paz:
 * mixup, Beyond empirical risk minimization, 2017). As in Keras each image has a weight of its own. Immutable.
 *
 * @param alpha both parameters of the weights' beta distribution, from 0.01 to 1000
 */
public record MixUp(double alpha) implements Mixing {

    /**
     * Checks the parameter.
     *
     * @param alpha both parameters of the weights' beta distribution, from 0.01 to 1000
     */
    public MixUp {
        Dirichlet.check(alpha);
    }

    @Override
    public List<Mix> draw(int rows, ImageShape shape, SampleRandom random) {
        int[] partners = Mixing.partners(rows, random);
        return IntStream.range(0, rows)
                .<Mix>mapToObj(row -> new Mix.Blend(partners[row], Dirichlet.draw(alpha, 2, random)[1]))
                .toList();
    }
}
