package io.selfscale.adapter.process;

import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.time.Clock;

/**
 * What a pool touches of the world.
 *
 * @param clock to show when
 * @param ticker to measure how long
 * @param scheduler runs everything that the pool does by itself
 * @param launcher starts processes
 * @param ports chooses where they listen
 * @param probe asks whether they are ready
 */
record Surroundings(
        Clock clock,
        Ticker ticker,
        DelayScheduler scheduler,
        WorkerLauncher launcher,
        PortChoice ports,
        ReadinessProbe probe) {

    Moment now() {
        return new Moment(clock.instant(), ticker.nanos());
    }
}
