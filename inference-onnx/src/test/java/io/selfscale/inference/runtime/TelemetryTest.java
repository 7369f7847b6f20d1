package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {
    @TempDir
    Path folder;

    /** Runs a model; or, told so, tries to connect. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            if (arguments.length > 0) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
                } catch (IOException expected) {
                    return;
                }
                throw new IOException("the trap let the program connect");
            }
            try (OnnxRuntime runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties());
                    Session session = runtime.createSession(TinyModels.add(), SessionSettings.on(Device.CPU));
                    Binding binding = session.bind();
                    Tensor a = runtime.tensor(ElementType.FLOAT32, 1, 2)) {
                binding.input("a", a).input("b", a).output("sum", a).run();
            }
        }
    }

    @Test
    void reachesNobodyAndLeavesNoFileAtHome() throws IOException, InterruptedException {
        ConnectTrap trap = ConnectTrap.build(folder);
        ConnectTrap.Outcome outcome = trap.run(
                Program.class,
                Map.of(
                        RuntimeSettings.CACHE_PROPERTY,
                        TestRuntime.settings().cacheFolder().toString()));
        assertThat(outcome.attempts()).isEmpty();
        assertThat(outcome.filesAtHome()).isEmpty();
    }

    @Test
    void wouldSeeAnAttempt() throws IOException, InterruptedException {
        ConnectTrap.Outcome outcome = ConnectTrap.build(folder).run(Program.class, Map.of(), "connect");
        assertThat(outcome.attempts()).isNotEmpty();
    }
}
