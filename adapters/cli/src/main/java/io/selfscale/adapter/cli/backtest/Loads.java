package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.trace.PrometheusRange;
import io.selfscale.adapter.simulation.trace.Trace;
import io.selfscale.adapter.simulation.trace.TraceFile;
import io.selfscale.adapter.simulation.trace.TraceFormatException;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads recorded load. */
public final class Loads {

    private Loads() {}

    /**
     * Returns the trace of a CSV file.
     *
     * @throws UsageException if it is none
     */
    public static Trace trace(String name) {
        return read("--trace", name, TraceFile::read);
    }

    /**
     * Returns the load of a saved answer of Prometheus.
     *
     * @throws UsageException if it is none
     */
    public static Trace prometheus(String name, PrometheusRange.Meaning meaning, PrometheusRange.Gaps gaps) {
        return read("--prometheus-range", name, path -> PrometheusRange.read(path, meaning, gaps));
    }

    private static Trace read(String option, String name, Function<Path, ? extends Trace> reader) {
        Path path = InputFile.of(option, name, "");
        try {
            return reader.apply(path);
        } catch (TraceFormatException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
