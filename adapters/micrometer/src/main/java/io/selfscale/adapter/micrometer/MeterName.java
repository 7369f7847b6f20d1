package io.selfscale.adapter.micrometer;

/** The meters of an autoscaler: stable names, with base unit and help text. */
enum MeterName {
    REPLICAS("selfscale.replicas", "replicas", "Replicas by state, as the last decision saw or requested them"),
    DECISIONS("selfscale.decisions", "decisions", "Decisions by direction and reason, repeats included"),
    SIGNAL("selfscale.signal", "", "Value of a signal over the whole target, NaN while absent"),
    SIGNAL_FRESH("selfscale.signal.fresh", "signals", "1 if the signal may be acted on, 0 if it is stale or absent"),
    TICK("selfscale.tick", "seconds", "Time from the start of a tick until its decision was made"),
    ORDERS("selfscale.orders", "orders", "Outcomes of orders to replica pools"),
    FAILURES(
            "selfscale.failures", "failures", "Sources, pools, policies, journals and stores that failed or were late"),
    LIMITED("selfscale.limited", "decisions", "Decisions whose replica count a constraint changed");

    private final String id;
    private final String unit;
    private final String help;

    MeterName(String id, String unit, String help) {
        this.id = id;
        this.unit = unit;
        this.help = help;
    }

    /** Returns the name in the registry. */
    String id() {
        return id;
    }

    /** Returns the base unit, or an empty string if it depends on what is measured. */
    String unit() {
        return unit;
    }

    /** Returns the help text. */
    String help() {
        return help;
    }
}
