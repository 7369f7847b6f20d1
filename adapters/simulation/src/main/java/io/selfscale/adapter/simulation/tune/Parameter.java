package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * One number of a policy that may be changed.
 *
 * @param name unique among the parameters of a search
 * @param scale on which steps of it are alike
 * @param low least value, on the scale
 * @param high greatest value, on the scale, at least {@code low}
 * @param given value that it has before; may be outside of the range
 * @param grain values are multiples of this; at least 0, which is for any value
 */
public record Parameter(String name, Scale scale, double low, double high, double given, double grain) {

    /** Digits that tell two values apart: more would pretend to know more than a trace can tell. */
    private static final int DIGITS = 3;

    public Parameter {
        if (!scale.has(low) || !scale.has(high) || low > high) {
            throw new IllegalArgumentException("the range of " + name + " must be rising and on the scale " + scale
                    + " but was " + low + " to " + high);
        }
        if (!Double.isFinite(given)) {
            throw new IllegalArgumentException("the given value of " + name + " must be finite but was " + given);
        }
        if (!(grain >= 0) || !Double.isFinite(grain)) {
            throw new IllegalArgumentException("the grain of " + name + " must be at least 0 but was " + grain);
        }
    }

    /** Returns a parameter that is off or on. */
    public static Parameter onOff(String name, boolean isOn) {
        return new Parameter(name, Scale.SWITCH, 0, 1, isOn ? 1 : 0, 1);
    }

    /** Returns the value at a share of the range, in [0, 1]. */
    double at(double unit) {
        double from = scale.forth(low);
        double to = scale.forth(high);
        return rounded(scale.back(from + (to - from) * Math.max(0, Math.min(1, unit))));
    }

    /** Returns at which share of the range a value is. */
    double unit(double value) {
        double within = Math.max(low, Math.min(high, value));
        double from = scale.forth(low);
        double to = scale.forth(high);
        return to == from ? 0 : Math.max(0, Math.min(1, (scale.forth(within) - from) / (to - from)));
    }

    /** Returns the next values below and above at a distance of a share of the range; fewer at its ends. */
    List<Double> beside(double value, double distance) {
        List<Double> values = new ArrayList<>(2);
        for (int direction = -1; direction <= 1; direction += 2) {
            double other = at(unit(value) + direction * distance);
            if (other == value && grain > 0) {
                other = rounded(value + direction * grain);
            }
            if (other != value && (other > value) == (direction > 0)) {
                values.add(other);
            }
        }
        return values;
    }

    private double rounded(double value) {
        double result = value;
        if (scale != Scale.ODDS) {
            result = digits(value);
        } else if (grain == 0) {
            // 99.95 % and 99.96 % differ by a fifth of the misses.
            result = value < 0.5 ? digits(value) : 1 - digits(1 - value);
        }
        if (grain > 0) {
            result = multiple(result, grain);
        }
        return Math.max(low, Math.min(high, result));
    }

    private static double digits(double value) {
        return value == 0
                ? 0
                : multiple(value, StrictMath.pow(10, Math.floor(StrictMath.log10(Math.abs(value))) - (DIGITS - 1)));
    }

    /** Dividing by the number of units in one keeps 0.1 + 0.2 from being told apart from 0.3. */
    private static double multiple(double value, double unit) {
        double perOne = Math.rint(1 / unit);
        return unit < 1 && Math.abs(perOne * unit - 1) < 1e-9
                ? Math.rint(value * perOne) / perOne
                : Math.rint(value / unit) * unit;
    }
}
