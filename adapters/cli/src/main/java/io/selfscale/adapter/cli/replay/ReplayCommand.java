package io.selfscale.adapter.cli.replay;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.journal.JournalFile;
import io.selfscale.adapter.cli.journal.SpecificationText;
import io.selfscale.engine.journal.JournalReplay;
import io.selfscale.engine.journal.ReplayReport;
import io.selfscale.engine.spec.ScalingSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code selfscale replay}. */
@Command(
        name = "replay",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Decide a journal again, and compare bit for bit.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale replay [OPTIONS] JOURNAL",
        descriptionHeading = "%n",
        description = {
            "Computes every decision of a journal again, from its snapshots and observations, and compares it with the"
                    + " record, and the state with every later snapshot. What it was decided by stands in the journal"
                    + " itself; --policy decides by another policy file instead, and so shows what that would have"
                    + " changed, given the same measurements.",
            "What policies in Java code advised stands in the journal as well. A policy in Java code that runs inside the"
                    + " decision function does not, so that its decisions cannot be computed again here: replay tells"
                    + " which, and an application can replay them with JournalReplay."
        },
        parameterListHeading = "%nJournal:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every decision and snapshot is the same",
            "1:something differs, is damaged or cannot be computed again",
            "2:the call cannot be understood, or the file is not a journal, or nothing in it can be computed again"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  selfscale replay journal.jsonl", "  selfscale replay --policy proposal.yaml journal.jsonl"})
public final class ReplayCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 20;

    /** A value of a whole record is not for a terminal. */
    private static final int LONGEST_SHOWN = 300;

    @Parameters(arity = "1", paramLabel = "JOURNAL", description = "A journal file.")
    private @Nullable Path journal;

    @Option(names = "--policy", paramLabel = "FILE", description = "Decide by this policy file instead.")
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
    public ReplayCommand() {}

    @Override
    public Integer call() {
        JournalFile file = JournalFile.read(Objects.requireNonNull(journal));
        String target = file.target();
        ScalingSpec override = policy == null ? null : SpecificationText.read(policy, target);
        ReplayReport report = new JournalReplay(text -> SpecificationText.parse(text, target), override, decision -> {})
                .replay(file.entries());
        if (report.recomputed() == 0) {
            String why = report.skipped().isEmpty()
                    ? "it holds no decision"
                    : report.skipped().get(0).reason() + "; --policy FILE gives one";
            throw new UsageException("nothing in " + file.path() + " can be computed again: " + why);
        }
        PrintWriter out = spec.commandLine().getOut();
        tell(report, file, out);
        out.flush();
        return report.isEqual() ? 0 : 1;
    }

    private static void tell(ReplayReport report, JournalFile file, PrintWriter out) {
        for (int i = 0; i < Math.min(MOST_SHOWN, report.differences().size()); i++) {
            ReplayReport.Difference difference = report.differences().get(i);
            out.println(file.path() + ":" + difference.line() + ": " + difference.field() + " was "
                    + shortened(difference.recorded()) + ", is " + shortened(difference.recomputed()));
        }
        if (report.differing() > MOST_SHOWN) {
            out.println("... and " + (report.differing() - MOST_SHOWN) + " more");
        }
        for (ReplayReport.Skipped skipped : report.skipped()) {
            out.println(file.path() + ":" + skipped.line() + ": " + skipped.decisions()
                    + " decisions from here on were not computed again: " + skipped.reason());
        }
        out.println(plural(report.recomputed(), "decision") + " (" + plural(report.changes(), "change") + ") and "
                + plural(report.states(), "state") + " of " + plural(report.lives(), "run") + " computed again: "
                + difference(report.differing()));
    }

    private static String difference(long differing) {
        if (differing == 0) {
            return "no difference";
        }
        return differing + (differing == 1 ? " differs" : " differ");
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String shortened(String json) {
        return json.length() <= LONGEST_SHOWN ? json : json.substring(0, LONGEST_SHOWN) + "...";
    }
}
