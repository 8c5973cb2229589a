package io.github.dl4jimagegen.preview;

import static io.github.dl4jimagegen.augment.Augmentations.mixUp;
import static io.github.dl4jimagegen.augment.Augmentations.pad;
import static io.github.dl4jimagegen.augment.Augmentations.randomBrightness;
import static io.github.dl4jimagegen.augment.Augmentations.randomCrop;
import static io.github.dl4jimagegen.augment.Augmentations.randomFlipHorizontal;
import static io.github.dl4jimagegen.augment.Augmentations.randomRotation;
import static io.github.dl4jimagegen.augment.Augmentations.randomTranslation;
import static io.github.dl4jimagegen.augment.Augmentations.randomZoom;
import static io.github.dl4jimagegen.image.Augmentation.oneOf;
import static io.github.dl4jimagegen.image.Augmentation.randomOrder;
import static io.github.dl4jimagegen.image.Augmentation.sequence;
import static io.github.dl4jimagegen.image.Augmentation.someOf;
import static io.github.dl4jimagegen.image.Augmentation.sometimes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.ImagePipeline;
import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.ImageOperation;
import io.github.dl4jimagegen.image.ImageShape;
import io.github.dl4jimagegen.sampling.SampleRandom;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageArrays;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewPageTest {

    private static final ImagePipeline PIPELINE =
            ImagePipeline.targetSize(10, 14).batchSize(4);
    private static final Pattern PICTURE = Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"");

    private static List<byte[]> pictures(String html) {
        List<byte[]> pictures = new ArrayList<>();
        Matcher matcher = PICTURE.matcher(html);
        while (matcher.find()) {
            pictures.add(Base64.getDecoder().decode(matcher.group(1)));
        }
        return pictures;
    }

    @Test
    void thePageHasEveryAugmentationAloneAndTogetherBeforeAndAfterAndTheBatch(@TempDir Path root) throws IOException {
        ImageFolder photos = ImageFolder.of(TestImages.folder(root, 2, 5));
        ImagePipeline pipeline = PIPELINE.mix(mixUp(1))
                .augment(
                        randomFlipHorizontal(),
                        sometimes(0.25, oneOf(randomRotation(20), randomBrightness(-0.5, 0.5))));
        String html = Preview.of(pipeline).page(photos, 3).html();

        assertThat(html)
                .contains("<h3>Flip</h3>", "<h3>RandomAffine</h3>", "<h3>RandomBrightness</h3>")
                .contains("done to 25.0 % of the images, one of 2<")
                .contains("&quot;mixing&quot;")
                .doesNotContain("<script", "http");
        List<byte[]> pictures = pictures(html);
        int beforeAndAfter = 4 * 2;
        int alone = 3 * (1 + 3);
        int together = 1 + 3;
        int batch = 4;
        assertThat(pictures).hasSize(beforeAndAfter + alone + together + batch);
        for (byte[] picture : pictures) {
            assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
                    .isEqualTo(140);
        }
        assertThat(html.indexOf("<h2>Before and after</h2>")).isPositive();
        List<Tile> tiles = Preview.of(pipeline).draws(photos, 0, 3).tiles();
        byte[] second = ContactSheet.png(new TilePainter(10).paint(tiles.get(1)));
        assertThat(pictures.get(beforeAndAfter + alone + 2)).isEqualTo(second);
    }

    @Test
    void namesAreEscaped() {
        ClassIndex classes = ClassIndex.of("<b>\"cats\" & 'dogs'</b>");
        ImageArrays source =
                ImageArrays.of(List.of(TestImages.image(10, 14, 3, 1))).labels(classes, 0);
        Augmentation named = Augmentation.named("<i>&", randomFlipHorizontal());
        String html = Preview.of(PIPELINE.augment(named)).page(source, 1).html();
        assertThat(html)
                .contains("&lt;b&gt;&quot;cats&quot; &amp; &#39;dogs&#39;&lt;/b&gt;", "&lt;i&gt;&amp;")
                .doesNotContain("<b>\"cats\"", "<i>&\"");
    }

    @Test
    void anAugmentationAloneDrawsTheNumbersThatItDrawsAmongTheOthers() {
        ImageShape shape = new ImageShape(20, 20, 3);
        Augmentation whole = sequence(
                randomBrightness(-0.5, 0.5),
                sometimes(1, sequence(randomTranslation(0.1, 0.1), randomRotation(90))),
                oneOf(List.of(0.0, 1.0), randomRotation(5), randomZoom(0.5, 2)),
                randomOrder(randomBrightness(-0.1, 0.1)),
                someOf(1, randomRotation(7)));
        List<Part> parts = Part.of(whole);
        assertThat(parts).hasSize(7);
        for (int epoch = 0; epoch < 20; epoch++) {
            SampleRandom random = SampleRandom.of(1, epoch, 2, 0);
            List<ImageOperation> alone = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if (i != 3) { // the one that is never chosen
                    alone.addAll(parts.get(i).alone().draw(shape, random));
                }
            }
            assertThat(alone).hasToString(whole.draw(shape, random).toString());
        }
    }

    @Test
    void partsThatChangeTheSizeAreShownInTheSizeOfTheOthers(@TempDir Path root) {
        ImageFolder photos = ImageFolder.of(TestImages.folder(root, 2, 2));
        String html = Preview.of(PIPELINE.augment(pad(3), randomCrop(10, 14)))
                .page(photos, 2)
                .html();
        assertThat(html).contains("<h3>Pad</h3>", "<h3>RandomCrop</h3>");
    }

    @Test
    void aPipelineWithoutAugmentationOrWithoutANameHasAPageToo(@TempDir Path root) {
        ImageFolder photos = ImageFolder.of(TestImages.folder(root, 2, 2));
        assertThat(Preview.of(PIPELINE).page(photos, 2).html())
                .doesNotContain("Each augmentation alone")
                .contains("The first batch");
        Augmentation function = (shape, random) -> List.of();
        assertThat(Preview.of(PIPELINE.augment(function)).page(photos, 2).html())
                .contains("This pipeline cannot be written as JSON", "<h3>a function</h3>");
    }

    @Test
    void aFileByItselfHasAPageWithoutABatch(@TempDir Path root) throws IOException {
        Path file = TestImages.write(root.resolve("one.jpg"), TestImages.encoded("jpg", 30, 40, 3));
        PreviewPage page = Preview.of(PIPELINE.augment(randomRotation(20))).page(file, 2);
        assertThat(page.html()).contains("one.jpg", "RandomAffine").doesNotContain("The first batch");
        assertThat(pictures(page.html())).hasSize(2 + 3 + 3);
        page.save(root.resolve("index.html"));
        assertThat(root.resolve("index.html")).hasContent(page.html());
    }
}
