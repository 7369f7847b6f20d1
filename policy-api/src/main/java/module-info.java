/** What users of Selfscale implement and what they read: signals, replicas, policies and decisions. */
@org.jspecify.annotations.NullMarked
module io.selfscale.policy {
    requires static transitive org.jspecify;

    exports io.selfscale.policy;
    exports io.selfscale.policy.spi;
}
