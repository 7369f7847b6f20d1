package io.selfscale.adapter.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FairShareTest {

    @Test
    void whatSomeDoNotWantOthersGet() {
        assertThat(FairShare.limit(List.of(10, 1_000, 2_000), 1_010, 1)).isEqualTo(500);
        assertThat(FairShare.limit(List.of(2_000, 10, 300), 1_010, 1)).isEqualTo(700);
    }

    @Test
    void nobodyIsLimitedWhereThereIsRoomForAll() {
        assertThat(FairShare.limit(List.of(10, 400, 0), 410, 1)).isEqualTo(400);
        assertThat(FairShare.limit(List.of(), 410, 7)).isEqualTo(7);
    }

    @Test
    void everybodyHasTheLeast() {
        assertThat(FairShare.limit(List.of(100, 100, 100), 30, 50)).isEqualTo(50);
    }
}
