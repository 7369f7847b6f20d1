/** A virtual world in which scaling policies are tried. */
@org.jspecify.annotations.NullMarked
module io.selfscale.adapter.simulation {
    requires static org.jspecify;
    requires transitive io.selfscale.engine;
    requires de.siegmar.fastcsv;
    requires io.jenetics.ext;
    requires tools.jackson.core;

    exports io.selfscale.adapter.simulation.backtest;
    exports io.selfscale.adapter.simulation.baseline;
    exports io.selfscale.adapter.simulation.control;
    exports io.selfscale.adapter.simulation.demand;
    exports io.selfscale.adapter.simulation.figure;
    exports io.selfscale.adapter.simulation.journal;
    exports io.selfscale.adapter.simulation.service;
    exports io.selfscale.adapter.simulation.trace;
    exports io.selfscale.adapter.simulation.tune;
    exports io.selfscale.adapter.simulation.world;
}
