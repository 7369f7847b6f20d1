package io.selfscale.engine.policy;

import io.selfscale.policy.MemoryCodec;

/** The memory of a {@link Fallback}: whether it counts, whether the signal failed, and since when, separated by blanks. */
final class FallbackCodec implements MemoryCodec<Fallback.Memory> {

    static final FallbackCodec INSTANCE = new FallbackCodec();

    private FallbackCodec() {}

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String encode(Fallback.Memory memory) {
        return memory.active() + " " + memory.failing() + " " + memory.sinceNanos();
    }

    @Override
    public Fallback.Memory decode(int version, String text) {
        String[] parts = text.split(" ", -1);
        if (version != 1 || parts.length != 3) {
            throw new IllegalArgumentException("not a fallback of version 1: " + text);
        }
        // A number that cannot be read is an IllegalArgumentException already.
        return new Fallback.Memory(bool(parts[0]), bool(parts[1]), Long.parseLong(parts[2]));
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("not true or false: " + text);
        };
    }
}
