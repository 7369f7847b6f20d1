package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    private final LoopbackPorts ports = new LoopbackPorts();

    @Test
    void choosesAPortThatCanBeBound() throws IOException {
        int port = ports.choose(Set.of());

        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void givesUpWhenEveryPortIsTaken() {
        Set<Integer> all = IntStream.rangeClosed(1, 65_535).boxed().collect(Collectors.toSet());

        assertThatThrownBy(() -> ports.choose(all))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no free port found on 127.0.0.1");
    }
}
