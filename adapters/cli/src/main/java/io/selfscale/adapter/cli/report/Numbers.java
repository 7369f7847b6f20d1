package io.selfscale.adapter.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a report writes them. */
final class Numbers {

    private Numbers() {}

    /** Returns a number with about three digits that count; a dash for one that is not known. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format =
                size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size == 0 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** Returns a share as percent; never rounded up to a whole one, so that 100 is all and 99 is at least 99. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return "–";
        }
        double hundredths = Math.rint(share * 10_000);
        if (hundredths % 100 == 0 && hundredths > share * 10_000 + 1e-6) {
            hundredths--;
        }
        return String.format(Locale.ROOT, "%.2f", hundredths / 100);
    }

    /** Returns a number of a setting, with no digits that say nothing. */
    static String plain(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : "–";
    }

    /** Returns a time since the beginning, such as {@code 02:03:15} or {@code 1d 02:03:15}. */
    static String time(double seconds) {
        long whole = (long) seconds;
        String clock = String.format(Locale.ROOT, "%02d:%02d:%02d", whole / 3_600 % 24, whole / 60 % 60, whole % 60);
        return whole < 86_400 ? clock : whole / 86_400 + "d " + clock;
    }

    /** Returns a length of time, such as {@code 48 h}. */
    static String length(double seconds) {
        return seconds >= 3_600
                ? plain(Math.rint(seconds / 36) / 100) + " h"
                : seconds >= 120 ? plain(Math.rint(seconds / 0.6) / 100) + " min" : plain(seconds) + " s";
    }
}
