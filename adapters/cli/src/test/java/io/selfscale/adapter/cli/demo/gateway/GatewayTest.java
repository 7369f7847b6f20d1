package io.selfscale.adapter.cli.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GatewayTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Gateway gateway;
    private ScriptedWorker first;
    private ScriptedWorker second;

    @BeforeEach
    void open() throws IOException {
        gateway = Gateway.open(GatewaySettings.onPort(0), Ticker.system());
        first = new ScriptedWorker("w1");
        second = new ScriptedWorker("w2");
    }

    @AfterEach
    void close() {
        gateway.close();
        first.close();
        second.close();
    }

    @Test
    void passesPhotosToAWorkerAndItsAnswerBack() throws Exception {
        gateway.setWorkers(List.of(first.endpoint()));
        CompletableFuture<HttpResponse<String>> answer = post("photo");
        first.answerNext(200, "{\"sharp\":true}");

        assertThat(get(answer).statusCode()).isEqualTo(200);
        assertThat(get(answer).body()).isEqualTo("{\"sharp\":true}");
        assertThat(get(answer).headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(gateway.snapshot().requests()).isEqualTo(new RequestCounters(1, 1, 0, 0, 0));
        assertThat(gateway.snapshot().worker("w1").busyNanos()).isPositive();
        assertThat(gateway.latency().count()).isEqualTo(1);
        assertThat(gateway.meanLatency(Duration.ofSeconds(10)).value()).isPositive();
    }

    @Test
    void passesRefusalsOfAWorkerOn() throws Exception {
        gateway.setWorkers(List.of(first.endpoint()));
        CompletableFuture<HttpResponse<String>> answer = post("no photo");
        first.answerNext(400, "{\"error\":\"no PNG file\"}");

        assertThat(get(answer).statusCode()).isEqualTo(400);
        assertThat(get(answer).body()).isEqualTo("{\"error\":\"no PNG file\"}");
        assertThat(gateway.snapshot().requests().failed()).isEqualTo(1);
    }

    @Test
    void losesNothingOfAWorkerThatDies() throws Exception {
        gateway.setWorkers(List.of(first.endpoint()));
        CompletableFuture<HttpResponse<String>> inService = post("a");
        first.next();
        CompletableFuture<HttpResponse<String>> prefetched = post("b");
        first.next();
        assertThat(gateway.inFlight("w1")).isEqualTo(2);

        first.close();
        gateway.setWorkers(List.of(second.endpoint()));
        second.answerNext(200, "{}");
        second.answerNext(200, "{}");

        assertThat(get(inService).statusCode()).isEqualTo(200);
        assertThat(get(prefetched).statusCode()).isEqualTo(200);
        assertThat(gateway.snapshot().requests()).isEqualTo(new RequestCounters(2, 2, 0, 0, 2));
        assertThat(gateway.inFlight("w1")).isZero();
    }

    @Test
    void triesAnotherWorkerIfOneCannotBeReachedOrIsStopping() throws Exception {
        Endpoint nobody = new Endpoint("w0", freePort());
        gateway.setWorkers(List.of(nobody, first.endpoint()));
        CompletableFuture<HttpResponse<String>> unreachable = post("a");
        first.answerNext(200, "{}");
        assertThat(get(unreachable).statusCode()).isEqualTo(200);

        gateway.setWorkers(List.of(first.endpoint(), second.endpoint()));
        CompletableFuture<HttpResponse<String>> stopping = post("b");
        first.answerNext(503, "{}");
        second.answerNext(200, "{}");
        assertThat(get(stopping).statusCode()).isEqualTo(200);
        assertThat(gateway.snapshot().requests().retried()).isEqualTo(2);
    }

    @Test
    void givesUpAfterTwoWorkers() throws Exception {
        gateway.setWorkers(List.of(new Endpoint("w0", freePort()), new Endpoint("w1", freePort())));

        assertThat(get(post("a")).statusCode()).isEqualTo(502);
    }

    @Test
    void aWorkerThatTakesTooLongCountsAsBroken() throws Exception {
        GatewaySettings impatient = new GatewaySettings(0, 10, 1 << 20, Duration.ofMinutes(1), Duration.ofSeconds(1));
        try (Gateway other = Gateway.open(impatient, Ticker.system())) {
            second.answerAll("{\"by\":2}");
            other.setWorkers(List.of(first.endpoint(), second.endpoint()));
            CompletableFuture<HttpResponse<String>> answer = post(other, "a");

            assertThat(get(answer).body()).isEqualTo("{\"by\":2}");
        }
    }

    @Test
    void saysWhenToComeBackIfTheQueueIsFull() throws Exception {
        GatewaySettings small = new GatewaySettings(0, 1, 1 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10));
        try (Gateway other = Gateway.open(small, Ticker.system())) {
            List<CompletableFuture<HttpResponse<String>>> answers = List.of(post(other, "a"), post(other, "b"));
            CompletableFuture.anyOf(answers.get(0), answers.get(1)).get(60, TimeUnit.SECONDS);

            // One of them found the queue full, because the other one waits.
            HttpResponse<String> rejected = get(answers.get(answers.get(0).isDone() ? 0 : 1));
            assertThat(rejected.statusCode()).isEqualTo(503);
            assertThat(rejected.body()).isEqualTo("{\"error\":\"the queue is full\"}");
            assertThat(rejected.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(other.snapshot().requests()).isEqualTo(new RequestCounters(2, 0, 0, 1, 0));
            assertThat(other.snapshot().queueLength()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatNoWorkerTakesInTimeIsRejected() throws Exception {
        GatewaySettings hasty = new GatewaySettings(0, 10, 1 << 20, Duration.ofMillis(50), Duration.ofSeconds(10));
        try (Gateway other = Gateway.open(hasty, Ticker.system())) {
            assertThat(get(post(other, "a")).body()).isEqualTo("{\"error\":\"no worker was free in time\"}");
        }
    }

    @Test
    void drainsAndCloses() throws Exception {
        gateway.setWorkers(List.of(first.endpoint()));
        CompletableFuture<HttpResponse<String>> inside = post("a");
        HttpExchange exchange = first.next();
        gateway.drain();

        assertThat(get(post("b")).statusCode()).isEqualTo(503);
        ScriptedWorker.answer(exchange, 200, "{}");
        assertThat(get(inside).statusCode()).isEqualTo(200);

        gateway.close();
        gateway.close();
        assertThat(post("c")).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void manyRequestsMayWait() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(post("photo " + i));
        }
        first.answerAll("{}");
        second.answerAll("{}");
        gateway.setWorkers(List.of(first.endpoint(), second.endpoint()));

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(get(answer).statusCode()).isEqualTo(200);
        }
        assertThat(gateway.snapshot().completed()).isEqualTo(100);
    }

    @Test
    void knowsItsPathsAndMethods() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(get("/v1/analyze").statusCode()).isEqualTo(405);
        assertThat(get("/v1/analyze").headers().firstValue("Allow")).hasValue("POST");
        assertThat(get("/v1/other").statusCode()).isEqualTo(404);
        HttpRequest postHealth = HttpRequest.newBuilder(uri("/healthz"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(client.send(postHealth, BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(gateway.snapshot().offered()).isZero();
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        assertThat(statusOf("Content-Length: 16777217\r\n\r\n")).isEqualTo("HTTP/1.1 413 Payload Too Large");
        assertThat(gateway.snapshot().requests().failed()).isEqualTo(1);
    }

    @Test
    void refusesBodiesThatTurnOutTooLarge() throws Exception {
        int chunk = 1 << 20;
        String start = "Transfer-Encoding: chunked\r\n\r\n";
        String oneChunk = Integer.toHexString(chunk) + "\r\n" + "x".repeat(chunk) + "\r\n";
        assertThat(statusOf(start + oneChunk.repeat(17))).isEqualTo("HTTP/1.1 413 Payload Too Large");
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        assertThatThrownBy(() -> Gateway.open(GatewaySettings.onPort(gateway.port()), Ticker.system()))
                .isInstanceOf(PortInUseException.class)
                .hasMessage("port " + gateway.port()
                        + " is already in use on 127.0.0.1; choose another with --port, or 0 for any free one");
    }

    @Test
    void asksForASensibleTrailingTime() {
        assertThatThrownBy(() -> gateway.meanLatency(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gateway.meanLatency(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trailing must be more than zero and at most PT12.75S but was PT1M");
    }

    private String statusOf(String headersAndBody) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            String request = "POST /v1/analyze HTTP/1.1\r\nHost: localhost\r\n" + headersAndBody;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\r' && c >= 0; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private CompletableFuture<HttpResponse<String>> post(String body) {
        return post(gateway, body);
    }

    private CompletableFuture<HttpResponse<String>> post(Gateway at, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(at.analyzeUri())
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
