package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.loop.Lives;
import io.selfscale.policy.Order;
import io.selfscale.policy.spi.Journal;
import io.selfscale.testkit.InMemoryStateStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pain 18: a restart of the controller loses history. A crash at any tick: no earlier scale-in, no duplicate order. */
class Pain18RestartTest {

    private static final int TICKS = 25;

    private static Lives uninterrupted() throws IOException {
        Lives lives = new Lives();
        lives.begin(Journal.disabled(), new InMemoryStateStore());
        while (lives.elapsed().compareTo(Lives.END) < 0) {
            lives.advance();
        }
        return lives;
    }

    @Test
    void whatItIsHeldAgainst() throws IOException {
        Lives lives = uninterrupted();
        assertThat(lives.effects()).extracting(Lives.Effect::at).containsExactly(seconds(3), seconds(13));
        assertThat(lives.started()).isEqualTo(2);
        assertThat(lives.stopped()).isEqualTo(3);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @ParameterizedTest(name = "down for {0} s, orders of the last tick lost: {1}")
    @CsvSource({"0, false", "1, false", "7, false", "0, true", "1, true", "7, true"})
    void aCrashAtAnyTickScalesInNoEarlierAndOrdersNothingTwice(int down, boolean lost) throws IOException {
        Lives calm = uninterrupted();
        for (int crash = 0; crash < TICKS; crash++) {
            Lives lives = new Lives();
            InMemoryStateStore store = new InMemoryStateStore();
            lives.begin(Journal.disabled(), store);
            for (int tick = 0; tick < crash; tick++) {
                lives.advance();
            }
            lives.loseOrders(lost);
            lives.advance();
            lives.crash();
            lives.loseOrders(false);
            for (int tick = 0; tick < down; tick++) {
                lives.advance();
            }
            lives.begin(Journal.disabled(), store);
            while (lives.elapsed().compareTo(Lives.END) < 0) {
                lives.advance();
            }
            check(lives, calm, "crash in second " + crash);
        }
    }

    @Test
    void aCrashAtEveryTickScalesInNoEarlierAndOrdersNothingTwice() throws IOException {
        Lives calm = uninterrupted();
        Lives lives = new Lives();
        InMemoryStateStore store = new InMemoryStateStore();
        for (int life = 0; life < 30; life++) {
            lives.begin(Journal.disabled(), store);
            lives.advance();
            lives.crash();
        }
        assertThat(lives.firstStop()).as("nobody ever saw a whole window").isNull();
        lives.begin(Journal.disabled(), store);
        while (lives.elapsed().compareTo(Lives.END) < 0) {
            lives.advance();
        }
        check(lives, calm, "a crash every second");
    }

    private static void check(Lives lives, Lives calm, String when) {
        assertThat(lives.failures()).as(when).isEmpty();
        assertThat(lives.firstStop()).as(when).isGreaterThanOrEqualTo(Objects.requireNonNull(calm.firstStop()));
        assertThat(lives.started()).as(when).isLessThanOrEqualTo(calm.started());
        assertThat(lives.live()).as(when).isEqualTo(1);
        assertThat(lives.stopped()).as(when).isEqualTo(lives.started() + 1);
        assertThat(lives.effects())
                .as(when)
                .filteredOn(effect -> effect.order() instanceof Order.Stop)
                .flatExtracting(effect -> ((Order.Stop) effect.order()).replicas())
                .doesNotHaveDuplicates();
    }
}
