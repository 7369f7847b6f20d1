package io.selfscale.engine.explain;

import io.selfscale.policy.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of one scale-out went, from the moment of the need to the moment its replicas were ready.
 *
 * @param stamp which decision it was
 * @param from replicas requested before
 * @param to replicas requested from then on
 * @param needed when the need began: when the demand known then exceeded the replicas requested, else when the first
 *     sample of the run that led to the vote was measured
 * @param ready when the last of the replicas was ready, or null if the record ends, or the count falls, before
 * @param parts where the time went, in order; they add up to the time from {@code needed} to {@code ready}, or to the
 *     end of what is known; copied
 * @param savings what would have made it come sooner: settings before capacity, and what saves most first; copied
 */
public record ScaleOutDelay(
        Stamp stamp,
        int from,
        int to,
        Instant needed,
        @Nullable Instant ready,
        List<DelayPart> parts,
        List<Saving> savings) {

    public ScaleOutDelay {
        Objects.requireNonNull(stamp, "stamp");
        Objects.requireNonNull(needed, "needed");
        parts = List.copyOf(parts);
        savings = List.copyOf(savings);
    }

    /** Returns the whole time. */
    public Duration total() {
        return parts.stream().map(DelayPart::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns the share of the time that is attributed to something, in [0, 1]; 1 if no time passed. */
    public double attributed() {
        long total = total().toNanos();
        return total == 0
                ? 1
                : 1 - (double) spentOn(DelayPart.Kind.UNATTRIBUTED).toNanos() / total;
    }

    /** Returns the time spent on one kind of thing. */
    public Duration spentOn(DelayPart.Kind kind) {
        return parts.stream()
                .filter(part -> part.kind() == kind)
                .map(DelayPart::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns what would have saved most: a setting if one would, else capacity, else null. */
    public @Nullable Saving best() {
        return savings.isEmpty() ? null : savings.get(0);
    }

    /** Returns an explanation of a few lines, for a person. Lines are separated by {@code \n}. */
    public String explain() {
        Duration total = total();
        StringBuilder text = new StringBuilder(512);
        text.append(stamp.wallTime().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(stamp.target())
                .append(": ")
                .append(from)
                .append(" -> ")
                .append(to)
                .append(ready == null ? ", not ready yet " : ", ready ")
                .append(Quantity.seconds(total))
                .append(String.format(Locale.ROOT, " after the need began (%.0f %% attributed)", 100 * attributed()));
        for (DelayPart part : parts) {
            double share = (double) part.length().toNanos() / Math.max(1, total.toNanos());
            text.append(String.format(
                    Locale.ROOT,
                    "\n  %9s %4.0f %%  %s: %s",
                    Quantity.seconds(part.length()),
                    100 * share,
                    part.kind().phrase(),
                    part.name()));
        }
        for (Saving saving : savings) {
            text.append(saving.kind() == Saving.Kind.SETTING ? "\n  setting: " : "\n  capacity: ")
                    .append(saving.text());
        }
        return text.toString();
    }

    /** Returns this as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", stamp.target());
        json.put("sequence", stamp.sequence());
        json.put("decided", stamp.wallTime().toString());
        json.put("from", from);
        json.put("to", to);
        json.put("needed", needed.toString());
        if (ready != null) {
            json.put("ready", ready.toString());
        }
        json.put("seconds", total().toNanos() / 1e9);
        json.put("attributed", attributed());
        List<Object> items = new ArrayList<>();
        parts.forEach(part -> items.add(part.json()));
        json.put("parts", items);
        List<Object> settings = new ArrayList<>();
        savings.forEach(saving -> settings.add(saving.json()));
        json.put("savings", settings);
        return json;
    }
}
