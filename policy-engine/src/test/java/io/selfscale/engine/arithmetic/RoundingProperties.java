package io.selfscale.engine.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RoundingProperties {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Property
    void addsPercentagesExactly(@ForAll @IntRange int count, @ForAll @IntRange int percent) {
        BigDecimal exact = share(count, BigInteger.valueOf(100).add(BigInteger.valueOf(percent)));

        assertThat(Rounding.plusPercent(count, percent)).isEqualTo(clamped(exact, RoundingMode.CEILING));
    }

    @Property
    void subtractsPercentagesExactly(@ForAll @IntRange int count, @ForAll @IntRange(max = 100) int percent) {
        BigDecimal exact = share(count, BigInteger.valueOf(100L - percent));

        assertThat(Rounding.minusPercent(count, percent)).isEqualTo(clamped(exact, RoundingMode.FLOOR));
    }

    @Property
    void neverGoesBelowZero(@ForAll @IntRange int count, @ForAll @IntRange(min = 101) int percent) {
        assertThat(Rounding.minusPercent(count, percent)).isZero();
    }

    @Property
    void takesPercentagesExactly(@ForAll @IntRange int count, @ForAll @IntRange int percent) {
        BigDecimal exact = share(count, BigInteger.valueOf(percent));

        assertThat(Rounding.percentOf(count, percent)).isEqualTo(clamped(exact, RoundingMode.CEILING));
    }

    /**
     * A ratio of doubles has the ceiling of the fraction it stands for, whole numbers included: below 5e5 the tolerance
     * is smaller than the least fraction, a thousandth.
     */
    @Property
    void takesTheCeilingOfTheFractionThatIsMeant(
            @ForAll @IntRange(max = 5_000) int value,
            @ForAll @IntRange(min = 1, max = 1_000) int target,
            @ForAll @IntRange(max = 100) int replicas) {
        BigInteger[] quotient = BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(replicas))
                .divideAndRemainder(BigInteger.valueOf(target));

        assertThat(Rounding.ceil((double) value / target * replicas))
                .isEqualTo(quotient[0].intValueExact() + quotient[1].signum());
    }

    @Property
    void isTheExactCeilingOfThousandths(@ForAll @IntRange(max = 1_000_000) int thousandths) {
        double value = thousandths / 1000.0;

        assertThat(Rounding.ceil(value))
                .isEqualTo(BigDecimal.valueOf(thousandths, 3)
                        .setScale(0, RoundingMode.CEILING)
                        .intValueExact());
    }

    private static BigDecimal share(int count, BigInteger percent) {
        return new BigDecimal(BigInteger.valueOf(count).multiply(percent)).divide(HUNDRED);
    }

    private static int clamped(BigDecimal value, RoundingMode mode) {
        return value.setScale(0, mode)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValueExact();
    }
}
