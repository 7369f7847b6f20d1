package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.policy.MemoryCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last datapoints of an alarm, and what it said. Immutable.
 *
 * @param points the last datapoints, newest last; copied
 * @param evaluatedNanos control time of the newest, or -1 if there is none
 * @param inAlarm whether it was in alarm
 */
public record AlarmMemory(List<MetricAlarm.Datapoint> points, long evaluatedNanos, boolean inAlarm) {

    static final AlarmMemory NONE = new AlarmMemory(List.of(), -1, false);

    static final MemoryCodec<AlarmMemory> CODEC = new Codec();

    public AlarmMemory {
        points = List.copyOf(points);
    }

    /** Returns the datapoints with one more, and missing ones for the periods in which nobody looked. */
    List<MetricAlarm.Datapoint> with(MetricAlarm.Datapoint point, MetricAlarm alarm, long nowNanos) {
        List<MetricAlarm.Datapoint> all = new ArrayList<>(points);
        if (evaluatedNanos >= 0) {
            long period = alarm.period().toNanos();
            long skipped = Math.floorDiv(nowNanos, period) - Math.floorDiv(evaluatedNanos, period) - 1;
            for (long i = Math.min(skipped, alarm.datapoints()); i > 0; i--) {
                all.add(MetricAlarm.Datapoint.MISSING);
            }
        }
        all.add(point);
        return List.copyOf(all.subList(Math.max(0, all.size() - alarm.datapoints()), all.size()));
    }

    private static final class Codec implements MemoryCodec<AlarmMemory> {

        private static final int VERSION = 1;

        @Override
        public int version() {
            return VERSION;
        }

        @Override
        public String encode(AlarmMemory memory) {
            List<Object> points = new ArrayList<>();
            for (MetricAlarm.Datapoint point : memory.points()) {
                Map<String, Object> json = new LinkedHashMap<>();
                if (point.value() != null) {
                    json.put("value", point.value());
                }
                json.put("complete", point.complete());
                points.add(json);
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("points", points);
            json.put("evaluated", memory.evaluatedNanos());
            json.put("in_alarm", memory.inAlarm());
            return JsonWriter.write(json);
        }

        @Override
        public AlarmMemory decode(int version, String text) {
            if (version != VERSION) {
                throw new IllegalArgumentException("version must be " + VERSION + " but was " + version);
            }
            JsonObject json = JsonReader.readObject(text);
            List<MetricAlarm.Datapoint> points = new ArrayList<>();
            for (JsonObject point : json.objects("points")) {
                Double value = point.has("value") ? (Double) point.number("value") : null;
                points.add(new MetricAlarm.Datapoint(value, point.bool("complete")));
            }
            return new AlarmMemory(points, json.integer("evaluated"), json.bool("in_alarm"));
        }
    }
}
