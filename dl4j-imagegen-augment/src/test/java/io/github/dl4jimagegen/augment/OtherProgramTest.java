package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.*;
import static io.github.dl4jimagegen.image.Augmentation.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.OtherJvm;
import io.github.dl4jimagegen.image.Border;
import io.github.dl4jimagegen.keras.ImageDataGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that one program prints is the same pipeline in another. */
class OtherProgramTest {

    private static final ImagePipeline PIPELINE = ImagePipeline.targetSize(16, 16)
            .resize(randomResizedCrop().area(0.5, 1))
            .rescale(1 / 255.0)
            .batchSize(2)
            .seed(7)
            .augment(
                    randomFlipHorizontal(),
                    OtherProgram.dim(),
                    oneOf(
                            List.of(3.0, 1.0),
                            randomAffine().rotation(-15, 15).border(Border.REFLECT),
                            randomElastic(50, 5)),
                    someOf(1, 2, randomColorJitter(0.4, 0.4, 0.4, 0.1), randomGaussianNoise(5, 20), equalize()),
                    randomOrder(randomErasing(), sometimes(0.5, randAugment(2, 9))),
                    ImageDataGenerator.builder()
                            .rotationRange(20)
                            .zoomRange(0.2)
                            .build()
                            .augmentation())
            .mix(mixUp(1));

    @Test
    void aPipelineWithAFunctionOfOnesOwnDeliversTheSameInAnotherJavaVirtualMachine(@TempDir Path folder)
            throws Exception {
        String json = PIPELINE.toJson(OtherProgram.json());
        Path written = Files.writeString(folder.resolve("pipeline.json"), json);
        Path answer = folder.resolve("answer.txt");
        Path log = folder.resolve("log.txt");
        ProcessBuilder program = OtherJvm.of(OtherProgram.class, List.of("-Xmx512m"), written, answer);
        OtherJvm.finish(OtherJvm.start(program, log), log, 100);
        assertThat(Files.readString(answer)).isEqualTo(json + "\n" + OtherProgram.batches(PIPELINE));
        assertThat(OtherProgram.batches(PIPELINE)).isNotEqualTo(OtherProgram.batches(PIPELINE.seed(8)));
    }
}
