package io.github.dl4jimagegen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    @Test
    void isDeletedWithWhatIsInItAlsoIfThatWasMappedIntoMemory() throws IOException {
        Path folder = TemporaryFolder.create("imagegen-test");
        Path file = Files.createDirectories(folder.resolve("a/b")).resolve("mapped");
        Files.write(file, new byte[100]);
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 0, 100).get(99))
                    .isZero();
        }
        TemporaryFolder.delete(folder);
        assertThat(folder).doesNotExist();
        TemporaryFolder.delete(folder);
    }
}
