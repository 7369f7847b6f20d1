package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.MetricSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScriptedSourceTest implements MetricSourceContract {

    @Override
    public MetricSource source() {
        return ScriptedSource.always(0.5);
    }

    @Override
    public Signal signal() {
        return Signal.ratio("utilization");
    }

    @Override
    public MetricSource sourceOfNothing() {
        return ScriptedSource.failing("nobody listens");
    }

    @Override
    public MetricSource blockingSource() {
        return ScriptedSource.hanging();
    }

    @Test
    void followsItsScriptAndRepeatsTheLastStep() throws Exception {
        ScriptedSource source =
                new ScriptedSource().thenRead(0.1, 0.2).thenFail("down").thenRead(0.3);
        assertThat(source.read()).isEqualTo(Reading.of(0.1));
        assertThat(source.read()).isEqualTo(Reading.of(0.2));
        assertThatThrownBy(source::read).isInstanceOf(IOException.class).hasMessage("down");
        assertThat(source.read()).isEqualTo(Reading.of(0.3));
        assertThat(source.read()).isEqualTo(Reading.of(0.3));
        assertThat(source.reads()).isEqualTo(5);
    }

    @Test
    void isAbsentWithoutAScript() throws Exception {
        Reading reading = new ScriptedSource().read();
        assertThat(((Reading.Whole) reading).sample()).isInstanceOf(Sample.Absent.class);
    }

    @Test
    void hangsUntilItIsReleased() throws Exception {
        ScriptedSource source = ScriptedSource.hanging();
        CompletableFuture<Reading> read = Background.run(source::read);
        source.awaitHang(Duration.ofMinutes(1));
        assertThat(read).isNotDone();
        source.release();
        assertThat(read).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(source.interruptions()).isZero();
    }

    @Test
    void countsInterruptedHangs() {
        ScriptedSource source = ScriptedSource.hanging();
        Thread.currentThread().interrupt();
        assertThatThrownBy(source::read).isInstanceOf(InterruptedException.class);
        assertThat(source.interruptions()).isEqualTo(1);
    }
}
