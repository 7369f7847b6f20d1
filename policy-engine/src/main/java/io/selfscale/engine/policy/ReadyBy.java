package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.schedule.Occurrence;
import io.selfscale.engine.schedule.Recurrence;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a share of an expected peak ready when it begins (pre-warm, semantics section 10): orders it a start-up time, a
 * margin and a ramp before, and holds it as a floor until the window closes.
 *
 * <p>The start-up time is the 95th percentile that the view knows. Once ordering has begun it goes on, whatever becomes
 * of that percentile while the first replicas start: a longer one hastens what is left of the ramp, a shorter one
 * changes nothing. Over the ramp the floor rises in a straight line from zero, rounded up. A process that was down when
 * it should have begun makes up for it.
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param when the peak: ready by the start of each occurrence, held until its end
 * @param peak what is expected
 * @param share of the peak that is to be ready, in (0, 1]
 * @param margin time to spare, not negative
 * @param ramp time over which the starts are spread, not negative
 * @param urgent whether rate limits give way to it
 */
public record ReadyBy(
        String name, Recurrence when, ExpectedPeak peak, double share, Duration margin, Duration ramp, boolean urgent)
        implements Policy<ReadyBy.Begun> {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Half of the peak: enough to live through its beginning, without paying for a peak that does not come. */
    public static final double DEFAULT_SHARE = 0.5;

    /** A minute to spare. */
    public static final Duration DEFAULT_MARGIN = Duration.ofMinutes(1);

    public ReadyBy {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(peak, "peak");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a policy must not be blank");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of a peak must be in (0, 1] but was " + share);
        }
        if (margin.isNegative() || ramp.isNegative()) {
            throw new IllegalArgumentException(
                    "margin and ramp must not be negative but were " + margin + " and " + ramp);
        }
    }

    /**
     * What was begun last.
     *
     * @param readyBy start of the occurrence it is for
     * @param at wall-clock time at which ordering began
     * @param startup the longest start-up time known since, which the ramp is laid out for
     */
    public record Begun(Instant readyBy, Instant at, Duration startup) {

        /** Nothing was begun yet. */
        public static final Begun NOTHING = new Begun(Instant.EPOCH, Instant.EPOCH, Duration.ZERO);

        public Begun {
            Objects.requireNonNull(readyBy, "readyBy");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(startup, "startup");
        }

        private Begun withStartup(Duration known) {
            return known.compareTo(startup) > 0 ? new Begun(readyBy, at, known) : this;
        }
    }

    /** Returns a pre-warm of half the peak, with a minute to spare and without a ramp, urgent. */
    public static ReadyBy of(String name, ExpectedPeak peak, Recurrence when) {
        return new ReadyBy(name, when, peak, DEFAULT_SHARE, DEFAULT_MARGIN, Duration.ZERO, /* urgent= */ true);
    }

    /** Returns this with another share of the peak. */
    public ReadyBy share(double share) {
        return new ReadyBy(name, when, peak, share, margin, ramp, urgent);
    }

    /** Returns this with another time to spare. */
    public ReadyBy withMargin(Duration margin) {
        return new ReadyBy(name, when, peak, share, margin, ramp, urgent);
    }

    /** Returns this with the starts spread over a time. */
    public ReadyBy rampingOver(Duration ramp) {
        return new ReadyBy(name, when, peak, share, margin, ramp, urgent);
    }

    /** Returns this giving way to rate limits. */
    public ReadyBy patiently() {
        return new ReadyBy(name, when, peak, share, margin, ramp, /* urgent= */ false);
    }

    /** Returns the replicas that are to be ready. */
    public int replicas() {
        return peak.replicas(share);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Begun initialMemory() {
        return Begun.NOTHING;
    }

    @Override
    public MemoryCodec<Begun> memoryCodec() {
        return new BegunCodec();
    }

    @Override
    public PolicyResult<Begun> propose(View view, Begun memory) {
        Instant now = view.wallTime();
        if (!WallTime.isPlausible(now)) {
            return new PolicyResult<>(Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "the wall clock reads " + now), memory);
        }
        Occurrence open = when.openAt(now);
        Occurrence next = when.nextAfter(now);
        Duration startup = view.startupTime(0.95);
        Begun begun = next == null ? memory : begin(next, startup, memory, now);
        if (open != null) {
            return new PolicyResult<>(floor(replicas(), held(open, begun)), begun);
        }
        if (next != null && begun.readyBy().equals(next.start())) {
            int rising = rising(begun, now);
            return new PolicyResult<>(floor(rising, ordered(next, begun, rising)), begun);
        }
        return new PolicyResult<>(Proposal.abstain(ReasonCode.OUTSIDE_SCHEDULE, plan(next, startup)), begun);
    }

    /** Returns what is begun after this evaluation: the next occurrence, if it is time or was time before. */
    private Begun begin(Occurrence next, Duration startup, Begun memory, Instant now) {
        if (memory.readyBy().equals(next.start())) {
            return memory.withStartup(startup);
        }
        return now.isBefore(orderTime(next.start(), startup)) ? memory : new Begun(next.start(), now, startup);
    }

    private Instant orderTime(Instant readyBy, Duration startup) {
        return readyBy.minus(startup).minus(margin).minus(ramp);
    }

    private int rising(Begun begun, Instant now) {
        if (ramp.isZero()) {
            return replicas();
        }
        Duration since = Duration.between(orderTime(begun.readyBy(), begun.startup()), now);
        double passed = Math.min(1, Math.max(0, seconds(since) / seconds(ramp)));
        return Rounding.ceil(replicas() * passed);
    }

    private Proposal floor(int replicas, String detail) {
        return new Proposal.Bounds(replicas, Integer.MAX_VALUE, urgent, ReasonCode.READY_BY, List.of(), detail);
    }

    private String held(Occurrence open, Begun begun) {
        String started = begun.readyBy().equals(open.start()) ? started(begun) : "";
        return amount() + " ready by " + local(open.start()).format(MINUTES) + ", held until "
                + local(open.end()).format(MINUTES) + started;
    }

    private String ordered(Occurrence next, Begun begun, int rising) {
        String ramping = rising < replicas() ? ", " + rising + " of them by now" : "";
        return amount() + " ready by " + local(next.start()).format(MINUTES) + ramping + started(begun);
    }

    private String started(Begun begun) {
        return "; started at " + local(begun.at()).format(TIME) + " for a start-up of "
                + begun.startup().toSeconds() + " s";
    }

    private String plan(@Nullable Occurrence next, Duration startup) {
        return next == null
                ? ""
                : amount() + " ready by " + local(next.start()).format(MINUTES) + ", to be started at "
                        + local(orderTime(next.start(), startup)).format(MINUTES);
    }

    private String amount() {
        return replicas() + " of " + peak.replicas(1);
    }

    private ZonedDateTime local(Instant moment) {
        return moment.atZone(when.zone());
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
