package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import io.selfscale.adapter.cli.demo.trace.Trace;
import io.selfscale.adapter.simulation.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPlanTest {

    private static final TimeFactor FACTOR = TimeFactor.of(Duration.ofSeconds(90));
    private static final Duration WINDOW = Duration.ofMillis(2_500);

    @TempDir
    Path folder;

    @Test
    void theBurstOfTheProfileNeedsAboutFourWorkers() {
        LoadPlan plan = LoadPlan.of(Settings.usual(), FACTOR, 12);

        assertThat(LoadPlan.peakRate(plan.arrivals(), Duration.ofSeconds(15)) / 12)
                .isCloseTo(LoadPlan.PEAK_WORKERS, within(0.3));
        assertThat(plan.description()).contains("11.11 profile", "peak 44.4/s = 3.7 workers");
    }

    @Test
    void thePeakOfATraceNeedsAboutFourWorkersHoweverBusyItWas() throws IOException {
        for (int perMinute : new int[] {60, 6_000, 600_000}) {
            LoadPlan plan = LoadPlan.of(Settings.with(PolicyChoice.FOUNDING, replay(perMinute, null)), FACTOR, 12);

            assertThat(LoadPlan.peakRate(plan.arrivals(), WINDOW) / 12).isBetween(3.0, 4.6);
            assertThat(plan.description()).contains("trace.csv at speedup 30", "(auto)");
        }
    }

    @Test
    void aScaleThatIsGivenIsUsed() throws IOException {
        LoadPlan plan = LoadPlan.of(Settings.with(PolicyChoice.FOUNDING, replay(60, 0.5)), FACTOR, 12);

        // 45 minutes of 60 a minute, and half of that.
        assertThat(plan.arrivals().size()).isBetween(1_150, 1_550);
        assertThat(plan.description()).contains("scale 0.5000 (as asked)");
    }

    @Test
    void theSameSeedPlansTheSameLoad() {
        ArrivalSchedule one = LoadPlan.of(Settings.usual(), FACTOR, 12).arrivals();
        ArrivalSchedule other = LoadPlan.of(Settings.usual(), FACTOR, 12).arrivals();

        assertThat(one.size()).isEqualTo(other.size());
        assertThat(one.atSeconds(one.size() - 1)).isEqualTo(other.atSeconds(other.size() - 1));
    }

    @Test
    void anyTwentyRequestsInARowHaveTheUsualMix() {
        ArrivalSchedule arrivals = LoadPlan.of(Settings.usual(), FACTOR, 12).arrivals();
        ProductPhotos photos = ProductPhotos.draw(1);
        for (int first = 0; first + 20 <= arrivals.size(); first += 13) {
            int large = 0;
            int small = 0;
            for (int i = first; i < first + 20; i++) {
                PhotoSize size =
                        arrivals.photo(i, photos, new SplittableRandom(i)).size();
                large += size == PhotoSize.LARGE ? 1 : 0;
                small += size == PhotoSize.THUMBNAIL ? 1 : 0;
            }

            assertThat(large).isEqualTo(1);
            assertThat(small).isEqualTo(9);
        }
    }

    private TraceReplay replay(int perMinute, @Nullable Double scale) throws IOException {
        StringBuilder rows = new StringBuilder("t_s,requests\n");
        for (int minute = 0; minute < 60; minute++) {
            rows.append(60 * minute).append(',').append(perMinute).append('\n');
        }
        Path file = Files.writeString(folder.resolve("trace.csv"), rows);
        return new TraceReplay(file, Trace.of(TraceFile.read(file)), 30, scale);
    }
}
