package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpReadinessTest {
    private final HttpReadiness probe = new HttpReadiness("/ready", Duration.ofMillis(500), "probe-test");
    private final ExecutorService server = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        probe.close();
        server.shutdownNow();
    }

    @Test
    void isReadyOnceTheAnswerIsASuccess() throws Exception {
        TinyWorker worker = new TinyWorker(0, 1);
        CompletableFuture<Boolean> served = CompletableFuture.supplyAsync(
                () -> {
                    worker.serveOnce();
                    worker.serveOnce();
                    return true;
                },
                server);

        assertThat(ask(worker.port())).isFalse();
        assertThat(ask(worker.port())).isTrue();
        served.get(60, TimeUnit.SECONDS);
        worker.close();
    }

    @Test
    void isNotReadyWhereNobodyListens() throws Exception {
        assertThat(ask(new LoopbackPorts().choose(Set.of()))).isFalse();
    }

    @Test
    void isNotReadyWhenNoAnswerComes() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(ask(silent.getLocalPort())).isFalse();
        }
    }

    @Test
    void isNotReadyOnceItIsClosed() throws Exception {
        probe.close();

        assertThat(ask(1)).isFalse();
    }

    private boolean ask(int port) throws Exception {
        return probe.isReady(port).get(60, TimeUnit.SECONDS);
    }
}
