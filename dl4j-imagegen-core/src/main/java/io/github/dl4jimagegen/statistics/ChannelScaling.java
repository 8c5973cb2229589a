package io.github.dl4jimagegen.statistics;

/** What becomes of the values of each channel of an image: gain x value + bias. Immutable. For the engine. */
public final class ChannelScaling {

    private final double[] gain;
    private final double[] bias;

    ChannelScaling(double[] gain, double[] bias) {
        this.gain = gain;
        this.bias = bias;
    }

    /**
     * Returns what leaves all values as they are.
     *
     * @param channels the number of channels
     * @return gain 1 and bias 0
     */
    public static ChannelScaling identity(int channels) {
        return Normalization.none().scaling(channels, 1, 0, 1);
    }

    /**
     * Returns the factor of a channel.
     *
     * @param channel from 0
     * @return a finite number
     */
    public double gain(int channel) {
        return gain[channel];
    }

    /**
     * Returns what is added to a channel.
     *
     * @param channel from 0
     * @return a finite number
     */
    public double bias(int channel) {
        return bias[channel];
    }

    /**
     * Returns whether all channels are scaled alike.
     *
     * @return true if one gain and one bias do for all
     */
    public boolean isUniform() {
        for (int c = 1; c < gain.length; c++) {
            if (gain[c] != gain[0] || bias[c] != bias[0]) {
                return false;
            }
        }
        return true;
    }
}
