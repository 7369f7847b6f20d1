package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code backtest} refuses: one line each that says what is wrong, where, and what was expected; exit code 2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class BacktestInputTest {

    private Path folder;
    private String trace;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        this.folder = folder;
        trace = file("steady_60s.csv", "t_s,requests\n0,60\n60,60\n120,60\n");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static CommandLineRun backtest(String... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("backtest"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static void assertRefused(CommandLineRun run, String... parts) {
        assertThat(run.err()).startsWith("selfscale: ").contains(parts).doesNotContain("Exception", "\tat ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    private void assertTraceRefused(String name, String content, String expected) throws IOException {
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", file(name, content)), name + expected);
    }

    private void assertOptionsRefused(String expected, String... options) {
        assertRefused(
                backtest(Stream.concat(Stream.of("--policy", "hpa-0.4", "--trace", trace), Arrays.stream(options))
                        .toArray(String[]::new)),
                expected);
    }

    @Test
    void aWrongTraceIsRefusedWithItsLine() throws IOException {
        assertTraceRefused(
                "word.csv",
                "t_s,requests\n0,5\n60,abc\n",
                ":3: expected a number from 0 to 1e9 in column requests, but found \"abc\"");
        assertTraceRefused(
                "nan.csv", "t_s,requests\n0,NaN\n", ":2: expected a number from 0 to 1e9 in column requests, but");
        assertTraceRefused("infinite.csv", "t_s,requests\n0,Infinity\n", ":2: expected a number from 0 to 1e9");
        assertTraceRefused("huge.csv", "t_s,requests\n0,1e12\n", ":2: expected a number from 0 to 1e9");
        assertTraceRefused(
                "late.csv", "t_s,requests\n0,5\n1e300,5\n", ":3: expected a number from 0 to 1e9 in column t_s");
        assertTraceRefused(
                "negative.csv",
                "arrival_s,input_tokens,output_tokens\n0,5,5\n1,-3,9\n",
                ":3: expected a whole number from 0 to 1e9 in column input_tokens, but found \"-3\"");
        assertTraceRefused(
                "order.csv",
                "arrival_s,input_tokens,output_tokens\n0,5,5\n10,3,3\n4,4,4\n",
                ":4: expected a time not before the previous row's 10 in column arrival_s, but found \"4\"");
        assertTraceRefused(
                "twice.csv", "t_s,requests\n0,5\n60,6\n60,6\n", ":4: expected a time after the previous row's 60");
        assertTraceRefused(
                "comma.csv", "t_s,requests\n0,1,000\n", ":2: expected 2 fields, as the first line has, but found 3");
        assertTraceRefused("names.csv", "foo,bar\n1,2\n", ":1: expected a column arrival_s");
        assertTraceRefused("empty.csv", "", ":1: expected a line that names the columns, but found an empty file");
        assertTraceRefused("rows.csv", "t_s,requests\n", ":2: expected at least one row");
        assertTraceRefused(
                "night.csv",
                "t_s,requests\n0,0\n60,0\n",
                ": a window must have requests to be scaled to an offered load, but night has none from 0 s on");
    }

    @Test
    void aFileThatIsNoneIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SplittableRandom random = new SplittableRandom(1);
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("t_s,requests\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20_000; i++) {
                zip.write((i * 60 + "," + random.nextInt(1000) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        String cut = Files.write(folder.resolve("cut.csv.gz"), half).toString();

        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", cut),
                cut + ":",
                ": expected more, but the compressed file ends here; it may be cut off");
        assertTraceRefused("plain.csv.gz", "t_s,requests\n0,5\n", ": expected a gzip file because of its name");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", folder.toString()),
                "--trace must be a file, but " + folder + " is a folder");
        assertRefused(backtest("--policy", folder.toString(), "--trace", trace), "--policy must be a file, but ");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", "no.csv"), "--trace: there is no file no.csv");
        assertRefused(backtest("--policy", "hpa-0.4", "--journal", "no.jsonl"), "--journal: there is no file no.jsonl");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--service", "no.yaml"),
                "--service: there is no file no.yaml; built in are vlm8b and mgk");
    }

    @Test
    void anUnknownPolicyIsRefusedWithThoseThatThereAre() {
        assertRefused(
                backtest("--policy", "hpa-experts", "--trace", trace),
                "--policy: there is no file hpa-experts; built in are static-peak, static-mean, hpa-default, hpa-0.4,"
                        + " hpa-expert, hpa-tuned, kpa-default, founding-table, clairvoyant and hpa-X for a target of X,"
                        + " such as hpa-0.65");
    }

    /** Policies and traces are as many as are given, so that what follows them must be told from options. */
    @Test
    void anUnknownOptionIsNeitherAPolicyNorATrace() {
        assertOptionsRefused("unknown option '--hour' of selfscale backtest; did you mean --hours?", "--hour", "3");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--traces", trace),
                "unknown option '--traces' of selfscale backtest; did you mean --trace?");
    }

    @Test
    void absurdSizesAreRefusedWithWhatIsAllowed() throws IOException {
        assertOptionsRefused(
                "--hours must be a number greater than 0 and at most 87600, but was '1e9'", "--hours", "1e9");
        assertOptionsRefused("--hours must be a number greater than 0", "--hours", "NaN");
        assertOptionsRefused("--max must be a whole number from 1 to 10000, but was", "--max", "1000000000");
        assertOptionsRefused("--offered-load must be a number greater than 0", "--offered-load", "1e12");
        assertOptionsRefused("--offered-load must be a number greater than 0", "--offered-load", "NaN");
        assertOptionsRefused(
                "--tick 1ms would make 3,600,000 decisions against ",
                "--trace",
                file("hour_3600s.csv", "t_s,requests\n0,3600\n"),
                "--tick",
                "1ms");
        String days = file("days_86400s.csv", "t_s,requests\n0,100\n86400,100\n");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", days, "--offered-load", "10000", "--max", "10000"),
                days + ": a run must have at most 50,000,000 requests, but days_86400s would have 1,960,");
        String many = file("many_60s.csv", "t_s,requests\n0,5000000\n60,5000000\n");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", many, "--offered-load", "recorded", "--max", "10000"),
                many + " cannot be served within the SLO by any policy: it keeps 73,4",
                " replicas of vlm8b busy on average, all 8 slots of each, and there may be 10,000 (--max); give a smaller"
                        + " --offered-load");
    }

    @Test
    void wrongOptionsAreRefusedWithWhatWasExpected() {
        assertOptionsRefused("a window must start before the end of the trace, but it starts at 5 h", "--from", "5h");
        assertOptionsRefused("--min 5 must not be above --max 3", "--min", "5", "--max", "3");
        assertOptionsRefused("--tick must be a time above zero such as 15s", "--tick", "0s");
        assertOptionsRefused("--slo must be such as wait<=2s:99%", "--slo", "wait<2s");
        assertOptionsRefused("--slo must be a share above 0% and below 100%", "--slo", "wait<=2s:100%");
        assertOptionsRefused("--price must be a price of a replica for an hour", "--price", "NaN");
        assertOptionsRefused("--startup must be a time such as 60s", "--startup", "60");
        assertOptionsRefused("--world must be standard or own, but was 'mine'", "--world", "mine");
        assertOptionsRefused("--seed must be a whole number", "--seed", "x");
        assertOptionsRefused("--jobs must be a whole number from 1", "--jobs", "0");
        assertOptionsRefused("--slots is for --journal", "--slots", "2");
        assertOptionsRefused("--json must be a file, but", "--json", folder.toString());
        String same = folder.resolve("same").toString();
        assertOptionsRefused(
                "--json and --html must be different files, but both were " + same,
                "--json",
                same,
                "--html",
                folder.resolve("./same").toString());
    }

    @Test
    void whatIsNoLoadOfPrometheusIsRefusedWithItsPlace() throws IOException {
        String form =
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":"
                        + "[[0,\"5\"],[60,\"%s\"],[120,\"5\"]]}]}}";
        for (String value : List.of("NaN", "+Inf", "-6")) {
            String file = file("range.json", form.formatted(value));
            assertRefused(
                    backtest("--policy", "hpa-0.4", "--prometheus-range", file),
                    file + ":1: expected a number from 0 to 1000000000, but found \"" + value + "\" at column 96");
        }
        assertRefused(
                backtest(
                        "--policy",
                        "hpa-0.4",
                        "--prometheus-range",
                        file("cut.json", form.formatted("5").substring(0, 112))),
                "cut.json:1: expected the JSON of a query_range answer");
    }

    @Test
    void errorsCannotSendCodesToTheTerminal() throws IOException {
        assertTraceRefused("codes.csv", "\u001b]0;owned\u0007,b\n1,2\n", ":1: expected a column arrival_s");
        CommandLineRun run = backtest("--policy", "\u001b[2J", "--trace", trace);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\u001b");
    }

    @Test
    void aFailureToWriteIsOneLineAndExitCode1() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Path part = Files.createDirectories(taken.resolve(".out.json.part").resolve("in-the-way"));
        assertThat(part).exists();

        CommandLineRun run = backtest(
                "--policy",
                "hpa-0.4",
                "--trace",
                trace,
                "--json",
                taken.resolve("out.json").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("selfscale: the results could not be written to " + taken.resolve("out.json") + ": ")
                .hasLineCount(1);
    }
}
