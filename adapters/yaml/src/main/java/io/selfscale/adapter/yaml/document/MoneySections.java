package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.SpotSpec;
import java.time.ZoneId;
import java.util.List;

/** {@code budget} and {@code spot}. */
final class MoneySections {

    private static final Field<BudgetSpec, Double> PER_HOUR = Field.optional(
            "perHour", Forms.POSITIVE_NUMBER, BudgetSpec.NONE.perHour(), BudgetSpec::perHour, "money per hour at most");
    private static final Field<BudgetSpec, Double> PER_MONTH = Field.optional(
            "perMonth",
            Forms.POSITIVE_NUMBER,
            BudgetSpec.NONE.perMonth(),
            BudgetSpec::perMonth,
            "money per calendar month at most; what is left of it is spread over the hours left");
    private static final Field<BudgetSpec, Double> RESERVE = Field.optional(
            "monthlyReserve",
            Forms.atLeast(0),
            0.0,
            BudgetSpec::monthlyReserve,
            "part of `perMonth` that is kept for the end of the month");
    private static final Field<BudgetSpec, ZoneId> ZONE = Field.optional(
            "zone", Forms.ZONE, BudgetSpec.NONE.zone(), BudgetSpec::zone, "time zone in which months begin");
    private static final Field<BudgetSpec, Integer> CAP = Field.optional(
            "instanceCap",
            Forms.integer(1, Integer.MAX_VALUE),
            BudgetSpec.NONE.instanceCap(),
            BudgetSpec::instanceCap,
            "replicas of all pools together at most, draining ones included");

    static final ObjectForm<BudgetSpec> BUDGET = ObjectForm.of(
            "budget",
            "What all replicas together may cost, and how many there may be, at every instant.",
            List.of(PER_HOUR, PER_MONTH, RESERVE, ZONE, CAP),
            values -> new BudgetSpec(
                    values.get(PER_HOUR),
                    values.get(PER_MONTH),
                    values.get(RESERVE),
                    values.get(ZONE),
                    values.get(CAP)));

    private static final Field<SpotSpec, Integer> FLOOR = Field.optional(
            "onDemandFloor",
            Forms.integer(0, Integer.MAX_VALUE),
            0,
            SpotSpec::onDemandFloor,
            "capacity that on-demand pools hold at least, for requests that must not be interrupted");
    private static final Field<SpotSpec, Integer> SHARE = Field.optional(
            "largestShare",
            Forms.percent(0, 100),
            100,
            SpotSpec::largestSharePercent,
            "share of the whole count that spot pools hold at most");

    static final ObjectForm<SpotSpec> SPOT = ObjectForm.of(
            "spot",
            "How much of the capacity may be taken away at short notice.",
            List.of(FLOOR, SHARE),
            values -> new SpotSpec(values.get(FLOOR), values.get(SHARE)));

    private MoneySections() {}
}
