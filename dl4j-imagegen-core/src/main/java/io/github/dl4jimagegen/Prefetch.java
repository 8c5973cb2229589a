package io.github.dl4jimagegen;

/**
 * How many batches may be ready before they are asked for.
 *
 * @param batches at first
 * @param most how many they may become when the consumer takes them in bursts
 */
record Prefetch(int batches, int most) {

    private static final int AUTO_BATCHES = 2;
    private static final int AUTO_MOST = 16;
    private static final long AUTO_BYTES = 256L << 20;

    static Prefetch of(int setting, long batchBytes) {
        if (setting != ImagePipeline.AUTO) {
            return new Prefetch(setting, setting);
        }
        long most = Math.min(AUTO_MOST, AUTO_BYTES / Math.max(1, batchBytes));
        return new Prefetch(AUTO_BATCHES, (int) Math.max(AUTO_BATCHES, most));
    }
}
