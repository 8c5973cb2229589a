package io.github.dl4jimagegen.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves as a picture comes back as the same image. */
class BufferedImagesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void anImageOfEightBitsComesBackFromAPictureAndFromAFile(int channels) throws IOException {
        Image image = TestImages.image(5, 7, channels, 3);
        BufferedImage picture = image.toBufferedImage();
        assertThat(picture.getWidth()).isEqualTo(7);
        assertThat(Image.of(picture).toBytes()).isEqualTo(image.toBytes());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, "png", file)).isTrue();
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        assertThat(Image.of(read).toBytes()).isEqualTo(image.toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void floatsAreRoundedAndClamped(int channels) {
        float[] values = new float[channels * 4];
        float[] some = {-3, 0.4f, 0.5f, 254.6f, 300, 17, 99.49f, 128};
        for (int i = 0; i < values.length; i++) {
            values[i] = some[i % some.length];
        }
        byte[] bytes = Image.of(Image.ofFloats(2, 2, channels, values).toBufferedImage())
                .toBytes();
        int[] rounded = {0, 0, 1, 255, 255, 17, 99, 128};
        for (int i = 0; i < bytes.length; i++) {
            assertThat(bytes[i] & 0xFF).isEqualTo(rounded[i % rounded.length]);
        }
    }
}
