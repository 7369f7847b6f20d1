package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.Locale;

/** Refuses what no policy could serve, or nobody would wait for, before anything runs. */
final class Servable {

    /** The most decisions of one run: a week of ticks of a third of a second. */
    static final long MOST_DECISIONS = 2_000_000;

    private Servable() {}

    /**
     * Refuses a load that keeps more replicas busy than there may be.
     *
     * @param load what the load is called
     * @param replicas how many it keeps busy on average, all slots of each
     * @param remedy what else than more replicas would help; may be empty
     */
    static void requireRoom(String load, double replicas, WorldPlan plan, String service, int slots, String remedy) {
        if (replicas <= plan.max()) {
            return;
        }
        String more = replicas < WorldOptions.MOST_REPLICAS ? "a larger --max" : "";
        throw new UsageException(String.format(
                Locale.ROOT,
                "%s cannot be served within the SLO by any policy: it keeps %,.2f replicas of %s busy on average,"
                        + " %s, and there may be %,d (--max); give %s",
                load,
                replicas,
                service,
                slots == 1 ? "each with one slot" : "all " + slots + " slots of each",
                plan.max(),
                more.isEmpty() || remedy.isEmpty() ? more + remedy : more + ", or " + remedy));
    }

    /** Refuses an SLO of latency that is not kept even where every request is alone on its replica. */
    static void requireQuickEnough(String load, Demand demand, ReplicaModel replica, String service, Slo slo) {
        if (slo.isAboutWaits()) {
            return;
        }
        double bound = slo.objective().longestSeconds();
        int tooLong = 0;
        double sum = 0;
        for (int i = 0; i < demand.size(); i++) {
            double alone = replica.serviceSeconds(
                    demand.textTokens(i), demand.imageTokens(i), demand.outputTokens(i), /* batch= */ 1);
            sum += alone;
            tooLong += alone > bound ? 1 : 0;
        }
        double share = tooLong / (double) Math.max(1, demand.size());
        if (share > 1 - slo.share()) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s cannot meet %s: even alone on a replica, %.2f %% of the requests of %s take longer than %s (the mean"
                            + " one takes %.2f s)",
                    service,
                    slo,
                    share * 100,
                    load,
                    Text.duration(slo.bound()),
                    sum / Math.max(1, demand.size())));
        }
    }

    /** Refuses so many decisions that nobody would wait for them. */
    static void requireEnd(String load, Duration length, Duration tick) {
        double decisions = (double) length.toNanos() / tick.toNanos();
        if (decisions > MOST_DECISIONS) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "--tick %s would make %,.0f decisions against %s, and there may be %,d; give a longer --tick, or fewer"
                            + " --hours",
                    Text.duration(tick),
                    decisions,
                    load,
                    MOST_DECISIONS));
        }
    }
}
