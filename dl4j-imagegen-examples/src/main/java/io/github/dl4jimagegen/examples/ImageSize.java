package io.github.dl4jimagegen.examples;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size as people write it: 64x48 is 64 columns and 48 rows. */
record ImageSize(int width, int height) {

    static final class Converter implements ITypeConverter<ImageSize> {
        @Override
        public ImageSize convert(String text) {
            if (!text.matches("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}")) {
                throw new TypeConversionException("a size is WIDTHxHEIGHT, such as 64x48, but was \"" + text + "\"");
            }
            String[] parts = text.split("x", 2);
            return new ImageSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }
}
