package io.selfscale.engine.policy;

import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.Sizing;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a waiting objective without being told how bursty the load is: it sizes by Erlang C for the work that arrives, and
 * multiplies that work by a {@linkplain Headroom head-room} that follows the share of requests that were late. So one
 * setting fits a steady load and a bursty one: the head-room of the first falls, that of the second rises until the
 * objective holds.
 *
 * <p>The work is arrivals times the time that a request holds a slot, with the larger of two means, over the window and over
 * twice that, and with the {@linkplain ArrivalTrend rise} that is likely to come while replicas start; it is at least nine
 * tenths of the slots that are taken. What waits is worked off beside it. The size follows once the work has left a {@link
 * DeviationBand}; scale in behind a stabilization window of some 20 minutes besides: the proposals follow the load both ways.
 *
 * <p>While a signal is absent nothing is taken away, unless none is there to serve: no work takes no time, however long it
 * would have taken. The service time last measured goes on being used to grow.
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param load what it looks at
 * @param slots requests that a replica serves at the same time, at least 1
 * @param objective what to keep, by the model; the head-room does the rest
 * @param drain time in which what waits is worked off, positive
 * @param headroom how it is calibrated
 * @param band how far the work may be off the size
 * @param window how far back arrivals are averaged, positive; a rise is told from the window before
 * @param period how often it is evaluated; zero for at every tick
 */
public record CalibratedSizing(
        String name,
        LoadSignals load,
        int slots,
        WaitObjective objective,
        Duration drain,
        Headroom headroom,
        DeviationBand band,
        Duration window,
        Duration period)
        implements Policy<CalibratedMemory> {

    /** Time in which what waits is worked off unless set otherwise. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    /** How far back arrivals are averaged unless set otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);

    /** The work is at least this share of the slots taken, which lag behind arrivals that end a burst. */
    private static final double TAKEN_SHARE = 0.9;

    /** Share of a window's buckets that must hold data before scale-in rests on it. */
    private static final double COVERAGE = 0.8;

    public CalibratedSizing {
        Objects.requireNonNull(load, "load");
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(headroom, "headroom");
        Objects.requireNonNull(band, "band");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be at least 1 but were " + slots);
        }
        requirePositive("drain", drain);
        requirePositive("window", window);
        if (period.isNegative()) {
            throw new IllegalArgumentException("period must not be negative but was " + period);
        }
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive but was " + duration);
        }
    }

    /** Returns a sizing with the settings that the standard world was found to want, named {@code calibrated}. */
    public static CalibratedSizing of(LoadSignals load, int slots, WaitObjective objective) {
        return new CalibratedSizing(
                "calibrated",
                load,
                slots,
                objective,
                DEFAULT_DRAIN,
                Headroom.DEFAULT,
                DeviationBand.DEFAULT,
                DEFAULT_WINDOW,
                Duration.ZERO);
    }

    /** Returns this working off what waits in another time. */
    public CalibratedSizing drainingWithin(Duration drain) {
        return new CalibratedSizing(name, load, slots, objective, drain, headroom, band, window, period);
    }

    /** Returns this with another head-room. */
    public CalibratedSizing with(Headroom headroom) {
        return new CalibratedSizing(name, load, slots, objective, drain, headroom, band, window, period);
    }

    /** Returns this with another band. */
    public CalibratedSizing with(DeviationBand band) {
        return new CalibratedSizing(name, load, slots, objective, drain, headroom, band, window, period);
    }

    /** Returns this averaging arrivals over another window. */
    public CalibratedSizing over(Duration window) {
        return new CalibratedSizing(name, load, slots, objective, drain, headroom, band, window, period);
    }

    /** Returns this evaluated once in each period; at every tick by default. */
    public CalibratedSizing every(Duration period) {
        return new CalibratedSizing(name, load, slots, objective, drain, headroom, band, window, period);
    }

    /** Returns this under another name. */
    public CalibratedSizing named(String name) {
        return new CalibratedSizing(name, load, slots, objective, drain, headroom, band, window, period);
    }

    private Duration twice() {
        return window.multipliedBy(2);
    }

    @Override
    public Set<SignalWindow> windows() {
        Set<SignalWindow> windows = new LinkedHashSet<>();
        windows.add(new SignalWindow(load.arrivals(), window));
        windows.add(new SignalWindow(load.arrivals(), twice()));
        return windows;
    }

    @Override
    public Set<Signal> signals() {
        return load.all();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public CalibratedMemory initialMemory() {
        return CalibratedMemory.NOTHING;
    }

    @Override
    public MemoryCodec<CalibratedMemory> memoryCodec() {
        return CalibratedMemory.CODEC;
    }

    @Override
    public PolicyResult<CalibratedMemory> propose(View view, CalibratedMemory memory) {
        CalibratedMemory next = memory;
        if (view.current(load.serviceTime()) instanceof Sample.Fresh service && service.value() > 0) {
            next = next.serving(service.value());
        }
        if (!(view.current(load.arrivals()) instanceof Sample.Fresh arrivals)) {
            return new PolicyResult<>(OfferedWork.absent(view, load.arrivals()), next);
        }
        double factor = memory.headroom() > 0 ? memory.headroom() : headroom.first();
        ExpectedArrivals expected = ExpectedArrivals.of(view, load.arrivals(), window, period, next.trend());
        double nextFactor = lateShare(view) instanceof Sample.Fresh late
                ? headroom.next(factor, late.value(), next.weight(arrivals.value()), next.minutesTo(view.nanos()))
                : factor;
        next = next.seeing(view.nanos(), arrivals.value(), nextFactor, expected.trend());
        // The factor found now is for the next time: what arrives at this moment must not lower its own head-room.
        return new PolicyResult<>(size(view, expected.perSecond(), next.serviceSeconds(), factor), next);
    }

    private @Nullable Sample lateShare(View view) {
        Signal late = load.lateShare();
        return late == null ? null : view.current(late);
    }

    private Proposal size(View view, double perSecond, double serviceSeconds, double factor) {
        if (Double.isNaN(perSecond)) {
            return Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, load.arrivals() + " has no mean");
        }
        double waiting = count(view, load.waiting());
        double running = count(view, load.running());
        boolean idle = perSecond <= 0 && waiting <= 0 && running <= 0;
        if (!(serviceSeconds > 0) && !idle) {
            return OfferedWork.absent(view, load.serviceTime());
        }
        double seconds = serviceSeconds > 0 ? serviceSeconds : 1;
        double taken =
                TAKEN_SHARE * (view.isInventoryKnown() ? Math.min(running, (double) view.ready() * slots) : running);
        double work = OfferedWork.finite(Math.max(perSecond * seconds, taken) * factor);
        double queued = OfferedWork.finite(waiting * seconds / (drain.toNanos() / 1e9));

        Sizing needed = replicas(view, seconds, work, queued);
        Evidence evidence = new Evidence(
                load.arrivals(),
                "expected, with a head-room of " + Math.round(factor * 100) + "%",
                OfferedWork.finite(perSecond * factor),
                Comparison.TARGET,
                OfferedWork.finite(needed.replicas() * (slots / seconds)),
                twice(),
                1);
        ReasonCode why = needed.feasible() ? ReasonCode.OBJECTIVE : ReasonCode.OBJECTIVE_INFEASIBLE;
        if (needed.replicas() > view.requested()) {
            // What is seen may call for more even while something else is not seen; it is never enough to call for
            // less.
            boolean within = replicas(view, seconds, band.below(work), queued).replicas() <= view.requested();
            return within ? Proposal.hold(why, evidence) : Proposal.scale(needed.replicas(), why, evidence);
        }
        Proposal veto = veto(view, idle);
        if (veto != null) {
            return veto;
        }
        int roomy = replicas(view, seconds, band.above(work), queued).replicas();
        if (roomy < view.requested()) {
            return Proposal.scale(roomy, why, evidence);
        }
        return Proposal.hold(needed.replicas() < view.requested() ? ReasonCode.CONSOLIDATION_CHECK : why, evidence);
    }

    /** Returns the count of a signal that is there, 0 otherwise. */
    private static double count(View view, @Nullable Signal signal) {
        return signal != null && view.current(signal) instanceof Sample.Fresh fresh ? fresh.value() : 0;
    }

    /** Returns why nothing may be taken away, or null if it may. */
    private @Nullable Proposal veto(View view, boolean idle) {
        for (Signal signal : new Signal[] {load.waiting(), load.running(), idle ? null : load.serviceTime()}) {
            if (signal != null && !view.current(signal).isFresh()) {
                return OfferedWork.absent(view, signal);
            }
        }
        return OfferedWork.veto(view, load.arrivals(), twice(), COVERAGE);
    }

    /** Returns the size for work in slots, and for queued work beside it. */
    private Sizing replicas(View view, double serviceSeconds, double work, double queued) {
        ServiceModel model = new ServiceModel.MultiServer(serviceSeconds, slots, 1, 1);
        Sizing sizing = objective.size(model, work / serviceSeconds, view.min(), view.max());
        double total = sizing.replicas() + Math.ceil(queued / slots - 1e-9);
        return new Sizing((int) Math.min(view.max(), total), sizing.feasible() && total <= view.max());
    }
}
