package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * A Horizontal Pod Autoscaler tuned in hindsight on the very demand it is tried on: the largest target that reaches the
 * goal, or else the smallest one.
 *
 * @param name its name
 */
record TunedHpa(String name) implements Contender {

    private static final int LARGEST_PCT = 115;
    private static final int SMALLEST_PCT = 20;
    private static final int STEP_PCT = 5;

    @Override
    public Contender settled(Setting setting, DoubleConsumer progress) {
        for (int percent = LARGEST_PCT; percent > SMALLEST_PCT; percent -= STEP_PCT) {
            Contender candidate = candidate(percent);
            if (Trial.reachesGoal(candidate, setting, progress)) {
                return candidate;
            }
        }
        return candidate(SMALLEST_PCT);
    }

    private Contender candidate(int percent) {
        double share = percent / 100.0;
        return new Hpa(share).contender(name, String.format(Locale.ROOT, "target %.2f of the slots", share));
    }

    @Override
    public Controller controller(Setting setting) {
        return settled(setting, share -> {}).controller(setting);
    }
}
