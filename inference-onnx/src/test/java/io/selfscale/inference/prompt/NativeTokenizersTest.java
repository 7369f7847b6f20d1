package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTokenizersTest {

    /**
     * In a process of its own without any setting: the classes that call home or download are not even loaded, nor any
     * that opens a connection, and no file stays behind.
     */
    @Test
    void aTokenizerMakesNoConnectionAndLeavesNoFile(@TempDir Path folder) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path classes = folder.resolve("classes");
        Path output = folder.resolve("output");
        Path file = Checkpoints.write(folder, Checkpoints.tokenizer());
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(property("java.home", ""), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                property("surefire.test.class.path", property("java.class.path", "")),
                OpensTokenizer.class.getName(),
                file.toString()));
        builder.environment().keySet().removeIf(name -> name.startsWith("DJL") || name.startsWith("OPT_OUT"));
        builder.environment().put("HOME", home.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(classes))
                .contains("ai.djl.huggingface.tokenizers.jni.TokenizersLibrary ")
                .doesNotContain("ai.djl.util.Ec2Utils")
                .doesNotContain("ai.djl.huggingface.tokenizers.jni.LibUtils")
                .doesNotContain("ai.djl.huggingface.tokenizers.HuggingFaceTokenizer")
                .doesNotContain("java.net.Socket ")
                .doesNotContain("java.net.HttpURLConnection");
        // Not asked of sun.nio.ch.SocketChannelImpl: newer virtual machines load it to copy a file, as a kind of target
        // that
        // the copy is compared with. Attempts themselves are trapped in the test of the whole command.
        for (Path place : List.of(home, temporary)) {
            try (Stream<Path> left = Files.walk(place)) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    private static String property(String name, String absent) {
        return Objects.requireNonNullElse(System.getProperty(name), absent);
    }

    @Test
    void knowsThePlatformsOfTheLibrary() {
        assertThat(NativeTokenizers.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(NativeTokenizers.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
        assertThat(NativeTokenizers.platform("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
        assertThat(NativeTokenizers.platform("Windows 11", "amd64")).isEqualTo("win-x86_64");
    }
}
