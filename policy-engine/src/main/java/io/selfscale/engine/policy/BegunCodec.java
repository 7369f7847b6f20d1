package io.selfscale.engine.policy;

import io.selfscale.policy.MemoryCodec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** The memory of a {@link ReadyBy}: two moments and a duration in ISO form, separated by blanks. */
final class BegunCodec implements MemoryCodec<ReadyBy.Begun> {

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String encode(ReadyBy.Begun memory) {
        return memory.readyBy() + " " + memory.at() + " " + memory.startup();
    }

    @Override
    public ReadyBy.Begun decode(int version, String text) {
        String[] parts = text.split(" ", -1);
        if (version != 1 || parts.length != 3) {
            throw new IllegalArgumentException("not a pre-warm of version 1: " + text);
        }
        try {
            return new ReadyBy.Begun(Instant.parse(parts[0]), Instant.parse(parts[1]), Duration.parse(parts[2]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a pre-warm of version 1: " + text, e);
        }
    }
}
