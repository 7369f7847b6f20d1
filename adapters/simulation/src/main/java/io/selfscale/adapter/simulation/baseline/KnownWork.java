package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.util.PriorityQueue;

/** The slots that known arrivals take over time. */
final class KnownWork {

    private KnownWork() {}

    /**
     * Returns the mean number of slots that are taken in each tick, if each request is served on arrival, or in order once
     * one of all slots of the largest fleet is free, for as long as it takes while all are taken.
     */
    static double[] slotsByTick(Setting setting) {
        Demand demand = setting.demand();
        ReplicaModel model = setting.world().replica();
        double tick = setting.world().monitoring().tick().toNanos() / 1e9;
        long most = (long) setting.max() * model.slots();
        double[] slots = new double[(int) Math.ceil(demand.seconds() / tick) + 1];
        PriorityQueue<Double> ends = new PriorityQueue<>();
        for (int i = 0; i < demand.size(); i++) {
            double start = demand.arrivalSeconds(i);
            Double first = ends.peek();
            while (first != null && first <= start) {
                ends.remove();
                first = ends.peek();
            }
            if (ends.size() >= most) {
                start = ends.remove();
            }
            double end = start
                    + model.serviceSeconds(
                            demand.textTokens(i), demand.imageTokens(i), demand.outputTokens(i), model.slots());
            ends.add(end);
            add(slots, tick, start, end);
        }
        return slots;
    }

    private static void add(double[] slots, double tick, double start, double end) {
        for (int k = (int) (start / tick); k < slots.length && k * tick < end; k++) {
            slots[k] += (Math.min(end, (k + 1) * tick) - Math.max(start, k * tick)) / tick;
        }
    }
}
