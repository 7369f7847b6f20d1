package io.selfscale.adapter.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.load.LoadProfile.Point;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadProfileTest {

    @Test
    void elevenElevenIsCalmThenTenTimesAsMuchThenCalmAgain() {
        LoadProfile profile = LoadProfile.elevenEleven(Duration.ofSeconds(100), 50);

        assertThat(profile.requestsPerSecond(0)).isEqualTo(5);
        assertThat(profile.requestsPerSecond(12)).isEqualTo(5);
        assertThat(profile.requestsPerSecond(16)).isCloseTo(27.5, within(1e-9));
        assertThat(profile.requestsPerSecond(20)).isEqualTo(50);
        assertThat(profile.requestsPerSecond(45)).isEqualTo(50);
        assertThat(profile.requestsPerSecond(48.5)).isCloseTo(27, within(1e-9));
        assertThat(profile.requestsPerSecond(52)).isEqualTo(4);
        assertThat(profile.requestsPerSecond(100)).isEqualTo(4);
        assertThat(profile.peakRequestsPerSecond()).isEqualTo(50);
        assertThat(profile.duration()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void thereIsNoLoadBeforeAndAfter() {
        LoadProfile profile = LoadProfile.constant(Duration.ofSeconds(10), 3);

        assertThat(profile.requestsPerSecond(5)).isEqualTo(3);
        assertThat(profile.requestsPerSecond(-0.1)).isZero();
        assertThat(profile.requestsPerSecond(10.1)).isZero();
        assertThat(profile.requestsPerSecond(Double.NaN)).isZero();
        assertThat(profile.expectedRequests()).isEqualTo(30);
    }

    @Test
    void theExpectedNumberIsTheAreaUnderTheLines() {
        LoadProfile profile = new LoadProfile(List.of(new Point(0, 0), new Point(10, 4), new Point(20, 4)));

        assertThat(profile.expectedRequests()).isEqualTo(60);
    }

    @Test
    void refusesWhatIsNoProfile() {
        assertThatThrownBy(() -> LoadProfile.elevenEleven(Duration.ZERO, 1))
                .hasMessage("the length of a profile must be positive but was PT0S");
        assertThatThrownBy(() -> LoadProfile.constant(Duration.ofSeconds(1), -1))
                .hasMessage("requestsPerSecond must be finite and at least 0 but was -1.0");
        assertThatThrownBy(() -> new LoadProfile(List.of(new Point(0, 1))))
                .hasMessageStartingWith("a profile must have two or more points, from time 0 on, but was ");
        assertThatThrownBy(() -> new LoadProfile(List.of(new Point(0, 1), new Point(2, 1), new Point(2, 3))))
                .hasMessageStartingWith("each point must be later than the one before, but they were ");
    }
}
