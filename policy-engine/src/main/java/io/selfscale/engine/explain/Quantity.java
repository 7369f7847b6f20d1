package io.selfscale.engine.explain;

import io.selfscale.policy.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers for people: three significant digits, whole numbers in full. */
final class Quantity {

    private Quantity() {}

    /** Returns a value of a signal with its unit. */
    static String of(Signal signal, double value) {
        return switch (signal.kind()) {
            case RATIO -> number(100 * value) + " %";
            case DURATION -> number(1000 * value) + " ms";
            case TOTAL, PER_REPLICA -> number(value) + " " + signal.unit();
        };
    }

    /** Returns a length of time, to a tenth of a second: parts of a delay are to be compared. */
    static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return (seconds < 10 ? number(seconds) : number(Math.round(10 * seconds) / 10.0, /* leastDigits= */ 4)) + " s";
    }

    private static String number(double value) {
        return number(value, /* leastDigits= */ 3);
    }

    private static String number(double value, int leastDigits) {
        BigDecimal exact = BigDecimal.valueOf(value);
        int digits = Math.max(leastDigits, exact.precision() - exact.scale());
        BigDecimal rounded =
                exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
