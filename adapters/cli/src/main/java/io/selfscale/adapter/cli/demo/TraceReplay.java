package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.trace.Trace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recorded load and how it is played.
 *
 * @param file where it was read from
 * @param trace what was recorded
 * @param speedup how many times faster it is played, positive
 * @param scale what its rate is multiplied with on top of that, positive; null to make its peak fit the pool
 */
record TraceReplay(
        Path file, Trace trace, double speedup, @Nullable Double scale) {}
