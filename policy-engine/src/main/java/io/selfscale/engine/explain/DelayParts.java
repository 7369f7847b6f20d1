package io.selfscale.engine.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Parts of a stretch of time, one after the other without a gap. */
final class DelayParts {

    private final List<DelayPart> parts = new ArrayList<>();
    private final long begin;
    private long end;

    /** Begins at a control time. */
    DelayParts(long begin) {
        this.begin = begin;
        this.end = begin;
    }

    /** Attributes what lies between the end so far and {@code until}, if that is later; equal neighbours are joined. */
    void until(long until, DelayPart.Kind kind, String name) {
        if (until <= end) {
            return;
        }
        Duration length = Duration.ofNanos(until - end);
        int last = parts.size() - 1;
        if (last >= 0
                && parts.get(last).kind() == kind
                && parts.get(last).name().equals(name)) {
            parts.set(last, new DelayPart(kind, name, parts.get(last).length().plus(length)));
        } else {
            parts.add(new DelayPart(kind, name, length));
        }
        end = until;
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    List<DelayPart> list() {
        return parts;
    }
}
