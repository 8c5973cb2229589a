package io.github.dl4jimagegen.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NameOrderTest {

    private static List<String> sorted(NameOrder order, String... names) {
        return Stream.of(names).sorted(order).toList();
    }

    @Example
    void digitsCountByTheirValueInNaturalOrder() {
        assertThat(sorted(NameOrder.NATURAL, "img10", "img2", "img1", "IMG3", "img", "img2b", "img2a10", "img2a9"))
                .containsExactly("IMG3", "img", "img1", "img2", "img2a9", "img2a10", "img2b", "img10");
        assertThat(sorted(NameOrder.NATURAL, "10", "9", "a", "18446744073709551616", "18446744073709551615"))
                .containsExactly("9", "10", "18446744073709551615", "18446744073709551616", "a");
    }

    @Example
    void leadingZerosDecideOnlyBetweenEqualNumbers() {
        assertThat(sorted(NameOrder.NATURAL, "v1", "v01", "v001x", "v02", "v1a", "v"))
                .containsExactly("v", "v01", "v1", "v1a", "v001x", "v02");
    }

    @Example
    void characterCodesDecideOtherwise() {
        assertThat(sorted(NameOrder.CODE_POINT, "img10", "img2", "B", "a", "\uD83D\uDE00", "\uFF5E"))
                .containsExactly("B", "a", "img10", "img2", "\uFF5E", "\uD83D\uDE00");
        assertThat(sorted(NameOrder.NATURAL, "\uD83D\uDE00", "\uFF5E")).containsExactly("\uFF5E", "\uD83D\uDE00");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("019a/-").ofMaxLength(6);
    }

    @Property
    void bothAreTotalOrders(
            @ForAll NameOrder order, @ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
        assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
        assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
        if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
            assertThat(order.compare(a, c)).isNotPositive();
        }
    }
}
