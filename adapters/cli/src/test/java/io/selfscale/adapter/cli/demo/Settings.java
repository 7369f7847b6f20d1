package io.selfscale.adapter.cli.demo;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings for tests. */
final class Settings {

    private Settings() {}

    static DemoSettings usual() {
        return with(PolicyChoice.FOUNDING, null);
    }

    static DemoSettings with(PolicyChoice policy, @Nullable TraceReplay replay) {
        return new DemoSettings(
                Duration.ofSeconds(90),
                replay,
                1111,
                policy,
                new FleetSettings(1, 6, Duration.ZERO, 0.2, List.of()),
                new OutputSettings(null, null, /* plain= */ true, 0));
    }
}
