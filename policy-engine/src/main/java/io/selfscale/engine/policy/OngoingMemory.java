package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.kpa.TimedMaximum;
import io.selfscale.policy.Direction;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * For how long {@link OngoingRequests} has wanted a change in one direction, and which counts. Immutable.
 *
 * @param direction where to; {@link Direction#NONE} if no change is wanted
 * @param sinceNanos control time since when
 * @param requested count that was requested throughout
 * @param observedSinceNanos which run of the engine that was seen in, by the time since when that observes
 * @param counts the counts wanted within the delay; negated for {@link Direction#OUT}, where the least one counts
 */
public record OngoingMemory(
        Direction direction, long sinceNanos, int requested, long observedSinceNanos, TimedMaximum counts) {

    /** Buckets that a delay is divided into; the memory holds no more counts than that, and one. */
    private static final int BUCKETS = 30;

    static final OngoingMemory NONE = new OngoingMemory(Direction.NONE, 0, 0, 0, empty(Duration.ZERO));

    static final MemoryCodec<OngoingMemory> CODEC = new Codec();

    public OngoingMemory {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(counts, "counts");
    }

    private static TimedMaximum empty(Duration delay) {
        // A delay of zero is over at once: only the present count matters.
        return TimedMaximum.covering(delay.isZero() ? Duration.ofNanos(1) : delay, BUCKETS);
    }

    /**
     * Returns this with one more wanted count. A change of direction, of the requested count or of the delay starts anew;
     * a wait for fewer replicas also does after a restart, since nobody saw what was wanted meanwhile.
     */
    OngoingMemory wanting(Direction to, int wanted, View view, Duration delay) {
        TimedMaximum empty = empty(delay);
        boolean continues = direction == to
                && requested == view.requested()
                && counts.isLike(empty)
                && (to == Direction.OUT || observedSinceNanos == view.observedSinceNanos());
        int count = to == Direction.OUT ? -wanted : wanted;
        return continues
                ? new OngoingMemory(to, sinceNanos, requested, observedSinceNanos, counts.with(view.nanos(), count))
                : new OngoingMemory(
                        to, view.nanos(), view.requested(), view.observedSinceNanos(), empty.with(view.nanos(), count));
    }

    /** Returns the least count wanted within the delay if growing, the greatest if shrinking. */
    int agreed() {
        return direction == Direction.OUT ? -counts.maximum() : counts.maximum();
    }

    /** Returns this without a wait for fewer replicas. */
    OngoingMemory withoutScaleIn() {
        return direction == Direction.IN ? NONE : this;
    }

    private static final class Codec implements MemoryCodec<OngoingMemory> {

        private static final int VERSION = 1;

        @Override
        public int version() {
            return VERSION;
        }

        @Override
        public String encode(OngoingMemory memory) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("direction", memory.direction().name());
            json.put("since", memory.sinceNanos());
            json.put("requested", memory.requested());
            json.put("observed_since", memory.observedSinceNanos());
            json.put("counts", TimedMaximumText.write(memory.counts()));
            return JsonWriter.write(json);
        }

        @Override
        public OngoingMemory decode(int version, String text) {
            if (version != VERSION) {
                throw new IllegalArgumentException("version must be " + VERSION + " but was " + version);
            }
            JsonObject json = JsonReader.readObject(text);
            return new OngoingMemory(
                    Direction.valueOf(json.string("direction")),
                    json.integer("since"),
                    json.count("requested"),
                    json.integer("observed_since"),
                    TimedMaximumText.read(json.object("counts")));
        }
    }
}
