package io.github.dl4jimagegen.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jimagegen.TestImages;
import io.github.dl4jimagegen.source.ClassIndex;
import io.github.dl4jimagegen.source.ImageFolder;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.io.labels.PathLabelGenerator;
import org.datavec.api.io.labels.PatternPathLabelGenerator;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DataVec's label generators label the images of a folder. */
class LabelsTest {

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path root;

    private ImageFolder images(String... names) {
        for (String name : names) {
            Path unused = TestImages.write(root.resolve(name), TestImages.encoded("png", 4, 4, 1));
        }
        return ImageFolder.unlabelled(root);
    }

    private static void assertLabels(ImageFolder folder, PathLabelGenerator generator, Path root) {
        for (int i = 0; i < folder.size(); i++) {
            File file = root.resolve(folder.name(i)).toFile();
            assertThat(folder.classes().names().get(folder.label(i)))
                    .isEqualTo(generator.getLabelForPath(file.getPath()).toString());
        }
    }

    @Test
    void byTheInnermostFolder() {
        PathLabelGenerator generator = new ParentPathLabelGenerator();
        ImageFolder folder = images("a/cats/1.png", "a/dogs/2.png", "b/cats/3.png", "v1.0/4.png")
                .labels(DataVec.labels(generator));
        assertThat(folder.classes()).isEqualTo(ClassIndex.of("cats", "dogs", "v1.0"));
        assertLabels(folder, generator, root);
        assertThat(folder.split(0.5).training().size()).isPositive();
    }

    @Test
    void byAPartOfTheName() {
        PathLabelGenerator generator = new PatternPathLabelGenerator("_", 1);
        ImageFolder folder =
                images("x/1_cat_a.png", "x/2_dog_b.png", "y/3_cat.png").labels(DataVec.labels(generator));
        assertThat(folder.classes()).isEqualTo(ClassIndex.of("cat", "dog"));
        assertLabels(folder, generator, root);
        assertThat(IntStream.range(0, 3).map(folder::label)).containsExactly(0, 1, 0);
    }

    @Test
    void byNumbers() {
        ImageFolder folder = images(
                        IntStream.range(0, 11).mapToObj(i -> i + ".png").toArray(String[]::new))
                .labels(DataVec.labels(new Numbers()))
                .classes(ClassIndex.numbered(11));
        for (int i = 0; i < 11; i++) {
            assertThat(folder.name(i)).isEqualTo(folder.label(i) + ".png");
        }
    }

    @Test
    void anImageWithoutALabelIsNamed() {
        ImageFolder flat = images("1.png");
        assertThatThrownBy(() -> flat.labels(DataVec.labels(new ParentPathLabelGenerator())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ParentPathLabelGenerator has no label for 1.png, which is relative to the root");
        assertThatThrownBy(() -> flat.labels(DataVec.labels(new PatternPathLabelGenerator("_", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PatternPathLabelGenerator has no label for 1.png");
    }

    private static final class Numbers implements PathLabelGenerator {

        private static final long serialVersionUID = 1L;

        @Override
        public Writable getLabelForPath(String path) {
            return new IntWritable(Integer.parseInt(path.replace(".png", "")));
        }

        @Override
        public Writable getLabelForPath(URI uri) {
            return getLabelForPath(new File(uri).getName());
        }

        @Override
        public boolean inferLabelClasses() {
            return false;
        }
    }
}
