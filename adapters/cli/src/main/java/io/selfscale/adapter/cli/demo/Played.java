package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.LatencySummary;
import io.selfscale.adapter.cli.demo.load.LoadTotals;
import io.selfscale.adapter.cli.demo.report.DemoReport;
import java.util.SortedMap;

/**
 * What was measured while the load was played.
 *
 * @param totals what became of the requests
 * @param latency how long completed requests took
 * @param throughputByReady see {@link DemoReport#throughputByReady}
 * @param workerCpuSeconds processor time of all workers there were
 */
record Played(
        LoadTotals totals,
        LatencySummary latency,
        SortedMap<Integer, Double> throughputByReady,
        double workerCpuSeconds) {}
