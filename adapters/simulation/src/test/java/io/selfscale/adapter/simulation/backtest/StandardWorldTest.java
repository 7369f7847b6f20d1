package io.selfscale.adapter.simulation.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandardWorldTest {

    /** Each request holds one of 4 slots for 2 s. */
    private static final ReplicaModel MODEL = new ReplicaModel(4, 2, 0, 0, 1e-9, 0);

    /** 12 requests per second in the second minute, 24 in the sixth, otherwise one. */
    private static Demand demand() {
        Demand.Builder demand = Demand.named("busy");
        for (int minute = 0; minute < 8; minute++) {
            int perSecond = minute == 1 ? 12 : minute == 5 ? 24 : 1;
            for (int i = 0; i < 60 * perSecond; i++) {
                demand.add(60 * minute + i / (double) perSecond, 0, 0, 0);
            }
        }
        return demand.lasting(Duration.ofMinutes(8));
    }

    private static Setting setting(int min, int max) {
        return StandardWorld.setting(demand(), MODEL, Duration.ofSeconds(60), 2, 7, min, max);
    }

    @Test
    void startsWithWhatTheBusiestOfTheFirstFiveMinutesNeeds() {
        // 24 slots are taken on average; Erlang C wants 28 for at most 1 % that wait for longer than 2 s.
        assertThat(setting(1, 60).world().initialReplicas()).isEqualTo(7);
    }

    @Test
    void startsWithinTheBounds() {
        assertThat(setting(9, 60).world().initialReplicas()).isEqualTo(9);
        assertThat(setting(1, 5).world().initialReplicas()).isEqualTo(5);
    }

    @Test
    void startsWithOneReplicaWhereNothingArrives() {
        Demand none = Demand.named("none").lasting(Duration.ofMinutes(1));
        assertThat(StandardWorld.setting(none, MODEL, Duration.ofSeconds(60), 2, 7, 0, 60)
                        .world()
                        .initialReplicas())
                .isEqualTo(1);
    }

    @Test
    void isTheWorldOfTheModel() {
        Setting setting = setting(1, 60);
        assertThat(setting.goal()).isEqualTo(0.99);
        assertThat(setting.world().longestWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(setting.world().monitoring().tick()).isEqualTo(Duration.ofSeconds(15));
        assertThat(setting.world().monitoring().lag()).isEqualTo(Duration.ofSeconds(15));
        assertThat(setting.world().pools())
                .singleElement()
                .satisfies(pool -> assertThat(pool.pricePerHour()).isEqualTo(2));
    }
}
