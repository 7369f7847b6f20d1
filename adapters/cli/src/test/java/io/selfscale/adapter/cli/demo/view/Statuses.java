package io.selfscale.adapter.cli.demo.view;

/** Moments of a demo, for tests. */
final class Statuses {

    private Statuses() {}

    static DemoStatus at(double seconds) {
        return new DemoStatus(
                new DemoStatus.Progress(seconds, 90, "burst"),
                new DemoStatus.Traffic(44.14, 35.9, 12, 0.4304, 1_234, 0),
                new DemoStatus.ReplicaCounts(4, 3, 1, 0, 4, 6));
    }
}
