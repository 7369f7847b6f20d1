package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Candidate;
import io.selfscale.adapter.cli.backtest.InputFile;
import io.selfscale.adapter.cli.backtest.Policies;
import io.selfscale.adapter.cli.backtest.WorldPlan;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.baseline.Baselines;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is to be tuned.
 *
 * @param known makes contenders, and refuses what lint refuses
 * @param plan the world
 * @param options what may be varied
 */
record TunedPolicies(Policies known, WorldPlan plan, SearchOptions options) {

    /**
     * Returns a policy to tune.
     *
     * @param named a file, or hpa
     * @throws UsageException if there is none, or it cannot be tuned
     */
    TunedPolicy named(String named) {
        TunedPolicy family = hpa(named);
        if (family != null) {
            return new TunedPolicy(family.text(), options.chosen(family.text(), family.knobs()), known, List.of());
        }
        if (Baselines.named(named) != null) {
            throw new UsageException("--policy " + named + " has no numbers to tune; expected a file or hpa");
        }
        // Refuses what lint refuses, and what a simulated world cannot answer.
        Candidate candidate = known.named(List.of(named)).get(0);
        Path path = Path.of(named);
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            PolicyFile file = PolicyReader.read(named, text);
            PolicyText policyText = Defaults.spelledOut(
                    new PolicyText(named, text, file.documents().get(0)));
            return new TunedPolicy(
                    policyText, options.chosen(policyText, Knobs.of(policyText)), known, candidate.pools());
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }

    private @Nullable TunedPolicy hpa(String name) {
        return HpaFamily.named(name, plan.service().replica().slots(), plan.min(), plan.max(), known);
    }

    /**
     * Returns the policy to compare with.
     *
     * @throws UsageException if it is not one that can be tuned
     */
    TunedPolicy rival(String name) {
        TunedPolicy rival = hpa(name.strip());
        if (rival == null) {
            throw new OptionValue("--compare", name).refuse("hpa");
        }
        return rival;
    }
}
