package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.lint.LintedFile;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.baseline.Baselines;
import io.selfscale.adapter.simulation.control.Measure;
import io.selfscale.adapter.yaml.PolicyDocument;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the policies that were named: built-in ones, and those of files, which must pass {@code selfscale lint}. */
public final class Policies {

    private final Map<String, Measure> answers;
    private final FindingLines errors;

    /**
     * Creates it.
     *
     * @param signals what was given as {@code --signal}: {@code NAME=MEASURE} each
     * @param errors takes what is wrong with a file
     */
    public Policies(List<String> signals, FindingLines errors) {
        this.answers = answers(signals);
        this.errors = errors;
    }

    private static Map<String, Measure> answers(List<String> signals) {
        Map<String, Measure> answers = new LinkedHashMap<>();
        for (String text : signals) {
            OptionValue given = new OptionValue("--signal", text);
            int equals = text.indexOf('=');
            Measure measure = Measure.named(text.substring(equals + 1).strip());
            if (equals < 1 || measure == null) {
                throw given.refuse("NAME=MEASURE, with a measure of " + String.join(", ", names()));
            }
            answers.put(text.substring(0, equals).strip(), measure);
        }
        return answers;
    }

    private static List<String> names() {
        return Arrays.stream(Measure.values())
                .map(measure -> measure.names().get(0))
                .toList();
    }

    /**
     * Returns the policies, in order.
     *
     * @throws UsageException if one of them cannot be tried
     */
    public List<Candidate> named(List<String> names) {
        Set<String> seen = new LinkedHashSet<>();
        List<Candidate> candidates = new ArrayList<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new UsageException("--policy " + name + " may be given once only");
            }
            Contender baseline = Baselines.named(name);
            candidates.add(baseline == null ? ofFile(name) : new Candidate(baseline, List.of()));
        }
        return candidates;
    }

    private Candidate ofFile(String name) {
        Path file = InputFile.of(
                "--policy",
                name,
                "; built in are " + String.join(", ", Baselines.names())
                        + " and hpa-X for a target of X, such as hpa-0.65");
        try {
            List<Finding> findings = LintedFile.findings(file, null);
            long count = findings.stream().filter(Finding::isError).count();
            if (count > 0) {
                errors.write(findings);
                throw new UsageException(name + " is not tried: lint finds " + Text.plural(count, "error"));
            }
            List<PolicyDocument> documents = PolicyReader.read(file).documents();
            if (documents.size() != 1) {
                errors.write(findings);
                throw new UsageException("--policy must be a file with one policy, but " + name + " has "
                        + (documents.isEmpty()
                                ? "none"
                                : documents.size() + ", for "
                                        + documents.stream()
                                                .map(document ->
                                                        document.spec().target().name())
                                                .collect(Collectors.joining(", "))));
            }
            return of(name, documents.get(0).spec());
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    /**
     * Returns a policy that is known already.
     *
     * @throws UsageException if a simulated world cannot answer its signals
     */
    public Candidate of(String name, ScalingSpec spec) {
        requireAnswers(name, spec);
        boolean statesPools = !spec.pools().equals(List.of(PoolSpec.of("default")));
        return new Candidate(new PolicyContender(name, spec, answers), statesPools ? spec.pools() : List.of());
    }

    private void requireAnswers(String name, ScalingSpec spec) {
        List<Signal> unknown = new ArrayList<>();
        for (SignalSpec used : spec.signals()) {
            Signal signal = used.signal();
            Measure chosen = answers.get(signal.name());
            Measure measure = chosen == null ? Measure.named(signal.name()) : chosen;
            if (measure == null) {
                unknown.add(signal);
            } else if (!measure.answers(signal.kind())) {
                throw new UsageException(name + ": " + signal.name() + " is a signal of kind " + word(signal.kind())
                        + ", and " + measure.names().get(0) + " (" + measure.meaning() + ") cannot be one; "
                        + remedy(signal));
            }
        }
        if (!unknown.isEmpty()) {
            throw new UsageException(name + ": nothing in a simulated world is called "
                    + unknown.stream().map(Signal::name).collect(Collectors.joining(", ")) + "; "
                    + unknown.stream().map(Policies::remedy).collect(Collectors.joining("; ")));
        }
    }

    private static String remedy(Signal signal) {
        String measures = Arrays.stream(Measure.values())
                .filter(measure -> measure.answers(signal.kind()))
                .map(measure -> measure.names().get(0))
                .collect(Collectors.joining(", "));
        return "say what it is with --signal " + signal.name() + "=MEASURE, for a signal of kind " + word(signal.kind())
                + " one of " + measures;
    }

    /** Returns the word of policy files. */
    private static String word(SignalKind kind) {
        return kind == SignalKind.PER_REPLICA ? "perReplica" : kind.name().toLowerCase(Locale.ROOT);
    }
}
