package io.github.dl4jimagegen.batch;

import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.image.Mix;
import io.github.dl4jimagegen.image.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * Mixes rows of a batch. Partners form cycles, and along a cycle each row is changed when nobody needs it as it was any
 * more, so that one row is all that has to be kept aside.
 */
final class RowMixer {

    private final ImageShape shape;
    private final DataFormat dataFormat;
    private final HostRows features;
    private final List<HostRows> others;
    private final List<float[]> kept = new ArrayList<>();

    /**
     * Takes what is mixed.
     *
     * @param others labels and masks, whose values are means by the shares
     */
    RowMixer(ImageShape shape, DataFormat dataFormat, HostRows features, List<HostRows> others) {
        this.shape = shape;
        this.dataFormat = dataFormat;
        this.features = features;
        this.others = others;
    }

    void mix(List<Mix> mixes) {
        check(mixes);
        boolean[] done = new boolean[mixes.size()];
        for (int start = 0; start < done.length; start++) {
            if (!done[start] && mixes.get(start).partner() != start) {
                keepAside(start);
                int row = start;
                do {
                    Mix mix = mixes.get(row);
                    mix(row, mix, mix.partner() == start);
                    done[row] = true;
                    row = mix.partner();
                } while (row != start);
            }
        }
    }

    private static void check(List<Mix> mixes) {
        boolean[] partners = new boolean[mixes.size()];
        for (Mix mix : mixes) {
            int partner = mix.partner();
            if (partner < 0 || partner >= partners.length || partners[partner]) {
                throw new IllegalStateException("a mixing must make each of " + partners.length
                        + " rows the partner of exactly one, but its partners are "
                        + mixes.stream().map(Mix::partner).toList());
            }
            partners[partner] = true;
        }
    }

    private void keepAside(int row) {
        kept.clear();
        kept.add(features.copy(row));
        others.forEach(rows -> kept.add(rows.copy(row)));
    }

    private void mix(int row, Mix mix, boolean partnerIsAside) {
        float[] own = features.copy(row);
        float[] partner = partnerIsAside ? kept.get(0) : features.copy(mix.partner());
        if (mix instanceof Mix.Paste paste) {
            paste(own, partner, paste.area());
        } else {
            blend(own, partner, mix.share(shape));
        }
        features.set(row, own);
        for (int i = 0; i < others.size(); i++) {
            HostRows rows = others.get(i);
            float[] values = rows.copy(row);
            blend(values, partnerIsAside ? kept.get(i + 1) : rows.copy(mix.partner()), mix.share(shape));
            rows.set(row, values);
        }
    }

    private static void blend(float[] own, float[] partner, double share) {
        float ownWeight = (float) (1 - share);
        float partnerWeight = (float) share;
        for (int i = 0; i < own.length; i++) {
            own[i] = ownWeight * own[i] + partnerWeight * partner[i];
        }
    }

    private void paste(float[] own, float[] partner, Rectangle area) {
        if (!area.isWithin(shape.height(), shape.width())) {
            throw new IllegalStateException("a mixing pastes " + area + " into an image of " + shape);
        }
        boolean planes = dataFormat == DataFormat.NCHW;
        int pixel = planes ? 1 : shape.channels();
        for (int plane = 0; plane < (planes ? shape.channels() : 1); plane++) {
            for (int y = area.top(); y < area.top() + area.height(); y++) {
                int from = ((plane * shape.height() + y) * shape.width() + area.left()) * pixel;
                System.arraycopy(partner, from, own, from, area.width() * pixel);
            }
        }
    }
}
