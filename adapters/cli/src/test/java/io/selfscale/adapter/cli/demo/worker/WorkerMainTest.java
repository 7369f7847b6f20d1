package io.selfscale.adapter.cli.demo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerMainTest {

    private static final int SIGTERM_EXIT = 128 + 15;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void becomesReadyWorksAndEndsOnSigterm() throws Exception {
        int port = freePort();
        Process process = start("--port", Integer.toString(port), "--cpu-share", "1", "--index", "4");
        try {
            assertThat(whenReady(port).get(30, TimeUnit.SECONDS)).isEqualTo(200);

            byte[] png = ProductPhotos.drawOne(PhotoSize.THUMBNAIL, 1).png();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri(port, "/v1/analyze"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(png))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"width\":320,\"height\":240,");
            assertThat(client.send(HttpRequest.newBuilder(uri(port, "/stats")).build(), BodyHandlers.ofString())
                            .body())
                    .startsWith("{\"index\":4,\"ready\":true,\"completed\":1,");

            // Not Process.destroy(), which would close the streams before they are read.
            process.toHandle().destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
            assertThat(text(process.getInputStream())).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysInOneLineWhatItDoesNotUnderstand() throws Exception {
        Process process = start("--port", "many");
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(text(process.getErrorStream()).lines())
                    .contains("selfscale worker: --port must be a number, but was 'many'");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysInOneLineThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--port", Integer.toString(taken.getLocalPort()));
            try {
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(1);
                assertThat(text(process.getErrorStream()))
                        .contains("selfscale worker: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** Asks again, a moment later, until the worker says that it is ready. */
    private CompletableFuture<Integer> whenReady(int port) {
        CompletableFuture<Integer> status = client.sendAsync(
                        HttpRequest.newBuilder(uri(port, "/ready")).build(), BodyHandlers.discarding())
                .handle((answer, problem) -> answer == null ? 0 : answer.statusCode());
        Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
        return status.thenCompose(code -> code == 200
                ? status
                : status.thenApplyAsync(again -> again, later).thenCompose(again -> whenReady(port)));
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("java.home"), "bin", "java").toString());
        command.addAll(WorkerMain.JVM_FLAGS);
        command.addAll(List.of("-cp", property("java.class.path"), WorkerMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
