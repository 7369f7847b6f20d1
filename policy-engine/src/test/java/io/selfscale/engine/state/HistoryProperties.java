package io.selfscale.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The short lists of a history give what the whole log gives. */
class HistoryProperties {

    /** A recommendation (or change) {@code after} the one before. */
    record Event(long after, int replicas) {}

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 30),
                        Arbitraries.integers().between(-20, 20))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void hasTheExtremesOfTheWholeLog(
            @ForAll("events") List<Event> events,
            @ForAll @LongRange(max = 200) long out,
            @ForAll @LongRange(max = 200) long in,
            @ForAll @LongRange(max = 50) long later,
            @ForAll @IntRange(max = 40) int wanted) {
        History history = History.empty();
        List<History.Entry> log = new ArrayList<>();
        long now = 0;
        for (Event event : events) {
            now += event.after();
            int replicas = event.replicas() + 20;
            history = history.recommended(now, replicas, Math.max(out, in));
            log.add(new History.Entry(now, replicas));
        }
        now += later;

        int least = wanted;
        int greatest = wanted;
        for (History.Entry entry : log) {
            if (now - entry.nanos() < out) {
                least = Math.min(least, entry.replicas());
            }
            if (now - entry.nanos() < in) {
                greatest = Math.max(greatest, entry.replicas());
            }
        }
        assertThat(history.leastSince(now, out, wanted)).isEqualTo(least);
        assertThat(history.greatestSince(now, in, wanted)).isEqualTo(greatest);
        assertThat(history.greatest())
                .extracting(History.Entry::replicas)
                .isSortedAccordingTo((a, b) -> Integer.compare(b, a))
                .doesNotHaveDuplicates();
        assertThat(history.least())
                .extracting(History.Entry::replicas)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void hasTheChangesOfTheWholeLog(
            @ForAll("events") List<Event> events,
            @ForAll @LongRange(min = 1, max = 200) long keep,
            @ForAll @LongRange(max = 200) long shorter,
            @ForAll @LongRange(max = 50) long later) {
        History history = History.empty();
        List<History.Entry> log = new ArrayList<>();
        long now = 0;
        for (Event event : events) {
            now += event.after();
            history = history.changed(now, event.replicas(), keep);
            log.add(new History.Entry(now, event.replicas()));
        }
        now += later;
        long period = Math.max(0, keep - shorter);

        int net = 0;
        for (History.Entry entry : log) {
            if (now - entry.nanos() < period) {
                net += entry.replicas();
            }
        }
        assertThat(history.changeWithin(now, period)).isEqualTo(net);
    }
}
