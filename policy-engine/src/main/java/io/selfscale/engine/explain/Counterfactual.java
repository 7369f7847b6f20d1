package io.selfscale.engine.explain;

import io.selfscale.engine.codec.ProposalCodec;
import io.selfscale.policy.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a decision would have been, had one signal held another value throughout its windows and everything else been as
 * it was.
 *
 * @param signal the signal
 * @param side on which side of the limit that value lies
 * @param limit the nearest value tried that changes nothing; the value itself for {@link Side#HELD}; finite, at least 0,
 *     in the unit of the signal
 * @param value the nearest value for which the decision differs, one part in a million beyond the limit or less; finite,
 *     at least 0, in the unit of the signal
 * @param from replicas requested before
 * @param replicas what the count would have been with {@code value}
 */
public record Counterfactual(Signal signal, Side side, double limit, double value, int from, int replicas) {

    /** Where the value lies that would have made a difference. */
    public enum Side {
        /** Above the limit. */
        ABOVE,
        /** Below the limit. */
        BELOW,
        /** It is the present value, which has not been there for as long as the windows reach. */
        HELD
    }

    public Counterfactual {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(side, "side");
        if (!(limit >= 0 && value >= 0) || !Double.isFinite(limit) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "limit and value must be finite and at least 0 but were " + limit + ", " + value);
        }
    }

    /** Returns a sentence, such as {@code with queue_length above 41 requests it would have scaled to 5}. */
    public String text() {
        String condition = switch (side) {
            case ABOVE -> "with " + signal.name() + " above " + Quantity.of(signal, limit);
            case BELOW -> "with " + signal.name() + " below " + Quantity.of(signal, limit);
            case HELD ->
                "had " + signal.name() + " been at " + Quantity.of(signal, value)
                        + " for as long as its windows reach,";
        };
        return condition + (replicas == from ? " it would have stayed at " : " it would have scaled to ") + replicas;
    }

    /** Returns this as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("signal", ProposalCodec.encode(signal));
        json.put("side", side.name());
        json.put("limit", limit);
        json.put("value", value);
        json.put("to", replicas);
        json.put("text", text());
        return json;
    }
}
