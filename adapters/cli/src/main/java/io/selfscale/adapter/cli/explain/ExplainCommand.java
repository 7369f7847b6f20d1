package io.selfscale.adapter.cli.explain;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.journal.JournalFile;
import io.selfscale.adapter.cli.journal.JournalStory;
import io.selfscale.adapter.cli.journal.SpecificationText;
import io.selfscale.adapter.cli.journal.ToldDecision;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.explain.Saving;
import io.selfscale.engine.explain.ScaleOutDelay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code selfscale explain}. */
@Command(
        name = "explain",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Tell why it scaled or did not, what would have changed it, and what made it slow.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale explain [OPTIONS] JOURNAL",
        descriptionHeading = "%n",
        description = {
            "Each change of the count is told in a block: what was seen, what each policy wanted and on which number, what"
                    + " limited it, what bound, and which value of which signal would have changed it (\"else\"). What"
                    + " happened between two changes is summed up in one line.",
            "With --slow: for each scale-out, where the time went from the moment of the need to the moment its replicas"
                    + " were ready, and which setting would have saved most."
        },
        parameterListHeading = "%nJournal:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:told",
            "1:the journal is damaged",
            "2:the call cannot be understood, or the file is not a journal"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale explain journal.jsonl",
            "  selfscale explain --at 20:15 journal.jsonl",
            "  selfscale explain --slow journal.jsonl",
            "  selfscale explain --last 1 --json journal.jsonl | jq '.decisions[0].counterfactuals'"
        })
public final class ExplainCommand implements Callable<Integer> {

    private static final int DEFAULT_LAST = 10;

    @Parameters(arity = "1", paramLabel = "JOURNAL", description = "A journal file.")
    private @Nullable Path journal;

    @Option(
            names = "--at",
            paramLabel = "T",
            description =
                    "Tell the decision at a moment, changed or not: 2026-11-11T20:15:00Z, or a time of day in UTC, 20:15.")
    private @Nullable String at;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "Tell the last N changes (with --slow: scale-outs); 10 without it.")
    private @Nullable Integer last;

    @Option(names = "--slow", description = "Tell where the time of each scale-out went.")
    private boolean slow;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy file it was decided by, for a journal that does not hold it.")
    private @Nullable Path policy;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Creates the command; picocli fills it in. */
    public ExplainCommand() {}

    @Override
    public Integer call() {
        String moment = at;
        Integer count = last;
        if (moment != null && (count != null || slow)) {
            throw new UsageException("--at tells one decision; leave out " + (slow ? "--slow" : "--last"));
        }
        if (count != null && count < 1) {
            throw new UsageException("--last must be at least 1 but was " + count);
        }
        JournalFile file = JournalFile.read(Objects.requireNonNull(journal));
        JournalStory story =
                JournalStory.of(file, policy == null ? null : SpecificationText.read(policy, file.target()));
        PrintWriter out = spec.commandLine().getOut();
        int most = count == null ? DEFAULT_LAST : count;
        if (slow) {
            slow(story, most, out);
        } else if (moment != null) {
            tell(story, List.of(Moment.find(moment, story.decisions())), out);
        } else {
            tell(story, changes(story.decisions(), most), out);
        }
        out.flush();
        return 0;
    }

    private static List<Integer> changes(List<ToldDecision> decisions, int most) {
        List<Integer> changes = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i).isChange()) {
                changes.add(i);
            }
        }
        return changes.subList(Math.max(0, changes.size() - most), changes.size());
    }

    private void tell(JournalStory story, List<Integer> positions, PrintWriter out) {
        List<ToldDecision> decisions = story.decisions();
        if (json) {
            List<Object> items = new ArrayList<>();
            for (int position : positions) {
                Explained explained = Explained.of(decisions, position);
                if (explained != null) {
                    items.add(explained.json());
                }
            }
            Map<String, Object> whole = new LinkedHashMap<>();
            whole.put("decisions", items);
            print(story, whole, out);
            return;
        }
        reserve(story);
        if (positions.isEmpty()) {
            String between = Between.of(decisions, 0, decisions.size());
            out.println("the count never changed" + (between == null ? "" : "; " + between));
        }
        for (int i = 0; i < positions.size() && !out.checkError(); i++) {
            int position = positions.get(i);
            if (i > 0) {
                String between = Between.of(decisions, positions.get(i - 1) + 1, position);
                out.println(between == null ? "" : between + System.lineSeparator());
            }
            Explained explained = Explained.of(decisions, position);
            if (explained == null) {
                out.println(decisions.get(position).observation().wallTime() + ": a repeat of a decision before the"
                        + " journal begins");
            } else {
                lines(explained.lines(), out);
            }
        }
        if (positions.size() > 1) {
            String after = Between.of(decisions, positions.get(positions.size() - 1) + 1, decisions.size());
            if (after != null) {
                out.println(after);
            }
        }
    }

    private void slow(JournalStory story, int most, PrintWriter out) {
        SlowReport report = SlowReport.of(story.decisions()).last(most);
        if (json) {
            print(story, report.json(), out);
            return;
        }
        reserve(story);
        for (ScaleOutDelay delay : report.delays()) {
            lines(delay.explain().lines().toList(), out);
            out.println();
        }
        String summary = report.summary();
        out.println(summary == null ? "there is no scale-out in the journal" : bold(summary));
        for (Saving saving : report.savings()) {
            out.println("  " + (saving.kind() == Saving.Kind.SETTING ? "setting: " : "capacity: ") + saving.text());
        }
    }

    private static void print(JournalStory story, Map<String, Object> content, PrintWriter out) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("journal", story.file().path().toString());
        String target = story.file().target();
        if (target != null) {
            whole.put("target", target);
        }
        String reservation = story.reservation();
        if (reservation != null) {
            whole.put("reservation", reservation);
        }
        whole.putAll(content);
        out.println(JsonWriter.write(whole));
    }

    private void reserve(JournalStory story) {
        String reservation = story.reservation();
        if (reservation != null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("selfscale: " + reservation);
            err.flush();
        }
    }

    private static void lines(List<String> lines, PrintWriter out) {
        out.println(bold(lines.get(0)));
        lines.stream().skip(1).forEach(out::println);
    }

    /** Colour is for terminals only; brackets of the text must not be taken for markup. */
    private static String bold(String line) {
        return Ansi.AUTO.enabled() ? "\u001B[1m" + line + "\u001B[0m" : line;
    }
}
