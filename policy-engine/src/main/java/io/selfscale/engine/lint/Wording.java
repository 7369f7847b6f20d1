package io.selfscale.engine.lint;

import io.selfscale.policy.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Writes numbers as policy files have them: {@code 5m}, {@code 70 %}, {@code 500 ms}, {@code 12.5 requests}. */
public final class Wording {

    private Wording() {}

    /** Returns a value with the unit of its signal. */
    public static String value(Signal signal, double value) {
        return switch (signal.kind()) {
            case RATIO -> number(100 * value) + " %";
            case DURATION -> number(1000 * value) + " ms";
            case TOTAL, PER_REPLICA -> number(value) + " " + signal.unit();
        };
    }

    /** Returns three significant digits, whole numbers in full. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "without limit" : String.valueOf(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int digits = Math.max(3, exact.precision() - exact.scale());
        BigDecimal rounded =
                exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** Returns a duration as a policy file has it. */
    public static String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis == 0 && !duration.isZero() ? duration.toNanos() + "ns" : millis == 0 ? "0s" : millis + "ms";
        }
        StringBuilder text = new StringBuilder();
        part(text, duration.toHours(), "h");
        part(text, duration.toMinutesPart(), "m");
        long seconds = duration.toSecondsPart();
        if (duration.toMillisPart() > 0) {
            text.append(number(seconds + duration.toMillisPart() / 1000.0)).append('s');
        } else {
            part(text, seconds, "s");
        }
        return text.toString();
    }

    /** Returns {@code 1 replica} or {@code 3 replicas}. */
    public static String replicas(long count) {
        return count == 1 ? "1 replica" : count + " replicas";
    }

    private static void part(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
