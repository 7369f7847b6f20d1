package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.report.DemoReport;
import io.selfscale.adapter.cli.demo.report.ReportFile;
import io.selfscale.adapter.cli.demo.report.Summary;
import io.selfscale.adapter.cli.demo.view.DemoView;
import io.selfscale.adapter.cli.demo.view.LiveView;
import io.selfscale.adapter.cli.demo.view.PlainView;
import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.stop.StopSignal;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code selfscale demo}. A composition root: takes clock, terminal and signals of the system. */
@Command(
        name = "demo",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Run a service that scales itself under real load, and tell why.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale demo [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Starts a front door and a pool of worker processes on this machine, sends them product photos to analyse, and"
                    + " lets a policy decide how many workers there are. Everything ends with the command.",
            "Without options: 90 seconds of an 11.11 sale, from calm to a burst of ten times and back, with the founding"
                    + " policy, then a quiet tail until the pool is small again."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale demo --seconds 60 --report out.json",
            "  selfscale demo --policy target-tracking",
            "  selfscale demo --trace requests.csv.gz --speedup 30 --seconds 90",
            "  selfscale demo --startup-delay 20 --plain"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    @Mixin
    private final DemoOptions options = new DemoOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    /** Creates the command; picocli fills it in. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = out();
        DemoSettings settings = DemoSettings.from(options);
        ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "selfscale-demo-watch");
            thread.setDaemon(true);
            return thread;
        });
        try (StopSignal stop = StopSignal.listening("demo")) {
            DemoReport report = run(settings, watcher, stop, out);
            return tell(report, settings, out);
        } catch (CancellationException e) {
            // The terminal has shown ^C at the end of whatever line it was on.
            out.println();
            out.println("Interrupted; everything is stopped, and no report was written");
            out.flush();
            return INTERRUPTED;
        } finally {
            watcher.shutdownNow();
        }
    }

    private static DemoReport run(
            DemoSettings settings, ScheduledExecutorService watcher, StopSignal stop, PrintWriter out)
            throws IOException {
        try (DemoView view = view(settings, out)) {
            Demo.Surroundings around = new Demo.Surroundings(
                    Clock.systemUTC(),
                    Ticker.system(),
                    watcher,
                    WorkerTemplate.of(settings.fleet(), Path.of(property("java.home")), property("java.class.path")),
                    Runtime.getRuntime().maxMemory());
            return new Demo(settings, around, view, stop.requested()).run();
        }
    }

    private static DemoView view(DemoSettings settings, PrintWriter out) {
        LiveView live = settings.output().plain() ? null : LiveView.open(System.getenv());
        return live == null ? new PlainView(out) : live;
    }

    private static int tell(DemoReport report, DemoSettings settings, PrintWriter out) {
        Summary.of(report).forEach(out::println);
        Path journal = settings.output().journal();
        if (journal != null) {
            out.println("Journal: " + journal.toAbsolutePath());
        }
        Path file = settings.output().report();
        if (file != null) {
            try {
                ReportFile.write(report, file);
            } catch (IOException e) {
                throw new CommandFailedException("the report could not be written to " + file + ": " + e, e);
            }
            out.println("Report: " + file.toAbsolutePath());
        }
        out.flush();
        return 0;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    private PrintWriter out() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("the command is not part of a command line");
        }
        return known.commandLine().getOut();
    }
}
