package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.LatencySummary;
import io.selfscale.adapter.cli.demo.load.LoadTotals;
import io.selfscale.adapter.cli.demo.measure.ProcessorTime;
import io.selfscale.adapter.cli.demo.report.DemoReport;
import io.selfscale.adapter.cli.demo.report.NearestRank;
import io.selfscale.adapter.cli.demo.report.RunRecorder;
import io.selfscale.adapter.process.StartupTimes;
import io.selfscale.adapter.process.Worker;
import io.selfscale.policy.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the report of a run together. */
final class ReportAssembly {

    private ReportAssembly() {}

    /**
     * Returns the report.
     *
     * @param workers every worker there was
     */
    static DemoReport report(Played played, List<Worker> workers, RunClock clock, RunRecorder recorder) {
        return new DemoReport(
                requests(played.totals()),
                latency(played.latency()),
                recorder.replicas(),
                recorder.count(Direction.OUT),
                recorder.count(Direction.IN),
                recorder.changes(),
                workers.stream()
                        .sorted(Comparator.comparing(Worker::acceptedAt).thenComparingInt(Worker::index))
                        .map(worker -> life(worker, clock))
                        .toList(),
                played.throughputByReady(),
                startup(workers),
                new DemoReport.CpuSeconds(
                        Durations.milliseconds(ownCpuSeconds()), Durations.milliseconds(played.workerCpuSeconds())));
    }

    private static DemoReport.Requests requests(LoadTotals totals) {
        // A request that has no outcome when everything is closed was not answered.
        return new DemoReport.Requests(
                totals.offered(),
                totals.completed(),
                totals.failed(),
                totals.rejected(),
                totals.lost() + totals.outstanding());
    }

    private static DemoReport.Latency latency(LatencySummary summary) {
        return summary.count() == 0
                ? new DemoReport.Latency(null, null, null)
                : new DemoReport.Latency(
                        Durations.milliseconds(summary.p50()),
                        Durations.milliseconds(summary.p95()),
                        Durations.milliseconds(summary.p99()));
    }

    private static DemoReport.WorkerLife life(Worker worker, RunClock clock) {
        return new DemoReport.WorkerLife(
                worker.id(),
                worker.pid() < 0 ? null : worker.pid(),
                clock.secondsOf(worker.startedAt()),
                clock.secondsOf(worker.readyAt()),
                clock.secondsOf(worker.endedAt()),
                worker.cause());
    }

    private static DemoReport.Startup startup(List<Worker> workers) {
        List<Double> seconds = new ArrayList<>();
        for (Worker worker : workers) {
            StartupTimes times = worker.startup();
            if (times != null) {
                seconds.add(Durations.seconds(times.total()));
            }
        }
        return new DemoReport.Startup(rounded(NearestRank.of(seconds, 0.5)), rounded(NearestRank.of(seconds, 0.95)));
    }

    private static @Nullable Double rounded(@Nullable Double seconds) {
        return seconds == null ? null : Durations.milliseconds(seconds);
    }

    private static double ownCpuSeconds() {
        ProcessorTime own = ProcessorTime.ofThisMachine();
        own.look(ProcessHandle.current().pid());
        return own.seconds();
    }
}
