/** The pure decision core of Selfscale, and the control loop around it. */
@org.jspecify.annotations.NullMarked
module io.selfscale.engine {
    requires static transitive org.jspecify;
    requires transitive io.selfscale.policy;
    requires org.slf4j;

    provides io.selfscale.policy.spi.DecisionEngine with
            io.selfscale.engine.decide.PolicyTrial;

    exports io.selfscale.engine;
    exports io.selfscale.engine.codec;
    exports io.selfscale.engine.spec;
    exports io.selfscale.engine.state;
    exports io.selfscale.engine.decide;
    exports io.selfscale.engine.policy;
    exports io.selfscale.engine.journal;
    exports io.selfscale.engine.lease;
    exports io.selfscale.engine.feed;
    exports io.selfscale.engine.explain;
    exports io.selfscale.engine.hpa;
    exports io.selfscale.engine.keda;
    exports io.selfscale.engine.kpa;
    exports io.selfscale.engine.operation;
    exports io.selfscale.engine.supply;
    exports io.selfscale.engine.window;
    exports io.selfscale.engine.lint;
    exports io.selfscale.engine.lint.model;
    exports io.selfscale.engine.queueing;
    exports io.selfscale.engine.schedule;
    exports io.selfscale.engine.expression;
    exports io.selfscale.engine.forecast;
}
