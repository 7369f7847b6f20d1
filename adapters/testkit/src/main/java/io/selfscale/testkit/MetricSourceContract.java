package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.spi.MetricSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every {@link MetricSource} must do. Implement it in a test class. */
public interface MetricSourceContract {

    /** Returns a source that has something to read. */
    MetricSource source();

    /** Returns the signal that it reads. */
    Signal signal();

    /** Returns a source that has nothing to read: its origin is not there, or does not know the signal. */
    MetricSource sourceOfNothing();

    /** Returns a source that blocks for much longer than ten seconds when it is read, or null if none ever does. */
    default @Nullable MetricSource blockingSource() {
        return null;
    }

    @Test
    default void readsFreshSamples() throws Exception {
        assertThat(samples(source().read())).isNotEmpty().allMatch(Sample::isFresh);
    }

    @Test
    default void readsAgainAndAgain() throws Exception {
        MetricSource source = source();
        source.read();
        assertThat(samples(source.read())).isNotEmpty().allMatch(Sample::isFresh);
    }

    @Test
    default void readsRatiosBetweenZeroAndOne() throws Exception {
        Assumptions.assumeTrue(signal().kind() == SignalKind.RATIO, "this is no ratio");
        assertThat(samples(source().read()))
                .allSatisfy(
                        sample -> assertThat(((Sample.Fresh) sample).value()).isBetween(0.0, 1.0));
    }

    /** Unknown is not zero: the source throws, or reads absent samples. */
    @Test
    default void neverMakesUpAValue() {
        Reading reading;
        try {
            reading = sourceOfNothing().read();
        } catch (Exception expected) {
            assertThat(expected).isNotInstanceOf(InterruptedException.class);
            return;
        }
        assertThat(samples(reading)).noneMatch(Sample::isFresh);
    }

    @Test
    default void returnsWhenItIsInterrupted() throws Exception {
        MetricSource source = blockingSource();
        Assumptions.assumeTrue(source != null, "this source never blocks");
        CompletableFuture<@Nullable Void> returned = new CompletableFuture<>();
        if (source != null) {
            Thread reader = new Thread(() -> readToItsEnd(source, returned), "contract-reader");
            reader.setDaemon(true);
            reader.start();
            reader.interrupt();
            assertThat(returned).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    private static void readToItsEnd(MetricSource source, CompletableFuture<@Nullable Void> returned) {
        try {
            source.read();
            returned.complete(null);
        } catch (Exception interrupted) {
            // Whatever it throws, it has returned; an interrupted call is expected to throw.
            returned.complete(null);
        }
    }

    private static Collection<Sample> samples(Reading reading) {
        return reading instanceof Reading.Whole whole
                ? List.of(whole.sample())
                : ((Reading.ByReplica) reading).samples().values();
    }
}
