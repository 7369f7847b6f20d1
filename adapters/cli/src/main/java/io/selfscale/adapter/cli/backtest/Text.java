package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.engine.spec.PoolSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
public final class Text {

    private Text() {}

    /** Returns seconds as {@code 0.05 s} or {@code 90 s}. */
    public static String seconds(double seconds) {
        return digits(seconds, 4) + " s";
    }

    /** Returns a duration as it can be given: {@code 15s}, {@code 1500ms}. */
    public static String duration(Duration duration) {
        long nanos = duration.toNanos();
        return nanos % 1_000_000_000 == 0 ? duration.toSeconds() + "s" : digits(nanos / 1e6, 6) + "ms";
    }

    /** Returns a share as {@code 99%} or {@code 99.53%}. */
    public static String percent(double share) {
        return digits(share * 100, 4) + "%";
    }

    /** Returns a number without zeros at its end. */
    public static String digits(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Returns a number with so many decimals and with commas, or a dash if it is none. */
    public static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "-";
    }

    /** Returns a pool in one line. */
    static String pool(PoolModel pool) {
        return pool.name() + (pool.kind() == PoolSpec.Kind.SPOT ? " (spot)" : "") + ", start-up "
                + StartupText.described(pool.startup()) + ", " + digits(pool.pricePerHour(), 4)
                + " per replica and hour"
                + (pool.standbyPerHour() > 0
                        ? ", of it " + digits(pool.standbyPerHour(), 4) + " for all of its quota, used or not"
                        : "")
                + (pool.quota() == PoolSpec.UNLIMITED ? "" : ", at most " + pool.quota());
    }

    /** Returns a count with a noun. */
    public static String plural(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
