package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells by how much the counts of the meters of a query grew since it was last asked.
 *
 * <p>A meter that came to be since then grew by all it has counted, if it counts from zero on. A count that went down,
 * or a meter that was replaced, is a reset: there is no answer that time.
 *
 * <p>One call at a time, from any thread.
 */
final class Odometer {

    private final MeterRegistry registry;
    private final MeterQuery query;
    private final Function<Meter, @Nullable Tally> tally;
    private final String wanted;
    private volatile @Nullable Mark last;

    /**
     * @param tally how a meter is read; null for one of an unsuitable type
     * @param wanted the suitable types, in words
     */
    Odometer(MeterRegistry registry, MeterQuery query, Function<Meter, @Nullable Tally> tally, String wanted) {
        this.registry = registry;
        this.query = query;
        this.tally = tally;
        this.wanted = wanted;
    }

    /** Returns the growth since the last call. */
    Increase advance() {
        MeterMatch match = query.find(registry);
        Mark before = last;
        Comparison comparison = new Comparison(match.registry(), before);
        for (Meter meter : match.meters()) {
            Tally now = tally.apply(meter);
            if (now != null) {
                comparison.add(now);
            }
        }
        last = new Mark(match.registry(), comparison.kept);
        if (!comparison.any) {
            return new Increase.Unknown(match.nothingUsable(query, wanted));
        }
        return comparison.result();
    }

    /**
     * What the last call saw.
     *
     * @param registry where the meters were; another one that has them too counts differently
     * @param tallies the counts then, never changed afterwards
     */
    private record Mark(MeterRegistry registry, Map<Meter.Id, Tally> tallies) {}

    /** Adds up one call. */
    private static final class Comparison {
        private final Map<Meter.Id, Tally> kept = new HashMap<>();
        private final @Nullable Mark before;
        private boolean any;
        private double count;
        private double total;
        private @Nullable String problem;

        Comparison(MeterRegistry registry, @Nullable Mark before) {
            this.before = before != null && isSame(before.registry(), registry) ? before : null;
        }

        void add(Tally now) {
            any = true;
            if (Tally.isByStep(now.meter())) {
                report(now, "counts anew in each step; read it from a registry with cumulative counts");
                return;
            }
            if (!now.isFinite()) {
                report(now, "is not a finite number");
                return;
            }
            Meter.Id id = now.meter().getId();
            Tally earlier = earlier(id, now);
            kept.put(id, now);
            if (earlier == null) {
                report(now, "has no earlier value");
            } else if (!isSame(earlier.meter(), now.meter())) {
                report(now, "was replaced since the last read");
            } else if (now.count() < earlier.count() || now.total() < earlier.total()) {
                report(now, "was reset: from " + earlier.inWords() + " down to " + now.inWords());
            } else if (now.count() > earlier.count()) {
                count += now.count() - earlier.count();
                total += now.total() - earlier.total();
            } else {
                // A timer adds to its count and to its total one after the other. What is seen of only one of them
                // must not be lost: both are compared with this earlier pair again.
                kept.put(id, earlier);
            }
        }

        Increase result() {
            return problem == null ? new Increase.Known(count, total) : new Increase.Unknown(problem);
        }

        /** Meters of one id are equal; only identity tells that one was removed and registered anew. */
        @SuppressWarnings("ReferenceEquality")
        private static boolean isSame(Object one, Object other) {
            return one == other;
        }

        private @Nullable Tally earlier(Meter.Id id, Tally now) {
            if (before == null) {
                return null;
            }
            Tally earlier = before.tallies().get(id);
            return earlier == null && now.beginsAtZero() ? new Tally(now.meter(), 0, 0) : earlier;
        }

        private void report(Tally tally, String what) {
            if (problem == null) {
                problem = "meter " + MeterWords.nameOf(tally.meter()) + " " + what;
            }
        }
    }
}
