package io.selfscale.adapter.cli.report;

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

    /** Returns a share as percent; never rounded up to a hundred. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return "–";
        }
        double percent = Math.floor(share * 10_000 + 1e-6) / 100;
        return String.format(Locale.ROOT, "%.2f", percent);
    }

    /** Returns a time since the beginning, such as {@code 1d 02:03:15}. */
    static String time(double seconds) {
        long whole = (long) seconds;
        return String.format(
                Locale.ROOT, "%dd %02d:%02d:%02d", whole / 86_400, whole / 3_600 % 24, whole / 60 % 60, whole % 60);
    }
}
