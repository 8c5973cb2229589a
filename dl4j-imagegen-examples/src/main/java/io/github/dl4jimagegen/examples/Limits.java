package io.github.dl4jimagegen.examples;

import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What options allow. Before a value that is refused, picocli names its option. */
final class Limits {

    private Limits() {}

    /** 1, 2, 3, ... */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, number -> number > 0, "must be a positive whole number");
        }
    }

    /** 0, 1, 2, ... */
    static final class NotNegative implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, number -> number >= 0, "must be 0 or a positive whole number");
        }
    }

    /** A part of a whole. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, share -> share > 0 && share < 1, "must lie between 0 and 1, such as 0.2 for a fifth,");
        }
    }

    /** How large a step is. */
    static final class Rate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, rate -> rate > 0 && rate < Double.POSITIVE_INFINITY, "must be a positive number");
        }
    }

    /** An angle to either side. */
    static final class Degrees implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, degrees -> degrees >= 0 && degrees <= 180, "must be degrees from 0 to 180");
        }
    }

    private static Integer whole(String text, IntPredicate allowed, String rule) {
        try {
            int number = Integer.parseInt(text);
            if (allowed.test(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(text, rule);
        }
        throw refused(text, rule);
    }

    private static Double number(String text, DoublePredicate allowed, String rule) {
        try {
            double number = Double.parseDouble(text);
            if (allowed.test(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(text, rule);
        }
        throw refused(text, rule);
    }

    private static TypeConversionException refused(String text, String rule) {
        return new TypeConversionException(rule + " but was \"" + text + "\"");
    }
}
