package io.selfscale.engine.state;

import io.selfscale.engine.codec.EventCodec;
import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.operation.Activation;
import io.selfscale.engine.operation.Brownout;
import io.selfscale.engine.operation.Damping;
import io.selfscale.engine.operation.Effect;
import io.selfscale.engine.operation.Operation;
import io.selfscale.engine.operation.Overrides;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is remembered beside the policies, as JSON. */
final class OperationCodec {

    private OperationCodec() {}

    static void write(JsonWriter json, Operation operation) {
        json.beginObject();
        json.name("overrides").beginArray();
        for (Overrides.Active active : operation.overrides().active()) {
            Map<String, Object> item = EventCodec.encode(active.override());
            item.put("since", active.sinceNanos());
            json.value(item);
        }
        json.endArray();
        json.field("phase", operation.activation().phase());
        json.field("active", operation.activation().activeNanos());
        Brownout brownout = operation.brownout();
        three(json.name("brownout"), brownout.rung(), brownout.aboveSinceNanos(), brownout.belowSinceNanos());
        Damping damping = operation.damping();
        json.field("last_direction", damping.last());
        three(json.name("damping"), damping.lastNanos(), damping.reversals(), damping.reversedNanos());
        json.name("actions").value(damping.actions());
        Effect effect = operation.effect();
        three(json.name("effect"), effect.ready(), effect.ineffective(), effect.blockedUntilNanos());
        json.field("effect_since", effect.sinceNanos());
        json.field("effect_throughput", effect.throughput());
        json.field("outside_hold", operation.outsideHold());
        json.field("lacking", operation.lacking());
        json.endObject();
    }

    private static void three(JsonWriter json, long first, long second, long third) {
        json.beginArray().value(first).value(second).value(third).endArray();
    }

    static Operation decode(JsonObject json) {
        List<Overrides.Active> overrides = new ArrayList<>();
        json.objects("overrides")
                .forEach(item ->
                        overrides.add(new Overrides.Active(EventCodec.decodeOverride(item), item.integer("since"))));
        List<Long> brownout = three(json, "brownout");
        List<Long> damping = three(json, "damping");
        List<Long> effect = three(json, "effect");
        return new Operation(
                new Overrides(overrides),
                new Activation(Decision.Phase.valueOf(json.string("phase")), json.integer("active")),
                new Brownout(Math.toIntExact(brownout.get(0)), brownout.get(1), brownout.get(2)),
                new Damping(
                        Direction.valueOf(json.string("last_direction")),
                        damping.get(0),
                        Math.toIntExact(damping.get(1)),
                        damping.get(2),
                        json.integers("actions")),
                new Effect(
                        Math.toIntExact(effect.get(0)),
                        json.number("effect_throughput"),
                        json.integer("effect_since"),
                        Math.toIntExact(effect.get(1)),
                        effect.get(2)),
                json.bool("outside_hold"),
                json.has("lacking") ? json.count("lacking") : 0);
    }

    private static List<Long> three(JsonObject json, String key) {
        List<Long> numbers = json.integers(key);
        if (numbers.size() != 3) {
            throw new IllegalArgumentException(key + " must be three numbers but was " + numbers);
        }
        return numbers;
    }
}
