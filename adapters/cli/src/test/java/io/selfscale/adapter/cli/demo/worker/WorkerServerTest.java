package io.selfscale.adapter.cli.demo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.photo.PhotoAnalysis;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerServerTest {

    private static final byte[] PNG =
            ProductPhotos.drawOne(PhotoSize.THUMBNAIL, 1).png();
    private static final WorkerSettings FAST = new WorkerSettings(0, new CpuShare(1), Duration.ZERO, 3);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersWithTheAnalysis() throws Exception {
        try (WorkerServer worker = started(FAST, () -> {})) {
            worker.ready().get(60, TimeUnit.SECONDS);

            HttpResponse<String> answer = post(worker, PNG).get(60, TimeUnit.SECONDS);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body()).isEqualTo(PhotoAnalysis.of(PNG).toJson());
            assertThat(worker.stats().completed()).isEqualTo(1);
            assertThat(worker.stats().cpuNanos()).isPositive();
        }
    }

    @Test
    void isNotReadyBeforeItIsWarm() throws Exception {
        CountDownLatch warm = new CountDownLatch(1);
        try (WorkerServer worker = started(FAST, () -> await(warm))) {
            assertThat(get(worker, "/ready").statusCode()).isEqualTo(503);
            assertThat(post(worker, PNG).get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);

            warm.countDown();
            worker.ready().get(60, TimeUnit.SECONDS);
            assertThat(get(worker, "/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void waitsItsStartupDelayOnTop() throws Exception {
        WorkerSettings slow = new WorkerSettings(0, new CpuShare(1), Duration.ofDays(1), 0);
        try (WorkerServer worker = started(slow, () -> {})) {
            assertThat(get(worker, "/ready").statusCode()).isEqualTo(503);
            assertThat(worker.ready()).isNotDone();
        }
    }

    @Test
    void warmsUpByRealWorkThatIsNotCounted() throws Exception {
        try (WorkerServer worker = WorkerServer.start(FAST, Ticker.system())) {
            worker.ready().get(60, TimeUnit.SECONDS);

            assertThat(worker.stats()).isEqualTo(new WorkerStats(3, true, 0, 0, 0));
        }
    }

    @Test
    void tellsItsFigures() throws Exception {
        try (WorkerServer worker = started(FAST, () -> {})) {
            worker.ready().get(60, TimeUnit.SECONDS);

            assertThat(get(worker, "/stats").body())
                    .isEqualTo("{\"index\":3,\"ready\":true,\"completed\":0,\"cpuNanos\":0,\"waiting\":0}");
        }
    }

    @Test
    void refusesWhatItCannotAnalyse() throws Exception {
        try (WorkerServer worker = started(FAST, () -> {})) {
            worker.ready().get(60, TimeUnit.SECONDS);

            HttpResponse<String> answer = post(worker, new byte[] {1, 2, 3}).get(60, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"expected a PNG file, but the body of 3 bytes does not start like one\"}");

            assertThat(post(worker, new byte[(16 << 20) + 1])
                            .get(60, TimeUnit.SECONDS)
                            .statusCode())
                    .isEqualTo(413);
            assertThat(get(worker, "/v1/analyze").statusCode()).isEqualTo(405);
            assertThat(get(worker, "/v2").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void finishesWhatItHasBeforeItEnds() throws Exception {
        // The processor clock jumps by 50 ms per look: at a share of a half each photo takes 100 ms.
        WorkerSettings half = new WorkerSettings(0, new CpuShare(0.5), Duration.ZERO, 0);
        FakeCpuClock clock = new FakeCpuClock(50_000_000);
        WorkerServer worker = WorkerServer.start(half, Ticker.system(), clock, () -> {});
        worker.ready().get(60, TimeUnit.SECONDS);
        CompletableFuture<HttpResponse<String>> answer = post(worker, PNG);
        clock.awaitLooks(2);

        worker.close();

        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        worker.close();
    }

    private static WorkerServer started(WorkerSettings settings, Runnable warmUp) throws IOException {
        return WorkerServer.start(settings, Ticker.system(), System::nanoTime, warmUp);
    }

    private CompletableFuture<HttpResponse<String>> post(WorkerServer worker, byte[] body) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri(worker, "/v1/analyze"))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(WorkerServer worker, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(worker, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(WorkerServer worker, String path) {
        return URI.create("http://127.0.0.1:" + worker.port() + path);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
