package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import io.selfscale.policy.Order;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real processes and in real time; most are shells, which cost nothing. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ProcessPoolProcessesTest {
    private static final List<String> IDLER = List.of("tail", "-f", "/dev/null");

    private final Events events = new Events();

    @TempDir
    private Path folder;

    private int orders;

    @Test
    void bringsAVirtualMachineThroughItsWholeLife() throws Exception {
        try (ProcessPool pool = pool(JavaWorkers.tinyWorker("{port}", "2"))
                .readiness("/ready", Duration.ofMillis(20))
                .build()) {
            start(pool, 1);
            Worker ready = events.awaitReady("w-1");

            assertThat(ready.port()).isPositive();
            assertThat(ProcessHandle.of(ready.pid())).isPresent();
            // The worker says no twice before it says yes.
            assertThat(ready.startup())
                    .extracting(StartupTimes::startedToReady, as(DURATION))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(60));

            stop(pool, "w-1");
            Worker ended = events.awaitEnded("w-1");

            assertThat(ended.state()).isEqualTo(ReplicaState.GONE);
            assertThat(ended.cause()).isEqualTo("scale-in");
            ProcessTable.awaitEnd(ended.pid());
        }
    }

    /** As an application does that waits for I/O in a parallel stream: on two cores that pool has one thread. */
    @Test
    void needsNothingOfTheCommonPool() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> awaitQuietly(release));
        }
        try (ProcessPool pool = pool(JavaWorkers.tinyWorker("{port}", "0")).build()) {
            start(pool, 2);
            ProcessHandle.of(events.awaitReady("w-1").pid()).orElseThrow().destroyForcibly();

            assertThat(events.awaitEnded("w-1").state()).isEqualTo(ReplicaState.FAILED);
            events.awaitReady("w-2");
        } finally {
            release.countDown();
        }
        assertThat(events.log()).contains("ended w-2");
    }

    @Test
    void reportsAWorkerThatSomebodyKilled() throws Exception {
        try (ProcessPool pool = idlers().build()) {
            start(pool, 1);
            Worker ready = events.awaitReady("w-1");

            assertThat(ProcessHandle.of(ready.pid()).orElseThrow().destroyForcibly())
                    .isTrue();
            Worker ended = events.awaitEnded("w-1");

            assertThat(ended.cause()).isEqualTo("crashed: exit code 137 (signal 9)");
            assertThat(pool.inventory().replicas())
                    .extracting(Replica::id, Replica::state, Replica::orderId)
                    .containsExactly(tuple("w-1", ReplicaState.FAILED, "o-1"));
        }
    }

    @Test
    void theNumberOfTheProcessIsTheWorkersOwnAndItHasNoCompany() throws Exception {
        Path script = script("echo $$ >pid", "exec tail -f /dev/null");
        try (ProcessPool pool = pool(List.of(script.toString()))
                .probe(new FileReadiness(folder.resolve("pid")))
                .build()) {
            start(pool, 1);
            Worker ready = events.awaitReady("w-1");

            assertThat(Files.readString(folder.resolve("pid")).strip()).isEqualTo(Long.toString(ready.pid()));
            assertThat(ProcessHandle.of(ready.pid()).orElseThrow().children()).isEmpty();
        }
    }

    @Test
    void givesAWorkerItsVariablesAndKeepsItsOutput() throws Exception {
        try (ProcessPool pool = pool(List.of(
                        "sh", "-c", "echo \"$0 $1 $DEVICE\"; cat; echo oops >&2; exit 3", "{id}", "{index} {port}"))
                .environment(Map.of("DEVICE", "gpu{device}"))
                .devices(List.of("4", "5"))
                .output(folder.resolve("logs"))
                .build()) {
            start(pool, 1);
            Worker ended = events.awaitEnded("w-1");

            assertThat(ended.state()).isEqualTo(ReplicaState.FAILED);
            assertThat(ended.cause()).isEqualTo("crashed: exit code 3");
            assertThat(folder.resolve("logs/w-1.out")).hasContent("w-1 0 " + ended.port() + " gpu4");
            assertThat(folder.resolve("logs/w-1.err")).hasContent("oops");
        }
    }

    @Test
    void letsAWorkerFinishOnTerm() throws Exception {
        Path script = script("trap 'echo finished >finished; exit 0' TERM", "echo >ready", "tail -f /dev/null & wait");
        try (ProcessPool pool = pool(List.of(script.toString()))
                .probe(new FileReadiness(folder.resolve("ready")))
                .build()) {
            start(pool, 1);
            events.awaitReady("w-1");
            List<ProcessHandle> children = children(pool);
            stop(pool, "w-1");

            assertThat(events.awaitEnded("w-1").state()).isEqualTo(ReplicaState.GONE);
            assertThat(folder.resolve("finished")).hasContent("finished");
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void killsAWorkerThatIgnoresTerm() throws Exception {
        Path script = script("trap '' TERM", "echo >ready", "exec tail -f /dev/null");
        try (ProcessPool pool = pool(List.of(script.toString()))
                .probe(new FileReadiness(folder.resolve("ready")))
                .terminateDeadline(Duration.ofMillis(200))
                .build()) {
            start(pool, 1);
            events.awaitReady("w-1");
            stop(pool, "w-1");

            assertThat(events.awaitEnded("w-1").state()).isEqualTo(ReplicaState.GONE);
            ProcessTable.awaitEnd(pool.workers().get(0).pid());
        }
    }

    @Test
    void aWorkerDoesNotHearTheInterruptOfTheTerminal() throws Exception {
        Path script = script("kill -INT $$", "echo >survived", "exec tail -f /dev/null");
        try (ProcessPool pool = pool(List.of(script.toString()))
                .probe(new FileReadiness(folder.resolve("survived")))
                .build()) {
            start(pool, 1);

            assertThat(events.awaitReady("w-1").isReady()).isTrue();
        }
    }

    @Test
    void givesUpAWorkerThatNeverGetsReady() throws Exception {
        try (ProcessPool pool =
                pool(IDLER).startDeadline(Duration.ofMillis(300)).build()) {
            start(pool, 1);
            Worker ended = events.awaitEnded("w-1");

            assertThat(ended.state()).isEqualTo(ReplicaState.EXPIRED);
            assertThat(ended.cause()).isEqualTo("not ready within 0.3 s");
            ProcessTable.awaitEnd(ended.pid());
        }
    }

    @Test
    void reportsAProgramThatWentAwayAfterThePoolWasBuilt() throws Exception {
        Path script = script("exit 0");
        try (ProcessPool pool = pool(List.of(script.toString())).build()) {
            Files.delete(script);
            start(pool, 1);

            assertThat(events.awaitEnded("w-1").cause())
                    .isEqualTo("could not be started: exit code 127, command not found");
        }
    }

    @Test
    void closeLeavesNothingBehind() throws Exception {
        Set<Long> before = ownChildren();
        Path stubborn = script("trap '' TERM", "exec tail -f /dev/null");
        ProcessPool pool = pool(List.of(stubborn.toString()))
                .probe(new AlwaysReady())
                .terminateDeadline(Duration.ofMillis(200))
                .build();
        start(pool, 3);
        events.awaitReady("w-3");
        // The workers and their lifeline.
        assertThat(ownChildren().stream().filter(pid -> !before.contains(pid))).hasSize(4);
        Thread scheduler = thread("selfscale-process-w");

        pool.close();

        assertThat(pool.workers()).extracting(Worker::state).containsOnly(ReplicaState.GONE);
        assertThat(pool.workers())
                .allMatch(worker -> ProcessHandle.of(worker.pid()).isEmpty());
        assertThat(before).containsAll(ownChildren());
        scheduler.join(10_000);
        assertThat(scheduler.isAlive()).isFalse();
    }

    @Test
    void closeWhileWorkersAreBeingStartedLeavesNothingBehind() {
        Set<Long> before = ownChildren();
        for (int round = 0; round < 10; round++) {
            ProcessPool pool = idlers().build();
            start(pool, 3);
            pool.close();

            assertThat(pool.workers()).extracting(Worker::state).containsOnly(ReplicaState.GONE);
            assertThat(before).containsAll(ownChildren());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoZombiesAfterManyCycles() throws Exception {
        try (ProcessPool pool = idlers().maxReplicas(40).build()) {
            for (int cycle = 0; cycle < 5; cycle++) {
                start(pool, 5);
                int first = cycle * 5 + 1;
                for (int number = first; number < first + 5; number++) {
                    events.awaitReady("w-" + number);
                }
                stop(pool, "w-" + first, "w-" + (first + 1), "w-" + (first + 2));
                events.awaitEnded("w-" + first);
                ProcessHandle.of(events.awaitReady("w-" + (first + 3)).pid()).ifPresent(ProcessHandle::destroyForcibly);
                events.awaitEnded("w-" + (first + 3));
                // Crashes would hold the next start back; that is another test.
                stop(pool, "w-" + (first + 4));
                events.awaitEnded("w-" + (first + 4));
            }
        }
        assertThat(ProcessTable.zombies()).isEmpty();
    }

    private ProcessPoolBuilder idlers() {
        return pool(IDLER).probe(new AlwaysReady()).crashBackoff(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private ProcessPoolBuilder pool(List<String> command) {
        return ProcessPool.builder("w")
                .idPrefix("w")
                .command(command)
                .readiness("/ready", Duration.ofMillis(10))
                .listener(events);
    }

    private void start(ProcessPool pool, int count) {
        pool.carryOut(new Order.Start("o-" + ++orders, "w", count, Duration.ofSeconds(30)));
    }

    private void stop(ProcessPool pool, String... ids) {
        pool.carryOut(new Order.Stop("o-" + ++orders, "w", List.of(ids), Duration.ofSeconds(5)));
    }

    private Path script(String... lines) throws Exception {
        Path script = folder.resolve("worker");
        Files.writeString(script, "#!/bin/sh\ncd '" + folder + "' || exit 9\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> children(ProcessPool pool) {
        return pool.workers().stream()
                .flatMap(worker -> ProcessHandle.of(worker.pid()).stream())
                .flatMap(ProcessHandle::children)
                .toList();
    }

    private static Set<Long> ownChildren() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
