package io.github.dl4jimagegen.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jimagegen.image.Augmentation;
import io.github.dl4jimagegen.image.Mixing;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of the catalogue is exempt from the batteries. */
class CataloguedTest {

    @Test
    void everyFactoryMakesSomethingOfAKindThatABatteryTests() {
        assertThat(Catalogued.ofUnknownKind(Augmentations.class)).isEmpty();
    }

    @Test
    void everyFactoryHasACaseForEachOfItsOverloads() {
        assertThat(Catalogued.withoutCases(Augmentations.class)).isEmpty();
    }

    @Test
    void everyCaseComesFromAFactory() {
        assertThat(Arrays.stream(Augmentations.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .containsAll(Catalogued.cased());
    }

    @Test
    void aFactoryThatNobodyTestsIsNoticedWhateverItMakes() {
        assertThat(Catalogued.ofUnknownKind(Careless.class)).containsExactly("newKind makes a Runnable");
        assertThat(Catalogued.withoutCases(Careless.class))
                .containsExactlyInAnyOrder("newKind", "newMixing", "mixUp", "equalize");
    }

    /** A catalogue after some changes. */
    static final class Careless {

        private Careless() {}

        public static Runnable newKind() {
            return () -> {};
        }

        public static Mixing newMixing() {
            return (rows, shape, random) -> List.of();
        }

        /** Its cases are of the kind that it made before. */
        public static Augmentation mixUp(double alpha) {
            return Augmentations.invert();
        }

        /** An overload more than there are cases. */
        public static Augmentation equalize() {
            return Augmentations.equalize();
        }

        public static Augmentation equalize(int bins) {
            return Augmentations.equalize();
        }

        public static Mixing cutMix(double alpha) {
            return Augmentations.cutMix(alpha);
        }
    }
}
