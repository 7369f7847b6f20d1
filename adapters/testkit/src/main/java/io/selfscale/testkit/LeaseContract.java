package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.spi.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link Lease} must do. Implement it in a test class; the clock it expires on is the test's. */
public interface LeaseContract {

    /** Returns another contender for the lease under test, which nobody has held at the start of each test. */
    Lease contender() throws Exception;

    /** Lets so much time pass on what the lease expires on. */
    void pass(Duration time);

    @Test
    default void goesToTheFirstWhoAsks() throws Exception {
        assertThat(contender().hold(Duration.ofSeconds(10))).isPresent();
    }

    @Test
    default void isHeldByOneAtATime() throws Exception {
        Lease first = contender();
        Lease second = contender();
        first.hold(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(9));
        assertThat(second.hold(Duration.ofSeconds(10))).isEmpty();
        assertThat(second.hold(Duration.ofSeconds(10)))
                .as("asking is not waiting in line")
                .isEmpty();
    }

    @Test
    default void keepsItsTokenWhileItIsRenewed() throws Exception {
        Lease first = contender();
        OptionalLong token = first.hold(Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(6));
            assertThat(first.hold(Duration.ofSeconds(10))).isEqualTo(token);
        }
        assertThat(contender().hold(Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    default void expiresUnlessItIsRenewed() throws Exception {
        Lease first = contender();
        Lease second = contender();
        long old = first.hold(Duration.ofSeconds(10)).orElseThrow();
        pass(Duration.ofSeconds(10));
        assertThat(second.hold(Duration.ofSeconds(10)).orElseThrow()).isGreaterThan(old);
        assertThat(first.hold(Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    default void aRenewalMayMakeItShorter() throws Exception {
        Lease first = contender();
        first.hold(Duration.ofMinutes(10));
        first.hold(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(contender().hold(Duration.ofSeconds(10))).isPresent();
    }

    @Test
    default void aGapGivesANewToken() throws Exception {
        Lease first = contender();
        long old = first.hold(Duration.ofSeconds(10)).orElseThrow();
        pass(Duration.ofSeconds(10));
        assertThat(first.hold(Duration.ofSeconds(10)).orElseThrow())
                .as("somebody else may have held it meanwhile")
                .isGreaterThan(old);
    }

    @Test
    default void isFreeAtOnceWhenItIsGivenUp() throws Exception {
        Lease first = contender();
        long old = first.hold(Duration.ofMinutes(10)).orElseThrow();
        first.close();
        assertThat(contender().hold(Duration.ofSeconds(10)).orElseThrow()).isGreaterThan(old);
    }

    @Test
    default void cannotBeGivenUpByOthers() throws Exception {
        Lease first = contender();
        Lease second = contender();
        OptionalLong token = first.hold(Duration.ofSeconds(10));
        second.hold(Duration.ofSeconds(10));
        second.close();
        assertThat(contender().hold(Duration.ofSeconds(10))).isEmpty();
        assertThat(first.hold(Duration.ofSeconds(10))).isEqualTo(token);
    }

    @Test
    default void aFormerHolderFreesNothing() throws Exception {
        Lease first = contender();
        Lease second = contender();
        first.hold(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));
        second.hold(Duration.ofSeconds(10));
        first.close();
        assertThat(contender().hold(Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    default void canBeClosedTwiceAndNotHeldAfterwards() throws Exception {
        Lease first = contender();
        first.hold(Duration.ofSeconds(10));
        first.close();
        assertThatCode(first::close).doesNotThrowAnyException();
        assertThatThrownBy(() -> first.hold(Duration.ofSeconds(10))).isInstanceOf(IOException.class);
        Lease never = contender();
        assertThatCode(never::close).doesNotThrowAnyException();
    }

    @Test
    default void lastsForAPositiveTimeOnly() throws Exception {
        Lease first = contender();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.hold(Duration.ZERO))
                .withMessageContaining("length of a lease must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> first.hold(Duration.ofSeconds(-1)));
    }

    @Test
    default void neverHasTwoHoldersNorATokenTwice() throws Exception {
        SplittableRandom random = new SplittableRandom(19);
        List<Lease> contenders = new ArrayList<>(List.of(contender(), contender(), contender()));
        long greatest = Long.MIN_VALUE;
        int holder = -1;
        long left = 0;
        for (int i = 0; i < 300; i++) {
            int who = random.nextInt(contenders.size());
            int step = random.nextInt(8);
            pass(Duration.ofSeconds(step));
            left = Math.max(0, left - step);
            if (random.nextInt(10) == 0) {
                contenders.get(who).close();
                contenders.set(who, contender());
                left = who == holder ? 0 : left;
                continue;
            }
            OptionalLong token = contenders.get(who).hold(Duration.ofSeconds(10));
            assertThat(token.isPresent()).as("step %d", i).isEqualTo(left == 0 || who == holder);
            if (token.isPresent()) {
                boolean renewed = left > 0;
                assertThat(token.getAsLong() > greatest)
                        .as("new token at step %d", i)
                        .isEqualTo(!renewed);
                assertThat(token.getAsLong()).isGreaterThanOrEqualTo(greatest);
                greatest = token.getAsLong();
                holder = who;
                left = 10;
            }
        }
        assertThat(greatest).as("or there would be little to see").isGreaterThan(10);
    }
}
