package io.github.dl4jimagegen.augment;

import static io.github.dl4jimagegen.augment.Augmentations.*;

import io.github.dl4jimagegen.image.Border;
import java.util.List;

/** Changes of place. */
final class GeometricCases {

    private GeometricCases() {}

    static List<AugmentationCase> all() {
        return List.of(
                new AugmentationCase("randomFlipHorizontal", randomFlipHorizontal()),
                new AugmentationCase("randomFlipVertical", randomFlipVertical()),
                new AugmentationCase("randomRotate90", randomRotate90()),
                new AugmentationCase("randomD4", randomD4()),
                new AugmentationCase("randomRotation", randomRotation()),
                new AugmentationCase("randomRotation", randomRotation(30)),
                new AugmentationCase("randomRotation", randomRotation(180).border(Border.REFLECT)),
                new AugmentationCase("randomTranslation", randomTranslation()),
                new AugmentationCase("randomTranslation", randomTranslation(0.2, 0.1)),
                new AugmentationCase("randomZoom", randomZoom()),
                new AugmentationCase("randomZoom", randomZoom(0.7, 1.4)),
                new AugmentationCase("randomShear", randomShear(20)),
                new AugmentationCase(
                        "randomAffine",
                        randomAffine()
                                .rotation(-20, 40)
                                .xTranslation(-0.1, 0.2)
                                .yTranslation(-0.1, 0)
                                .zoom(0.8, 1.2)
                                .aspectRatio(0.8, 1.25)
                                .xShear(-10, 10)
                                .yShear(0, 20)
                                .border(Border.MIRROR)),
                new AugmentationCase("randomCrop", randomCrop(60, 70)),
                new AugmentationCase("randomCrop", randomCrop(100, 50)),
                new AugmentationCase("centerCrop", centerCrop(61, 70)),
                new AugmentationCase("pad", pad(3)),
                new AugmentationCase("pad", pad(1, 2, 3, 4).border(Border.WRAP)),
                new AugmentationCase("padTo", padTo(99, 99)),
                new AugmentationCase("resize", resize(50, 100)),
                new AugmentationCase("resizeInside", resizeInside(60, 60)),
                new AugmentationCase("resizeToCover", resizeToCover(80, 80)),
                new AugmentationCase("randomPerspective", randomPerspective()),
                new AugmentationCase("randomPerspective", randomPerspective(0.2)),
                new AugmentationCase("randomElastic", randomElastic()),
                new AugmentationCase("randomElastic", randomElastic(200, 10)),
                new AugmentationCase("randomGridDistortion", randomGridDistortion()),
                new AugmentationCase("randomGridDistortion", randomGridDistortion(5, 0.4)),
                new AugmentationCase("randomOpticalDistortion", randomOpticalDistortion()),
                new AugmentationCase("randomOpticalDistortion", randomOpticalDistortion(0.2)));
    }
}
