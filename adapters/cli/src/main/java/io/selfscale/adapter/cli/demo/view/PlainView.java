package io.selfscale.adapter.cli.demo.view;

import java.io.PrintWriter;
import java.util.Locale;

/** One line for each event, and a status line every five seconds of the run. */
public final class PlainView implements DemoView {

    private static final double STATUS_SECONDS = 5;

    private final PrintWriter out;
    private double nextStatus;

    /**
     * Creates a view.
     *
     * @param out where the lines go; flushed after each one
     */
    public PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void event(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void status(DemoStatus status) {
        double at = status.progress().atSeconds();
        if (at < nextStatus) {
            return;
        }
        nextStatus = (Math.floor(at / STATUS_SECONDS) + 1) * STATUS_SECONDS;
        event(line(status));
    }

    @Override
    public void close() {}

    /** Returns the status as one line. */
    static String line(DemoStatus status) {
        DemoStatus.Traffic traffic = status.traffic();
        DemoStatus.ReplicaCounts replicas = status.replicas();
        return String.format(
                Locale.ROOT,
                "STATUS t=%.1fs phase=\"%s\" offered=%.1f/s completed=%.1f/s queue=%d latency=%.0fms requested=%d"
                        + " ready=%d starting=%d draining=%d need=%s",
                status.progress().atSeconds(),
                status.progress().phase(),
                traffic.offeredPerSecond(),
                traffic.completedPerSecond(),
                traffic.queued(),
                traffic.latencySeconds() * 1000,
                replicas.requested(),
                replicas.ready(),
                replicas.starting(),
                replicas.draining(),
                replicas.need() < 0 ? "?" : Integer.toString(replicas.need()));
    }
}
