package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The short way to a number gives what the long way gives, to the bit. */
class NumeralsProperties {

    private static double nearest(String text) {
        String padded = "[" + text + "]";
        return Numerals.nearest(padded, 1, padded.length() - 1);
    }

    private static long whole(String text) {
        String padded = "[" + text + "]";
        return Numerals.whole(padded, 1, padded.length() - 1);
    }

    @Property
    void anyDoubleComesBack(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(nearest(Double.toString(value))).isEqualTo(value);
        }
    }

    @Property
    void aDecimalIsReadAsTheLibraryReadsIt(@ForAll long digits, @ForAll @IntRange(max = 20) int scale) {
        String text = new BigDecimal(BigInteger.valueOf(digits), scale).toPlainString();
        assertThat(Double.doubleToLongBits(nearest(text))).isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }

    @Property
    void aShortDecimalIsReadAsTheLibraryReadsIt(
            @ForAll @IntRange(min = -99_999, max = 99_999) int digits, @ForAll @IntRange(max = 9) int scale) {
        String text = new BigDecimal(BigInteger.valueOf(digits), scale).toPlainString();
        assertThat(Double.doubleToLongBits(nearest(text))).isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }

    @Property
    void anyWholeNumberComesBack(@ForAll long value) {
        assertThat(whole(Long.toString(value))).isEqualTo(value);
    }

    @Example
    void keepsTheSignOfZero() {
        assertThat(Double.doubleToRawLongBits(nearest("-0.0"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(whole("-0")).isZero();
    }

    @Example
    void refusesMoreThanSixtyFourBits() {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> whole("9223372036854775808"));
        assertThat(whole("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    }

    @Example
    void whatIsTooGreatIsInfinite() {
        assertThat(nearest("1e999")).isInfinite();
    }
}
