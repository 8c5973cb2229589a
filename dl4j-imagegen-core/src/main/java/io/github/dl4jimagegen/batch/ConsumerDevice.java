package io.github.dl4jimagegen.batch;

import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The device of the thread that consumes batches, which they are allocated on and brought to before they are asked for.
 * Through ND4J's interface alone: on a CPU nothing happens. Immutable.
 *
 * @param id ND4J's number of the device
 */
public record ConsumerDevice(int id) {

    /**
     * Returns the device that the calling thread works on.
     *
     * @return its device
     */
    public static ConsumerDevice ofCurrentThread() {
        return new ConsumerDevice(Nd4j.getAffinityManager().getDeviceForCurrentThread());
    }

    /** Makes this the device of the calling thread, which allocates and copies. */
    void use() {
        Nd4j.getAffinityManager().unsafeSetDevice(id);
    }

    /** Says that an array's host memory has been written to directly, which ND4J cannot know. */
    static void writtenByHost(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
    }

    /** Brings arrays to the device and waits until they are there. */
    void publish(Iterable<INDArray> arrays) {
        use();
        for (INDArray array : arrays) {
            Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.DEVICE);
        }
        Nd4j.getExecutioner().commit();
    }
}
