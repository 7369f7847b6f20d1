package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a breach of a certain size changes. Bounds are distances from the threshold; above the threshold the lower one
 * belongs to the step and the upper one does not, below it is the other way round (semantics section 4.2).
 *
 * @param lower lower bound relative to the threshold, negative below it; null for none
 * @param upper upper bound relative to the threshold, negative below it; null for none
 * @param adjustment replicas or percent, negative to remove; or the exact count
 */
public record StepAdjustment(
        @Nullable Double lower, @Nullable Double upper, int adjustment) {

    /** Returns a step for values from {@code lower} above the threshold on. */
    public static StepAdjustment from(double lower, int adjustment) {
        return new StepAdjustment(lower, null, adjustment);
    }

    /** Returns a step for values up to {@code upper} relative to the threshold; {@code upTo(-10, -30)} removes. */
    public static StepAdjustment upTo(double upper, int adjustment) {
        return new StepAdjustment(null, upper, adjustment);
    }

    /** Returns a step for values between two bounds relative to the threshold. */
    public static StepAdjustment between(double lower, double upper, int adjustment) {
        return new StepAdjustment(lower, upper, adjustment);
    }

    /**
     * Tells whether a value belongs to this step.
     *
     * @param upward whether the alarm is about values above its threshold, which settles where the threshold itself is
     */
    boolean covers(double value, double threshold, boolean upward) {
        boolean above = Rounding.isAbove(value, threshold) || (upward && !Rounding.isBelow(value, threshold));
        if (above) {
            return (lower == null || !Rounding.isBelow(value, threshold + lower))
                    && (upper == null || Rounding.isBelow(value, threshold + upper));
        }
        return (lower == null || Rounding.isAbove(value, threshold + lower))
                && (upper == null || !Rounding.isAbove(value, threshold + upper));
    }

    /** Returns what is wrong with steps that are to be used together. */
    static List<String> problems(List<StepAdjustment> steps) {
        List<String> problems = new ArrayList<>();
        if (steps.isEmpty()) {
            problems.add("there must be at least one step but there was none");
            return problems;
        }
        boolean usable = true;
        for (StepAdjustment step : steps) {
            String problem = step.problem();
            if (problem != null) {
                problems.add(problem);
                usable = false;
            }
        }
        long openBelow = steps.stream().filter(step -> step.lower == null).count();
        long openAbove = steps.stream().filter(step -> step.upper == null).count();
        if (openBelow > 1) {
            problems.add("at most one step may lack a lower bound but " + openBelow + " did");
        }
        if (openAbove > 1) {
            problems.add("at most one step may lack an upper bound but " + openAbove + " did");
        }
        if (openBelow == 0 && steps.stream().anyMatch(step -> step.lower != null && step.lower < 0)) {
            problems.add("with a negative lower bound, some step must lack a lower bound");
        }
        if (openAbove == 0 && steps.stream().anyMatch(step -> step.upper != null && step.upper > 0)) {
            problems.add("with a positive upper bound, some step must lack an upper bound");
        }
        if (usable) {
            addGaps(steps, problems);
        }
        return problems;
    }

    private @Nullable String problem() {
        if (lower == null && upper == null) {
            return "a step must have a lower or an upper bound but had neither";
        }
        if ((lower != null && !Double.isFinite(lower)) || (upper != null && !Double.isFinite(upper))) {
            return "bounds of a step must be finite but were " + this;
        }
        if (lower != null && upper != null && lower >= upper) {
            return "the lower bound of a step must be below its upper bound but was " + this;
        }
        return null;
    }

    private static void addGaps(List<StepAdjustment> steps, List<String> problems) {
        List<StepAdjustment> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparingDouble(StepAdjustment::start));
        for (int i = 1; i < sorted.size(); i++) {
            StepAdjustment before = sorted.get(i - 1);
            StepAdjustment after = sorted.get(i);
            double end = before.upper == null ? Double.POSITIVE_INFINITY : before.upper;
            if (end > after.start()) {
                problems.add("steps must not overlap but " + before + " and " + after + " do");
            } else if (end < after.start()) {
                problems.add("there must be no gap between steps but there is one from " + end + " to "
                        + Objects.requireNonNull(after.lower));
            }
        }
    }

    private double start() {
        return lower == null ? Double.NEGATIVE_INFINITY : lower;
    }

    /** Returns the interval and what it changes. */
    @Override
    public String toString() {
        return (lower == null ? "(" : "[" + lower) + ", " + (upper == null ? "" : upper) + ") -> " + adjustment;
    }
}
