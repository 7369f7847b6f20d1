package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReasonCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a demand through a world under a controller, event by event. The same arguments give the same run to the last
 * bit. After the end of the demand nothing is decided or paid for any more, and what waits is served.
 */
public final class World {

    /** Ticks between two reports of progress. */
    private static final int PROGRESS_TICKS = 64;

    private final Demand demand;
    private final WorldSettings settings;
    private final Controller controller;
    private final ReplicaModel model;
    private final Fleet fleet;
    private final WaitingRoom waiting;
    private final Meter meter;
    private final ReplicaAgenda agenda = new ReplicaAgenda();
    private final RequestRecords records;
    private final double[] outputTokens;
    private final List<TickRecord> ticks = new ArrayList<>();
    private final ArrayDeque<Measurements> measured = new ArrayDeque<>();
    private final SplittableRandom gaps;
    private final double tickSeconds;
    private final double lagSeconds;
    private final double endSeconds;
    private final double sharedSeconds;

    private double nextArrival;
    private double nextTick;
    private double nextSample;
    private int arrived;
    private int inService;
    private int level;
    private EnumSet<ReasonCode> alarms = EnumSet.noneOf(ReasonCode.class);
    private long sampled;
    private long ticked;
    private double cost;
    private double paidUntil;
    private double lastLeft;

    /** When what all replicas share has dealt with all requests that have begun. */
    private double sharedUntil;

    private List<OrderOutcome> outcomes = new ArrayList<>();

    private World(Demand demand, WorldSettings settings, Controller controller) {
        this.demand = demand;
        this.settings = settings;
        this.controller = controller;
        this.model = settings.replica();
        this.endSeconds = demand.seconds();
        this.fleet = new Fleet(settings, endSeconds);
        Duration patience = settings.frontDoor().patience();
        this.waiting = new WaitingRoom(demand, patience == null ? Double.POSITIVE_INFINITY : patience.toNanos() / 1e9);
        this.meter = new Meter(settings.longestWaitSeconds(), model.slots());
        this.records = new RequestRecords(demand.size());
        this.outputTokens = new double[demand.size()];
        this.gaps = new SplittableRandom(settings.seed() ^ 0x6A09E667F3BCC909L);
        this.tickSeconds = settings.monitoring().tick().toNanos() / 1e9;
        this.lagSeconds = settings.monitoring().lag().toNanos() / 1e9;
        this.sharedSeconds = settings.sharedStage().toNanos() / 1e9;
        this.nextArrival = demand.size() > 0 ? demand.arrivalSeconds(0) : Double.POSITIVE_INFINITY;
        this.nextTick = 0;
        // Before time zero there is nothing to see.
        while ((sampled + 1) * tickSeconds - lagSeconds <= 0) {
            sampled++;
        }
        this.nextSample = nextSample();
    }

    /** Runs a demand through a world. */
    public static RunRecord run(Demand demand, WorldSettings settings, Controller controller) {
        return run(demand, settings, controller, share -> {});
    }

    /**
     * Runs a demand through a world.
     *
     * @param progress is told the share of the demand that has passed, now and then; may throw to end the run
     */
    public static RunRecord run(Demand demand, WorldSettings settings, Controller controller, DoubleConsumer progress) {
        return new World(demand, settings, controller).run(progress);
    }

    private RunRecord run(DoubleConsumer progress) {
        double now = 0;
        while (true) {
            double end = agenda.next();
            double occurs = fleet.next();
            // Who was put back after its patience had ended gives up now, not in the past.
            double givesUp = Math.max(now, waiting.nextToGiveUp());
            double next = Math.min(
                    Math.min(Math.min(end, occurs), Math.min(nextArrival, givesUp)), Math.min(nextTick, nextSample));
            if (next == Double.POSITIVE_INFINITY || (next >= endSeconds && isOver(givesUp))) {
                break;
            }
            now = next;
            // Of what happens at the same time, what frees slots comes first and what decides last.
            if (end <= next) {
                step(agenda.first(), now);
            } else if (occurs <= next) {
                pay(now);
                happen(now);
            } else if (givesUp <= next) {
                leave(waiting.giveUp(), now, Fate.TIMED_OUT);
            } else if (nextArrival <= next) {
                int request = arrived++;
                nextArrival = arrived < demand.size() ? demand.arrivalSeconds(arrived) : Double.POSITIVE_INFINITY;
                arrive(request, now);
            } else if (nextSample <= next) {
                sample(now);
            } else {
                control(now);
                if (ticked % PROGRESS_TICKS == 0) {
                    progress.accept(Math.min(1, now / endSeconds));
                }
            }
        }
        pay(endSeconds);
        double ended = Math.max(endSeconds, lastLeft);
        return new RunRecord(
                demand, settings, records, ticks, fleet.histories(), cost, meter.inFlightSeconds(ended), ended);
    }

    /** After the end of the demand the run goes on for as long as anything is served, or gives up. */
    private boolean isOver(double givesUp) {
        return nextArrival == Double.POSITIVE_INFINITY
                && nextTick == Double.POSITIVE_INFINITY
                && inService == 0
                && (waiting.size() == 0 || (!fleet.willServe() && givesUp == Double.POSITIVE_INFINITY));
    }

    private double nextTick() {
        double at = ticked * tickSeconds;
        return at < endSeconds ? at : Double.POSITIVE_INFINITY;
    }

    private double nextSample() {
        double at = (sampled + 1) * tickSeconds - lagSeconds;
        return at < endSeconds ? at : Double.POSITIVE_INFINITY;
    }

    private void sample(double now) {
        sampled++;
        nextSample = nextSample();
        measured.addLast(meter.sample(now, waiting.size(), now - waiting.oldestArrival(now), fleet.readyReplicas()));
    }

    private void arrive(int request, double now) {
        FrontDoor door = settings.frontDoor();
        if (door.cacheHitShare() > 0 && isCached(request)) {
            // The cache is in front of all that is measured: its answers need no replica.
            records.started(request, now, 0);
            records.ended(request, now, Fate.CACHED);
            return;
        }
        meter.arrived(now);
        boolean letIn = level == 0 || demand.priority(request) < rung().classes();
        if (!letIn || (waiting.size() >= door.longestQueue() && fleet.leastTaken() < 0)) {
            leave(request, now, Fate.REJECTED);
            return;
        }
        waiting.add(request);
        dispatch(now);
    }

    /** The same requests hit the cache whatever the policy. */
    private boolean isCached(int request) {
        SplittableRandom random = new SplittableRandom(settings.seed() * 0xBF58476D1CE4E5B9L + request);
        return random.nextDouble() < settings.frontDoor().cacheHitShare();
    }

    private FrontDoor.Rung rung() {
        List<FrontDoor.Rung> rungs = settings.frontDoor().rungs();
        return rungs.get(Math.min(level, rungs.size()) - 1);
    }

    private void leave(int request, double now, Fate fate) {
        records.ended(request, now, fate);
        meter.left(now);
        lastLeft = now;
    }

    private void dispatch(double now) {
        while (waiting.size() > 0) {
            int replica = fleet.leastTaken();
            if (replica < 0) {
                return;
            }
            begin(waiting.take(), replica, now);
        }
    }

    private void begin(int request, int replica, double now) {
        double image = demand.imageTokens(request);
        double output = demand.outputTokens(request);
        if (level > 0) {
            image *= rung().imageShare();
            output = Math.ceil(output * rung().outputShare());
        }
        outputTokens[request] = output;
        records.started(request, now, level);
        meter.started(now, now - demand.arrivalSeconds(request), level > 0);
        inService++;
        BatchingReplica slots = fleet.replica(replica).slots();
        double begins = now;
        if (sharedSeconds > 0) {
            sharedUntil = Math.max(now, sharedUntil) + sharedSeconds;
            begins = sharedUntil;
        }
        slots.begin(request, now, begins + model.prefillSeconds(demand.textTokens(request), image));
        fleet.noteTaken(replica);
        agenda.set(replica, slots.next());
    }

    private void step(int replica, double now) {
        BatchingReplica slots = fleet.replica(replica).slots();
        int request = slots.step(now, outputTokens);
        agenda.set(replica, slots.next());
        if (request < 0) {
            meter.prefilled(now - demand.arrivalSeconds(~request));
            return;
        }
        fleet.noteTaken(replica);
        inService--;
        records.ended(request, now, Fate.COMPLETED);
        lastLeft = now;
        meter.completed(
                now,
                now - records.startSeconds(request),
                now - demand.arrivalSeconds(request),
                model.serviceSeconds(
                        demand.textTokens(request),
                        demand.imageTokens(request),
                        demand.outputTokens(request),
                        model.slots()));
        if (fleet.draining() > 0) {
            pay(now);
            fleet.goneIfDrained(replica, now);
        }
        dispatch(now);
    }

    private void happen(double now) {
        int lost = fleet.happen(now);
        if (lost >= 0) {
            takeBack(lost, now);
        }
        dispatch(now);
    }

    /** What a lost replica served goes back to the front of the queue, in its old order. */
    private void takeBack(int replica, double now) {
        int[] requests = fleet.replica(replica).slots().abort(now);
        agenda.set(replica, Double.POSITIVE_INFINITY);
        Arrays.sort(requests);
        for (int i = requests.length - 1; i >= 0; i--) {
            inService--;
            records.returned(requests[i]);
            meter.returned(now);
            waiting.putBack(requests[i]);
        }
    }

    private void control(double now) {
        long nanos = Math.round(now * 1e9);
        Measurements seen = seen(now);
        long age = seen == null ? 0 : Math.max(0, nanos - Math.round(seen.toSeconds() * 1e9));
        Controller.Control control = controller.decide(new Controller.Seen(
                settings.start().plusNanos(nanos),
                nanos,
                seen,
                age,
                fleet.inventory(now),
                outcomes,
                fleet.takeAnnounced(now),
                now >= settings.monitoring().scaleInFrom().toNanos() / 1e9));
        ticked++;
        nextTick = nextTick();
        pay(now);
        outcomes = new ArrayList<>();
        for (Order order : control.orders()) {
            outcomes.add(fleet.carryOut(order, now));
        }
        int before = level;
        level = Math.min(
                control.serviceLevel().rung(), settings.frontDoor().rungs().size());
        boolean acted = !control.orders().isEmpty() || level != before;
        Decision decision = control.decision();
        boolean isKept = decision != null && (alarmed(decision) || acted || decision.from() != decision.to());
        dispatch(now);
        ticks.add(new TickRecord(
                now,
                waiting.size(),
                inService,
                control.requested(),
                fleet.starting(),
                fleet.ready(),
                fleet.draining(),
                level,
                fleet.costPerHour(),
                isKept ? decision : null));
    }

    /** Tells whether a decision raises or ends an alarm. */
    private boolean alarmed(Decision decision) {
        EnumSet<ReasonCode> now = EnumSet.noneOf(ReasonCode.class);
        decision.notes().alarms().forEach(alarm -> now.add(alarm.reason()));
        if (now.equals(alarms)) {
            return false;
        }
        alarms = now;
        return true;
    }

    /** Returns the newest sample that is old enough to be seen now. */
    private @Nullable Measurements seen(double now) {
        boolean gap = settings.monitoring().gapShare() > 0
                && gaps.nextDouble() < settings.monitoring().gapShare();
        Measurements newest = null;
        // A tenth of a nanosecond, for times that were added up in another order.
        double until = now - lagSeconds + 1e-10 * Math.max(1, now);
        Measurements next = measured.peekFirst();
        while (next != null && next.toSeconds() <= until) {
            newest = measured.removeFirst();
            next = measured.peekFirst();
        }
        return gap ? null : newest;
    }

    private void pay(double now) {
        double until = Math.min(now, endSeconds);
        if (until > paidUntil) {
            cost += fleet.costPerHour() * (until - paidUntil) / 3600;
            paidUntil = until;
        }
    }
}
