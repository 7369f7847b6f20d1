package io.selfscale.engine.policy;

import io.selfscale.policy.MemoryCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Forecast} remembers: its model, the last season, and how good earlier forecasts were. Immutable, opaque,
 * at most about 3 KiB; {@link Forecast#memoryCodec()} writes it as text.
 */
public final class ForecastMemory {

    private final ForecastProgress progress;

    ForecastMemory(ForecastProgress progress) {
        this.progress = progress;
    }

    ForecastProgress progress() {
        return progress;
    }

    /** Returns how the memory of a policy is written. */
    static MemoryCodec<ForecastMemory> codec(Forecast policy) {
        ForecastCodec codec = new ForecastCodec(policy);
        return new MemoryCodec<>() {
            @Override
            public int version() {
                return ForecastCodec.VERSION;
            }

            @Override
            public String encode(ForecastMemory memory) {
                return codec.encode(memory.progress);
            }

            @Override
            public ForecastMemory decode(int version, String text) {
                if (version != ForecastCodec.VERSION) {
                    throw new IllegalArgumentException(
                            "the version of a forecast must be " + ForecastCodec.VERSION + " but was " + version);
                }
                return new ForecastMemory(codec.decode(text));
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ForecastMemory memory && progress.equals(memory.progress);
    }

    @Override
    public int hashCode() {
        return progress.hashCode();
    }

    @Override
    public String toString() {
        return progress.toString();
    }
}
