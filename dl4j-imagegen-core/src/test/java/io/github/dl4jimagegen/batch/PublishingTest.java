package io.github.dl4jimagegen.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.ImageFolder;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a batch goes through on its way to a GPU, as far as a CPU shows it: ND4J is told that the host has written, then
 * asked to bring each array to the consumer's device, by a thread that works on this device, before anybody gets it.
 */
class PublishingTest {

    private static final String WRITTEN = "written by the host";
    private static final String BROUGHT = "brought to the device";

    private final Map<INDArray, List<String>> steps = Collections.synchronizedMap(new IdentityHashMap<>());
    private final ThreadLocal<Integer> device = new ThreadLocal<>();
    private final List<Thread> publishers = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway") // set before each test
    private Field manager;

    @SuppressWarnings("NullAway") // as above
    private AffinityManager before;

    @BeforeEach
    void watch() throws ReflectiveOperationException {
        before = Nd4j.getAffinityManager();
        manager = Nd4j.class.getDeclaredField("affinityManager");
        manager.setAccessible(true);
        manager.set(
                null,
                Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {AffinityManager.class}, (proxy, method, args) -> {
                            switch (method.getName()) {
                                case "unsafeSetDevice" -> device.set((Integer) args[0]);
                                case "tagLocation" -> step(args, AffinityManager.Location.HOST, WRITTEN);
                                case "ensureLocation" -> {
                                    assertThat(device.get()).isEqualTo(before.getDeviceForCurrentThread());
                                    publishers.add(Thread.currentThread());
                                    step(args, AffinityManager.Location.DEVICE, BROUGHT);
                                }
                                default -> {}
                            }
                            try {
                                return method.invoke(before, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    private void step(Object[] args, AffinityManager.Location expected, String step) {
        if (args[0] instanceof INDArray array) {
            assertThat(args[1]).isEqualTo(expected);
            steps.computeIfAbsent(array, a -> Collections.synchronizedList(new ArrayList<>()))
                    .add(step);
        }
    }

    @AfterEach
    void leave() throws ReflectiveOperationException {
        manager.set(null, before);
    }

    @Test
    void everyArrayIsBroughtToTheConsumersDeviceBeforeItIsHandedOut(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 8));
        ImagePipeline pipeline = ImagePipeline.targetSize(5, 4).batchSize(4).workers(2);
        for (BatchMemory memory : List.of(BatchMemory.fresh(), BatchMemory.recycled(1))) {
            steps.clear();
            try (ImageDataSetIterator flow = pipeline.batchMemory(memory).trainingFlow(folder)) {
                while (flow.hasNext()) {
                    DataSet batch = flow.next();
                    for (INDArray array : List.of(batch.getFeatures(), batch.getLabels())) {
                        assertThat(steps.get(array))
                                .startsWith(WRITTEN, BROUGHT)
                                .endsWith(WRITTEN, BROUGHT);
                    }
                }
            }
        }
        assertThat(publishers).isNotEmpty().doesNotContain(Thread.currentThread());
    }
}
