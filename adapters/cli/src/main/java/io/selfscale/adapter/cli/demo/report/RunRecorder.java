package io.selfscale.adapter.cli.demo.report;

import io.selfscale.adapter.cli.demo.report.DemoReport.Change;
import io.selfscale.adapter.cli.demo.report.DemoReport.TimelinePoint;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import java.util.ArrayList;
import java.util.List;

/** Keeps of a run's decisions what its report needs. Safe for concurrent use. */
public final class RunRecorder {

    private static final double SECONDS_BETWEEN_POINTS = 1;

    private final List<TimelinePoint> timeline = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int leastReady = Integer.MAX_VALUE;
    private int mostReady;

    /** Creates a recorder that has seen nothing. */
    public RunRecorder() {}

    /**
     * Takes a decision down.
     *
     * @param atSeconds time since the load began
     */
    public synchronized void decided(double atSeconds, Decision decision) {
        double at = milliseconds(atSeconds);
        int ready = decision.capacity().ready();
        leastReady = Math.min(leastReady, ready);
        mostReady = Math.max(mostReady, ready);
        Demand demand = decision.capacity().demand();
        TimelinePoint point = new TimelinePoint(at, decision.to(), ready, demand == null ? null : demand.need());
        TimelinePoint last = timeline.isEmpty() ? null : timeline.get(timeline.size() - 1);
        if (last == null || isNews(last, point)) {
            timeline.add(point);
        }
        if (decision.direction() != Direction.NONE) {
            changes.add(new Change(
                    at, decision.from(), decision.to(), decision.reason().name(), decision.explain()));
        }
    }

    /** Returns the replicas over time. */
    public synchronized DemoReport.Replicas replicas() {
        return new DemoReport.Replicas(timeline.isEmpty() ? 0 : leastReady, mostReady, timeline);
    }

    /** Returns the changes of the requested count, in order. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Returns the number of changes in one direction. */
    public synchronized int count(Direction direction) {
        return (int) changes.stream()
                .filter(change -> Direction.of(change.from(), change.to()) == direction)
                .count();
    }

    private static boolean isNews(TimelinePoint last, TimelinePoint point) {
        return point.requested() != last.requested()
                || point.ready() != last.ready()
                || point.atSeconds() - last.atSeconds() >= SECONDS_BETWEEN_POINTS;
    }

    private static double milliseconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
