package io.selfscale.adapter.simulation.figure;

/** Goes through the stretches of time in which neither of two step functions changes. */
public final class Stretches {

    /** Takes a stretch. */
    public interface Visitor {
        /**
         * Takes one.
         *
         * @param from its beginning in seconds
         * @param to its end in seconds
         * @param supply the supply in it
         * @param demand the demand in it
         */
        void stretch(double from, double to, int supply, int demand);
    }

    private Stretches() {}

    /** Shows every stretch, in order of time, up to the end of the shorter function. */
    public static void visit(StepFunction supply, StepFunction demand, Visitor visitor) {
        double end = end(supply, demand);
        int s = 0;
        int d = 0;
        double now = 0;
        while (now < end) {
            double next = Math.min(end, Math.min(supply.endSeconds(s), demand.endSeconds(d)));
            visitor.stretch(now, next, supply.value(s), demand.value(d));
            if (next >= supply.endSeconds(s)) {
                s++;
            }
            if (next >= demand.endSeconds(d)) {
                d++;
            }
            now = next;
        }
    }

    /** Returns the time up to which both are known. */
    static double end(StepFunction supply, StepFunction demand) {
        return Math.min(supply.endSeconds(), demand.endSeconds());
    }
}
