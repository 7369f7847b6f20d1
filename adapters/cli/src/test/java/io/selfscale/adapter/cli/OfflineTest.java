package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.tiny.TinyModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and generate reach nobody, and write nowhere but where they say. Needs Linux and gcc. */
class OfflineTest {

    @TempDir
    Path folder;

    private TrappedProcess trap;

    /** Tries to connect, and leaves a file in each folder. */
    static final class Talkative {
        private Talkative() {}

        public static void main(String[] arguments) throws IOException {
            Files.createFile(Path.of(String.valueOf(System.getProperty("user.home")), "in-home"));
            Files.createTempFile("in-temporary", "");
            Files.createFile(Path.of("in-working"));
            Files.createFile(Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", ""), "in-cache"));
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
            } catch (IOException expected) {
                return;
            }
            throw new IOException("the trap let the program connect");
        }
    }

    @BeforeEach
    void build() throws IOException, InterruptedException {
        trap = TrappedProcess.build(folder.resolve("trap"));
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> !file.equals(root))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void exportAndGenerateReachNobodyAndWriteOnlyWhereTheySay() throws IOException, InterruptedException {
        Path model = folder.resolve("model");
        TinyModel.write(model, 1);
        TreeSet<String> expected = new TreeSet<>(files(model));
        Path picture = folder.resolve("picture.jpg");
        ImageIO.write(new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB), "jpg", picture.toFile());

        trap.run(Main.class, "export", model.toString());
        assertThat(files(trap.cache())).as("an export needs no cache").isEmpty();
        for (String device : List.of("auto", "cpu")) {
            trap.run(
                    Main.class,
                    "generate",
                    "--model",
                    model.toString(),
                    "--image",
                    picture.toString(),
                    "--prompt",
                    "What is this?",
                    "--device",
                    device,
                    "--max-new-tokens",
                    "4");
        }

        assertThat(trap.attempts()).isEmpty();
        expected.addAll(
                List.of("selfscale", "selfscale/decoder.onnx", "selfscale/model.json", "selfscale/vision.onnx"));
        assertThat(files(model)).containsExactlyElementsOf(expected);
        assertThat(files(trap.home())).as("home").isEmpty();
        assertThat(files(trap.working())).as("working folder").isEmpty();
        assertThat(files(trap.temporary())).as("temporary folder").isEmpty();
        assertThat(files(trap.cache())).as("cache").isNotEmpty().allMatch(file -> file.startsWith("selfscale"));
    }

    @Test
    void wouldSeeAnAttemptAndAFileInEveryFolder() throws IOException, InterruptedException {
        trap.run(Talkative.class);
        assertThat(trap.attempts()).isNotEmpty();
        for (Path place : List.of(trap.home(), trap.working(), trap.temporary(), trap.cache())) {
            assertThat(files(place)).as("%s", place).hasSize(1);
        }
    }
}
