package io.github.dl4jimagegen.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.OtherJvm;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JavaCPP lets a process have four times its Java heap, all memory counted, and fails past that: batches that wait for
 * the garbage collector must leave room.
 */
@Timeout(300)
class SmallHeapTest {

    /** 150 batches of 19 MB, 2.9 GB in all, in a process of 512 MB. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            try (ImageDataSetIterator flow =
                    ImagePipeline.targetSize(224, 224).batchSize(32).trainingFlow(ImageFolder.of(Path.of(args[0])))) {
                for (int batches = 0; batches < 150; batches++) {
                    if (!flow.hasNext()) {
                        flow.reset();
                    }
                    assertThat(flow.next().numExamples()).isEqualTo(32);
                }
            }
        }
    }

    /** Some collectors have no space for young objects, and one setting of the JVM makes System.gc() do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"UseG1GC", "DisableExplicitGC", "UseParallelGC", "UseSerialGC", "UseZGC"})
    void freshBatchesLeaveRoomInASmallProcess(String setting, @TempDir Path folder) throws Exception {
        Path images = TestImages.folder(folder.resolve("images"), 2, 48);
        Path log = folder.resolve("log.txt");
        ProcessBuilder program = OtherJvm.of(Program.class, List.of("-Xmx128m", "-XX:+" + setting), images);
        OtherJvm.finish(OtherJvm.start(program, log), log, 200);
    }
}
