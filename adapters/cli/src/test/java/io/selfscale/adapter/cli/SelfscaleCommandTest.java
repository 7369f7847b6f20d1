package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfscaleCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "-V",
                "--help",
                "-h",
                "demo --help",
                "demo -h",
                "lint --help",
                "explain --help",
                "replay -h"
            })
    void answersAndSucceeds(String arguments) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsIgnoringCase("selfscale");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpOfTheDemoTellsEveryOptionAndDefault() {
        assertThat(CommandLineRun.of("demo", "--help").out())
                .contains("--seconds", "--trace", "--speedup", "--scale", "--min", "--max", "--policy")
                .contains("--startup-delay", "--worker-cpu-share", "--seed", "--journal", "--report", "--plain")
                .contains("--port", "Default: 0.2", "Default: 1111", "Examples");
    }

    @Test
    void unknownCommandsAreNamed() {
        assertRefused(
                CommandLineRun.of("dance"),
                "unknown command 'dance'; expected one of: demo, lint, backtest, tune, explain, replay, export, generate, tiny-model (see selfscale --help)");
    }

    @Test
    void unknownOptionsAreNamed() {
        assertRefused(
                CommandLineRun.of("demo", "--second", "10"),
                "unknown option '--second' of selfscale demo; did you mean --seconds? (see selfscale demo --help)");
        assertRefused(CommandLineRun.of("--dance"), "unknown option '--dance' of selfscale (see selfscale --help)");
    }

    @Test
    void unexpectedArgumentsAreNamed() {
        assertRefused(
                CommandLineRun.of("demo", "now"),
                "unexpected argument 'now'; selfscale demo takes options only (see selfscale demo --help)");
        assertRefused(
                CommandLineRun.of("replay", "a.jsonl", "b.jsonl"),
                "unexpected argument 'b.jsonl'; selfscale replay takes one JOURNAL (see selfscale replay --help)");
    }

    @Test
    void missingCommandIsToldWhatThereIs() {
        assertRefused(
                CommandLineRun.of(),
                "a command is missing; expected one of: demo, lint, backtest, tune, explain, replay, export, generate, tiny-model (see selfscale --help)");
    }

    @Test
    void optionsWithoutTheirValueAreNamed() {
        CommandLineRun run = CommandLineRun.of("demo", "--seconds");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("--seconds");
    }

    @Test
    void optionsThatAreGivenTwiceAreNamed() {
        CommandLineRun run = CommandLineRun.of("demo", "--min", "1", "--min", "2");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("--min").contains("once");
    }

    @Test
    void stackTracesAreForDebuggingOnly() {
        String[] arguments = {"demo", "--min", "0"};

        assertThat(CommandLineRun.of(arguments).err().lines()).hasSize(1);
        assertThat(CommandLineRun.of(Map.of("SELFSCALE_DEBUG", "1"), arguments).err())
                .contains("\tat io.selfscale");
    }

    private static void assertRefused(CommandLineRun run, String line) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("selfscale: " + line + System.lineSeparator());
        assertThat(run.out()).isEmpty();
    }
}
