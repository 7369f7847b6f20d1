package io.selfscale.adapter.cli.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DispatcherProperties {

    private static final List<String> WORKERS = List.of("w1", "w2", "w3");

    /** Whatever happens in whatever order: no request is lost or answered twice, no worker has more than two. */
    @Property(tries = 500)
    void everyRequestIsAnsweredExactlyOnce(
            @ForAll @Size(max = 80) List<@IntRange(max = 11) Integer> events, @ForAll boolean someNeverCome) {
        DispatcherFixture world = new DispatcherFixture(10, 1000, Duration.ofSeconds(10));
        int number = 0;
        for (int event : events) {
            String worker = WORKERS.get(event % 3);
            boolean busy = world.inFlight().stream().anyMatch(sent -> sent.endsWith(worker));
            if (event < 5) {
                world.request("r" + number++);
            } else if (event < 8 && busy) {
                world.answer(worker, 200);
            } else if (event == 8 && busy) {
                world.breakOff(worker);
            } else if (event == 9) {
                world.workers(WORKERS.subList(0, 1 + number % 3).toArray(String[]::new));
            } else if (event == 10) {
                world.workers(worker);
            } else if (event == 11) {
                world.pass(Duration.ofSeconds(3));
            }
            check(world);
        }
        if (!someNeverCome) {
            world.workers("w4", "w5");
        }
        finish(world);
        assertThat(world.answers().values())
                .allSatisfy(answers -> assertThat(answers).hasSize(1));
        RequestCounters counters = world.counters();
        assertThat(counters.offered()).isEqualTo(number);
        assertThat(counters.completed() + counters.failed() + counters.rejected())
                .isEqualTo(number);
        assertThat(world.dispatcher.snapshot().oldestWaiting()).isZero();
    }

    private static void check(DispatcherFixture world) {
        GatewaySnapshot snapshot = world.dispatcher.snapshot();
        assertThat(snapshot.inFlight()).isEqualTo(world.inFlight().size());
        assertThat(snapshot.workers().values())
                .allSatisfy(worker -> assertThat(worker.inFlight()).isBetween(0, WorkerLane.MAX_IN_FLIGHT));
        RequestCounters counters = snapshot.requests();
        assertThat(counters.offered())
                .isEqualTo(counters.completed()
                        + counters.failed()
                        + counters.rejected()
                        + snapshot.queueLength()
                        + snapshot.inFlight());
        assertThat(world.answers().values())
                .allSatisfy(answers -> assertThat(answers).hasSizeLessThanOrEqualTo(1));
    }

    private static void finish(DispatcherFixture world) {
        while (world.dispatcher.snapshot().inFlight() > 0) {
            String sent = world.inFlight().get(0);
            world.answer(sent.substring(sent.indexOf('>') + 1), 200);
        }
        world.pass(Duration.ofSeconds(20));
        if (!world.inFlight().isEmpty()) {
            finish(world);
        }
    }

    /** First come, first served: while nothing breaks, requests start in the order in which they came. */
    @Property(tries = 200)
    void requestsStartInTheOrderOfArrival(@ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> events) {
        DispatcherFixture world = new DispatcherFixture(1000, 100_000, Duration.ofSeconds(60));
        world.workers("w1", "w2", "w3");
        int number = 0;
        int lastStarted = -1;
        for (int event : events) {
            List<String> before = world.inFlight();
            String worker = WORKERS.get(event % 3);
            if (event < 3) {
                world.request(Integer.toString(number++));
            } else if (before.stream().anyMatch(sent -> sent.endsWith(worker))) {
                world.answer(worker, 200);
            }
            for (String sent : world.inFlight()) {
                if (!before.contains(sent)) {
                    int started = Integer.parseInt(sent.substring(0, sent.indexOf('>')));
                    assertThat(started).isEqualTo(lastStarted + 1);
                    lastStarted = started;
                }
            }
        }
    }
}
