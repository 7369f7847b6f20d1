package io.selfscale.adapter.cli.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import io.selfscale.adapter.simulation.trace.Trace.Unit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void playsRecordedRequests() {
        Trace trace = Trace.of(io.selfscale.adapter.simulation.trace.RequestTrace.named("x")
                .addWithoutTokens(0.5, null)
                .addWithoutTokens(0.5, null)
                .addWithoutTokens(3.25, null)
                .build());

        assertThat(trace.requests()).isEqualTo(3);
        assertThat(trace.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(trace.scaled(1, 1, 1).atSeconds(2)).isEqualTo(3.25);
    }

    @Test
    void imagesDecideHowLargePhotosAreOnlyIfThereAreAny() {
        assertThat(sizes(1)).hasSizeGreaterThan(1);
        assertThat(sizes(0)).as("the usual mix, not one size for all").hasSizeGreaterThan(1);
    }

    @Test
    void playsCountedRequests() {
        Trace trace =
                Trace.of(new io.selfscale.adapter.simulation.trace.RateTrace("x", Unit.REQUESTS, 0, 60, 3, 4.5, 0, 7));

        assertThat(trace.requests()).isEqualTo(14.5);
        assertThat(((RateTrace) trace).step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void takesCountedTokensForTypicalRequests() {
        Trace trace =
                Trace.of(new io.selfscale.adapter.simulation.trace.RateTrace("x", Unit.TOKENS, 0, 60, 1615, 3230));

        assertThat(trace.requests()).isEqualTo(3);
    }

    private static Set<PhotoSize> sizes(int tokensPerRequest) {
        var recorded = io.selfscale.adapter.simulation.trace.RequestTrace.named("x");
        for (int i = 0; i < 200; i++) {
            recorded.add(i, 1, i * tokensPerRequest, 1, 0, null);
        }
        ArrivalSchedule schedule = Trace.of(recorded.build()).scaled(1, 1, 1);
        ProductPhotos photos = ProductPhotos.draw(1);
        SplittableRandom random = new SplittableRandom(1);
        Set<PhotoSize> sizes = EnumSet.noneOf(PhotoSize.class);
        for (int i = 0; i < schedule.size(); i++) {
            sizes.add(schedule.photo(i, photos, random).size());
        }
        return sizes;
    }
}
