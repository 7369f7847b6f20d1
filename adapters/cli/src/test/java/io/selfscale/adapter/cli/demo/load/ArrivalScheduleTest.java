package io.selfscale.adapter.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {

    private static final ProductPhotos PHOTOS = ProductPhotos.draw(1);

    @Test
    void asManyArriveAsTheProfileSaysWhenItSays() {
        LoadProfile profile = LoadProfile.elevenEleven(Duration.ofSeconds(1000), 100);
        ArrivalSchedule schedule = ArrivalSchedule.poisson(profile, 11);

        assertThat((double) schedule.size()).isCloseTo(profile.expectedRequests(), within(600.0));
        assertThat(countBetween(schedule, 0, 120)).isCloseTo(1200, within(150L));
        assertThat(countBetween(schedule, 200, 450)).isCloseTo(25_000, within(500L));
        assertThat(countBetween(schedule, 520, 1000)).isCloseTo(3840, within(250L));
        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(1000));
    }

    @Test
    void countsScatterLikeAPoissonProcess() {
        ArrivalSchedule schedule = ArrivalSchedule.poisson(LoadProfile.constant(Duration.ofSeconds(2000), 20), 5);
        double mean = schedule.size() / 2000.0;
        double variance = 0;
        for (int second = 0; second < 2000; second++) {
            double deviation = countBetween(schedule, second, second + 1) - mean;
            variance += deviation * deviation / 2000;
        }

        assertThat(variance / mean).isCloseTo(1, within(0.15));
    }

    @Test
    void arrivalsAreInOrderAndDecidedByTheSeed() {
        LoadProfile profile = LoadProfile.constant(Duration.ofSeconds(50), 20);
        ArrivalSchedule schedule = ArrivalSchedule.poisson(profile, 1);

        assertThat(times(schedule))
                .isSorted()
                .isEqualTo(times(ArrivalSchedule.poisson(profile, 1)))
                .isNotEqualTo(times(ArrivalSchedule.poisson(profile, 2)));
    }

    @Test
    void aRateOfZeroIsAnEmptySchedule() {
        ArrivalSchedule schedule = ArrivalSchedule.poisson(LoadProfile.constant(Duration.ofSeconds(5), 0), 1);

        assertThat(schedule.size()).isZero();
        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aBurstHasTheExactMix() {
        ArrivalSchedule burst = ArrivalSchedule.burst(3, 9);
        SplittableRandom random = new SplittableRandom(1);
        List<PhotoSize> sizes = new ArrayList<>();
        for (int i = 0; i < burst.size(); i++) {
            sizes.add(burst.photo(i, PHOTOS, random).size());
        }

        assertThat(times(burst)).hasSize(60).containsOnly(0.0);
        for (PhotoSize size : PhotoSize.values()) {
            assertThat(Collections.frequency(sizes, size)).isEqualTo(60 * size.weight() / 100);
        }
        assertThat(sizes)
                .as("sizes are mixed")
                .isNotEqualTo(sizes.stream().sorted().toList());
        assertThatThrownBy(() -> ArrivalSchedule.burst(0, 1)).hasMessage("rounds must be at least 1 but was 0");
    }

    @Test
    void canBeCutOff() {
        ArrivalSchedule schedule = ArrivalSchedule.poisson(LoadProfile.constant(Duration.ofSeconds(100), 10), 1);
        ArrivalSchedule start = schedule.until(Duration.ofSeconds(10));

        assertThat(start.size()).isEqualTo((int) countBetween(schedule, 0, 10));
        assertThat(start.duration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.until(Duration.ofSeconds(100))).isSameAs(schedule);
    }

    @Test
    void sortsWhatWasAddedOutOfOrderTogetherWithItsSizes() {
        ArrivalSchedule.Builder builder = new ArrivalSchedule.Builder(0);
        for (int i = 99; i >= 0; i--) {
            builder.add(i, i % 2 == 0 ? PhotoSize.LARGE : PhotoSize.SMALL);
        }
        ArrivalSchedule schedule = builder.build(Duration.ofSeconds(100));

        assertThat(times(schedule)).hasSize(100).isSorted();
        assertThat(schedule.photo(4, PHOTOS, new SplittableRandom(1)).size()).isEqualTo(PhotoSize.LARGE);
        assertThat(schedule.photo(5, PHOTOS, new SplittableRandom(1)).size()).isEqualTo(PhotoSize.SMALL);
    }

    @Test
    void refusesMoreThanADemoCanSend() {
        assertThatThrownBy(() -> ArrivalSchedule.poisson(LoadProfile.constant(Duration.ofHours(10), 1000), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a load must have at most 10000000 requests, but this one would have 36000000");
        assertThatThrownBy(() -> new ArrivalSchedule.Builder(1).add(-1))
                .hasMessage("an arrival must be at 0 s or later but was at -1.0");
    }

    private static long countBetween(ArrivalSchedule schedule, double from, double to) {
        long count = 0;
        for (int i = 0; i < schedule.size(); i++) {
            if (schedule.atSeconds(i) >= from && schedule.atSeconds(i) < to) {
                count++;
            }
        }
        return count;
    }

    private static double[] times(ArrivalSchedule schedule) {
        double[] times = new double[schedule.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = schedule.atSeconds(i);
        }
        return times;
    }
}
