package io.selfscale.adapter.cli.demo.report;

import io.selfscale.adapter.cli.demo.report.DemoReport.WorkerLife;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports for tests. */
final class Reports {

    private Reports() {}

    static DemoReport usual() {
        RunRecorder recorder = new RunRecorder();
        recorder.decided(0, Decisions.steady(1, 1));
        recorder.decided(20.4, Decisions.change(1, 2, 1));
        return new DemoReport(
                new DemoReport.Requests(1_000, 990, 1, 6, 3),
                new DemoReport.Latency(0.123, 0.9, 1.5),
                recorder.replicas(),
                1,
                0,
                recorder.changes(),
                List.of(
                        new WorkerLife("workers-1", 4711L, -1.5, -0.2, 99.0, "pool closed"),
                        new WorkerLife("workers-2", null, null, null, null, null)),
                new TreeMap<>(Map.of(3, 33.3, 1, 11.5)),
                new DemoReport.Startup(1.3, 1.3),
                new DemoReport.CpuSeconds(12.5, 40.25));
    }

    static DemoReport empty() {
        return new DemoReport(
                new DemoReport.Requests(0, 0, 0, 0, 0),
                new DemoReport.Latency(null, null, null),
                new DemoReport.Replicas(0, 0, List.of()),
                0,
                0,
                List.of(),
                List.of(),
                new TreeMap<>(),
                new DemoReport.Startup(null, null),
                new DemoReport.CpuSeconds(0, 0));
    }
}
