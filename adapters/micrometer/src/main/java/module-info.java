/** Signals read from a Micrometer registry, and the autoscaler's own meters. */
@org.jspecify.annotations.NullMarked
module io.selfscale.adapter.micrometer {
    requires static org.jspecify;
    requires transitive io.selfscale.policy;
    requires transitive micrometer.core;

    exports io.selfscale.adapter.micrometer;
}
