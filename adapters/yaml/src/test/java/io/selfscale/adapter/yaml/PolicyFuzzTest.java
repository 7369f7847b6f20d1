package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.selfscale.adapter.yaml.finding.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever stands in a file, reading it gives documents and findings. {@code -Dselfscale.fuzz=100000} tries harder than
 * the build does.
 */
class PolicyFuzzTest {

    private static final int TRIES = Integer.getInteger("selfscale.fuzz", 10_000);

    private static final List<String> TOKENS = List.of(
            ": ",
            "- ",
            "\n",
            "  ",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a ",
            "!!int ",
            "!x ",
            "---\n",
            "...\n",
            "'",
            "\"",
            "|\n",
            ">\n",
            "? ",
            "#",
            "%",
            ",",
            "~",
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            ".nan",
            "-.inf",
            "99999999999999999999",
            "1e-999",
            "70%",
            "-70%",
            "100000000%",
            "5m",
            "0s",
            "9999999999d",
            "1ns",
            "0.1ns",
            "500ms",
            "2/replica",
            "/replica",
            "%",
            "p95",
            "p0",
            "p101",
            "3 of 5",
            "5 of 3",
            "0 of 0",
            "above",
            "for",
            "policies",
            "signals",
            "<<: *a\n",
            "\u0000",
            "\uFEFF",
            "\uD83D\uDE00",
            "\t",
            "Europe/Berlin",
            "spec",
            "metrics",
            "triggers",
            "autoscaling/v2",
            "keda.sh/v1alpha1",
            "HorizontalPodAutoscaler",
            "ScaledObject",
            "500m",
            "1Ei",
            "100Mi");

    @Test
    void mutatedFilesGiveFindingsAndNothingElse() {
        List<byte[]> seeds = seeds();
        int valid = 0;
        for (int i = 0; i < TRIES; i++) {
            SplittableRandom random = new SplittableRandom(i);
            byte[] content = mutate(seeds, random);
            try {
                PolicyFile file = PolicyReader.read("fuzz.yaml", content);
                valid += file.isValid() ? 1 : 0;
                assertConsistent(file, content);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("try " + i + ": " + e + "\n" + new String(content, StandardCharsets.UTF_8), e);
            }
        }
        // Mutations must neither leave everything intact nor break everything at the first byte.
        assertThat(valid).isBetween(TRIES / 100, TRIES * 9 / 10);
    }

    private static void assertConsistent(PolicyFile file, byte[] content) {
        int lines = 1;
        for (byte b : content) {
            lines += b == '\n' || b == '\r' || b == (byte) 0x85 || b == (byte) 0xA8 || b == (byte) 0xA9 ? 1 : 0;
        }
        int most = lines + 1;
        if (file.documents().isEmpty() && file.findings().isEmpty()) {
            throw new AssertionError("neither a policy nor a reason");
        }
        for (Finding finding : file.findings()) {
            if (finding.line() < 1
                    || finding.line() > most
                    || finding.column() < 1
                    || finding.message().isBlank()
                    || finding.message().length() > 2000
                    || finding.message().indexOf('\n') >= 0) {
                throw new AssertionError("a finding that no person can use: " + finding);
            }
        }
        for (PolicyDocument document : file.documents()) {
            // What is accepted is a whole policy: it can be written and read again.
            String written = PolicyWriter.write(document.spec());
            PolicyFile again = PolicyReader.read("again.yaml", written);
            assertThat(again.findings()).as(written).isEmpty();
            Policies.assertSame(again.documents().get(0).spec(), document.spec());
        }
    }

    private static byte[] mutate(List<byte[]> seeds, SplittableRandom random) {
        byte[] content = seeds.get(random.nextInt(seeds.size()));
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            content = switch (random.nextInt(7)) {
                case 0 -> replace(content, random, new byte[] {(byte) random.nextInt(256)});
                case 1 ->
                    replace(
                            content,
                            random,
                            TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
                case 2 -> cut(content, random);
                case 3 -> lines(content, random);
                case 4 -> value(content, random);
                case 5 -> splice(content, seeds.get(random.nextInt(seeds.size())), random);
                default -> indent(content, random);
            };
        }
        return content;
    }

    private static byte[] replace(byte[] content, SplittableRandom random, byte[] by) {
        int at = random.nextInt(content.length + 1);
        int to = Math.min(content.length, at + random.nextInt(3));
        return join(content, at, by, content, to);
    }

    private static byte[] cut(byte[] content, SplittableRandom random) {
        int at = random.nextInt(content.length + 1);
        int to = Math.min(content.length, at + random.nextInt(1, 40));
        return join(content, at, new byte[0], content, to);
    }

    private static byte[] splice(byte[] content, byte[] other, SplittableRandom random) {
        return join(content, random.nextInt(content.length + 1), new byte[0], other, random.nextInt(other.length + 1));
    }

    /** Swaps, drops or doubles a line. */
    private static byte[] lines(byte[] content, SplittableRandom random) {
        List<String> lines = new ArrayList<>(
                new String(content, StandardCharsets.UTF_8).lines().toList());
        if (lines.isEmpty()) {
            return content;
        }
        int at = random.nextInt(lines.size());
        switch (random.nextInt(3)) {
            case 0 -> lines.add(random.nextInt(lines.size()), lines.get(at));
            case 1 -> lines.remove(at);
            default -> lines.add(lines.remove(random.nextInt(lines.size())));
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Replaces what stands after a colon. */
    private static byte[] value(byte[] content, SplittableRandom random) {
        String text = new String(content, StandardCharsets.UTF_8);
        int colon = text.indexOf(": ", random.nextInt(text.length() + 1));
        if (colon < 0) {
            return content;
        }
        int end = colon + 2;
        while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        return (text.substring(0, colon + 2) + token + text.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] indent(byte[] content, SplittableRandom random) {
        List<String> lines = new ArrayList<>(
                new String(content, StandardCharsets.UTF_8).lines().toList());
        if (lines.isEmpty()) {
            return content;
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        lines.set(at, random.nextBoolean() ? "  " + line : line.replaceFirst("^ {1,2}", ""));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] head, int until, byte[] middle, byte[] tail, int from) {
        byte[] joined = new byte[Math.min(100_000, until + middle.length + tail.length - from)];
        int n = Math.min(until, joined.length);
        System.arraycopy(head, 0, joined, 0, n);
        int m = Math.min(middle.length, joined.length - n);
        System.arraycopy(middle, 0, joined, n, m);
        System.arraycopy(tail, from, joined, n + m, joined.length - n - m);
        return joined;
    }

    private static List<byte[]> seeds() {
        Path examples = Repository.folder("examples");
        try (Stream<Path> files = Files.walk(examples)) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            assertThat(seeds).hasSizeGreaterThanOrEqualTo(5);
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aliases", "nesting", "flow nesting", "scalar", "key", "number", "documents", "keys", "broken"})
    void hugeFilesAreRefusedAtOnce(String shape) {
        String text = switch (shape) {
            case "aliases" -> {
                StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
                for (int i = 1; i < 30; i++) {
                    bomb.append("a" + i + ": &a" + i + " [")
                            .append(("*a" + (i - 1) + ", ").repeat(9))
                            .append("*a" + (i - 1) + "]\n");
                }
                yield bomb.toString();
            }
            case "nesting" -> nested();
            case "flow nesting" -> "policies: " + "[".repeat(500_000);
            case "scalar" -> Policies.MINIMAL.replace("photo-service", "x".repeat(1_000_000));
            case "key" -> Policies.MINIMAL + "y".repeat(1_000_000) + ": 1\n";
            case "number" -> Policies.MINIMAL.replace("max: 10", "max: " + "9".repeat(1_000_000));
            case "documents" -> "---\n".repeat(400_000);
            case "keys" -> {
                StringBuilder keys = new StringBuilder(Policies.MINIMAL);
                for (int i = 0; i < 100_000; i++) {
                    keys.append("key").append(i).append(": 1\n");
                }
                yield keys.toString();
            }
            default -> "a: [\n---\n".repeat(150_000);
        };

        PolicyFile file = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> PolicyReader.read("huge.yaml", text));

        assertThat(file.documents()).isEmpty();
        assertThat(file.findings()).isNotEmpty();
        assertThat(file.findings().size()).isLessThanOrEqualTo(201);
    }

    private static String nested() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        return text.toString();
    }
}
