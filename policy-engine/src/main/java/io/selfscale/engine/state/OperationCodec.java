package io.selfscale.engine.state;

import io.selfscale.engine.codec.EventCodec;
import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.operation.Activation;
import io.selfscale.engine.operation.Brownout;
import io.selfscale.engine.operation.Damping;
import io.selfscale.engine.operation.Effect;
import io.selfscale.engine.operation.Operation;
import io.selfscale.engine.operation.Overrides;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is remembered beside the policies, as JSON. */
final class OperationCodec {

    private OperationCodec() {}

    static Map<String, Object> encode(Operation operation) {
        Map<String, Object> json = new LinkedHashMap<>();
        List<Object> overrides = new ArrayList<>();
        for (Overrides.Active active : operation.overrides().active()) {
            Map<String, Object> item = EventCodec.encode(active.override());
            item.put("since", active.sinceNanos());
            overrides.add(item);
        }
        json.put("overrides", overrides);
        json.put("phase", operation.activation().phase().name());
        json.put("active", operation.activation().activeNanos());
        Brownout brownout = operation.brownout();
        json.put("brownout", List.of((long) brownout.rung(), brownout.aboveSinceNanos(), brownout.belowSinceNanos()));
        Damping damping = operation.damping();
        json.put("last_direction", damping.last().name());
        json.put("damping", List.of(damping.lastNanos(), (long) damping.reversals(), damping.reversedNanos()));
        json.put("actions", damping.actions());
        Effect effect = operation.effect();
        json.put("effect", List.of((long) effect.ready(), (long) effect.ineffective(), effect.blockedUntilNanos()));
        json.put("effect_since", effect.sinceNanos());
        json.put("effect_throughput", effect.throughput());
        json.put("outside_hold", operation.outsideHold());
        json.put("lacking", (long) operation.lacking());
        return json;
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
