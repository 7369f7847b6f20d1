package io.selfscale.adapter.cli.demo;

/** Names for the stretches of a run. */
final class Phase {

    private Phase() {}

    /** Returns what goes on at a time of the run, in seconds. */
    static String at(DemoSettings settings, double seconds) {
        double share = seconds / Durations.seconds(settings.length());
        if (share >= 1) {
            return "quiet tail";
        }
        if (settings.replay() != null) {
            return "trace";
        }
        // The corners of LoadProfile.elevenEleven.
        if (share < 0.12) {
            return "calm";
        }
        if (share < 0.20) {
            return "ramp";
        }
        if (share < 0.45) {
            return "burst";
        }
        return share < 0.52 ? "decline" : "calm";
    }
}
