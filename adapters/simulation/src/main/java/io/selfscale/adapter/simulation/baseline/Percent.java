package io.selfscale.adapter.simulation.baseline;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes shares. */
final class Percent {

    private static final MathContext DIGITS = new MathContext(6);

    private Percent() {}

    /** Returns a share in [0, 1] as text such as {@code 99.9 %}. */
    static String of(double share) {
        return BigDecimal.valueOf(100 * share)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
