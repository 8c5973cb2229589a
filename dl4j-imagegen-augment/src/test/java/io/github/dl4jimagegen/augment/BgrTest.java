package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.clahe;
import static io.github.dl4jimagegen.augment.Augmentations.grayscale;
import static io.github.dl4jimagegen.augment.Augmentations.randomColorJitter;
import static io.github.dl4jimagegen.augment.Augmentations.randomHue;
import static io.github.dl4jimagegen.augment.Augmentations.randomRgbShift;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static io.github.dl4jimagegen.augment.Augmentations.trivialAugmentWide;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImageDataSetIterator;
import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.source.ImageFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Augmentations know colours, in whatever order the network wants the channels. */
class BgrTest {

    @Test
    void theSameIsDoneToColoursInBgr(@TempDir Path root) {
        ImageFolder folder = ImageFolder.of(TestImages.folder(root, 2, 5));
        List<Augmentation> augmentations = List.of(
                grayscale(),
                randomHue(-0.2, 0.2),
                randomRgbShift(-30, 30),
                randomColorJitter(0.4, 0.4, 0.4, 0.1),
                clahe(4, 2),
                trivialAugmentWide(),
                Augmentation.sequence(randomRotation(30), randomHue(-0.2, 0.2)));
        for (Augmentation augmentation : augmentations) {
            ImagePipeline pipeline =
                    ImagePipeline.targetSize(16, 16).batchSize(10).augment(augmentation);
            try (ImageDataSetIterator rgb = pipeline.colorMode(ColorMode.RGB).trainingFlow(folder);
                    ImageDataSetIterator bgr = pipeline.colorMode(ColorMode.BGR).trainingFlow(folder)) {
                INDArray expected = rgb.next().getFeatures();
                INDArray actual = bgr.next().getFeatures();
                for (int channel = 0; channel < 3; channel++) {
                    for (int row = 0; row < 10; row++) {
                        assertThat(TestImages.values(actual.slice(row).slice(channel)))
                                .as("%s", augmentation.describe())
                                .containsExactly(
                                        TestImages.values(expected.slice(row).slice(2 - channel)));
                    }
                }
            }
        }
    }
}
