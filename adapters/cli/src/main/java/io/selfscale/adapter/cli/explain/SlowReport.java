package io.selfscale.adapter.cli.explain;

import io.selfscale.adapter.cli.journal.ToldDecision;
import io.selfscale.engine.explain.DelayPart;
import io.selfscale.engine.explain.RecordedTick;
import io.selfscale.engine.explain.Saving;
import io.selfscale.engine.explain.ScaleOutDelay;
import io.selfscale.engine.explain.ScaleOutDelays;
import io.selfscale.engine.spec.ScalingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of the scale-outs of a journal went.
 *
 * @param delays each of them; copied
 */
record SlowReport(List<ScaleOutDelay> delays) {

    SlowReport {
        delays = List.copyOf(delays);
    }

    /** Analyses a journal; each run in it by itself, because control time may begin anew. */
    static SlowReport of(List<ToldDecision> decisions) {
        List<ScaleOutDelay> delays = new ArrayList<>();
        List<RecordedTick> ticks = new ArrayList<>();
        ScalingSpec spec = null;
        for (ToldDecision told : decisions) {
            ScalingSpec next = told.again() == null ? null : told.again().spec();
            boolean goesOn = ticks.isEmpty()
                    || ticks.get(ticks.size() - 1).observation().nanos()
                            <= told.observation().nanos();
            if (!goesOn) {
                delays.addAll(ScaleOutDelays.of(ticks, spec));
                ticks.clear();
            }
            spec = next == null ? spec : next;
            ticks.add(new RecordedTick(told.observation(), told.decision()));
        }
        delays.addAll(ScaleOutDelays.of(ticks, spec));
        return new SlowReport(delays);
    }

    /** Returns this with the last {@code count} scale-outs only. */
    SlowReport last(int count) {
        return new SlowReport(delays.subList(Math.max(0, delays.size() - count), delays.size()));
    }

    /** Returns what would have saved time over all scale-outs: settings before capacity, what saves most first. */
    List<Saving> savings() {
        Map<String, Saving> sums = new LinkedHashMap<>();
        for (ScaleOutDelay delay : delays) {
            for (Saving saving : delay.savings()) {
                sums.merge(
                        saving.setting(),
                        saving,
                        (one, other) -> new Saving(
                                one.kind(),
                                one.setting(),
                                other.change(),
                                one.saved().plus(other.saved())));
            }
        }
        List<Saving> sorted = new ArrayList<>(sums.values());
        sorted.sort(Comparator.comparing(Saving::kind).thenComparing(Saving::saved, Comparator.reverseOrder()));
        return sorted;
    }

    /** Returns a line on all of them, or null if there is none. */
    @Nullable
    String summary() {
        if (delays.isEmpty()) {
            return null;
        }
        Map<DelayPart.Kind, Duration> kinds = new EnumMap<>(DelayPart.Kind.class);
        for (ScaleOutDelay delay : delays) {
            delay.parts().forEach(part -> kinds.merge(part.kind(), part.length(), Duration::plus));
        }
        long total = kinds.values().stream().mapToLong(Duration::toNanos).sum();
        List<String> shares = new ArrayList<>();
        kinds.entrySet().stream()
                .sorted(Map.Entry.<DelayPart.Kind, Duration>comparingByValue().reversed())
                .forEach(entry -> shares.add(String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        entry.getKey().phrase(),
                        100.0 * entry.getValue().toNanos() / Math.max(1, total))));
        return delays.size() + (delays.size() == 1 ? " scale-out" : " scale-outs") + " in all: "
                + String.join(", ", shares);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        List<Object> items = new ArrayList<>();
        delays.forEach(delay -> items.add(delay.json()));
        json.put("scale_outs", items);
        List<Object> savings = new ArrayList<>();
        savings().forEach(saving -> savings.add(saving.json()));
        json.put("savings", savings);
        return json;
    }
}
