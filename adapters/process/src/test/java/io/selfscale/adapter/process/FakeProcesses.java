package io.selfscale.adapter.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Processes that do as a test says, and whether they are ready. */
final class FakeProcesses implements WorkerLauncher, ReadinessProbe {
    private final Map<String, FakeProcess> started = new LinkedHashMap<>();
    private final List<Launch> launches = new ArrayList<>();
    private Runnable duringStart = () -> {};
    private String refusal = "";
    private boolean ready = true;
    private boolean closed;

    /** A process; it ends on a signal unless it is stubborn. */
    static final class FakeProcess implements WorkerProcess {
        private final long pid;
        private final CompletableFuture<Integer> exit = new CompletableFuture<>();
        private boolean ignoresTerm;
        private boolean ignoresKill;
        private int terms;
        private int kills;

        private FakeProcess(long pid) {
            this.pid = pid;
        }

        FakeProcess ignoringTerm() {
            ignoresTerm = true;
            return this;
        }

        FakeProcess ignoringKill() {
            ignoresKill = true;
            return this;
        }

        /** Lets it end. */
        void end(int exitCode) {
            exit.complete(exitCode);
        }

        int terms() {
            return terms;
        }

        int kills() {
            return kills;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return exit;
        }

        @Override
        public void terminate() {
            terms++;
            if (!ignoresTerm) {
                exit.complete(143);
            }
        }

        @Override
        public void kill() {
            kills++;
            if (!ignoresKill) {
                exit.complete(137);
            }
        }
    }

    /** Says whether workers answer the probe with yes from now on. */
    FakeProcesses ready(boolean now) {
        ready = now;
        return this;
    }

    /** Lets each start fail with a message; none fails if it is empty. */
    void refuse(String message) {
        refusal = message;
    }

    /** Runs something while the next process is being started. */
    void duringStart(Runnable task) {
        duringStart = task;
    }

    FakeProcess of(String id) {
        FakeProcess process = started.get(id);
        if (process == null) {
            throw new AssertionError(id + " has no process; started were " + started.keySet());
        }
        return process;
    }

    int count() {
        return started.size();
    }

    Launch lastLaunch() {
        return launches.get(launches.size() - 1);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public WorkerProcess start(String id, Launch launch) throws IOException {
        duringStart.run();
        duringStart = () -> {};
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
        FakeProcess process = new FakeProcess(1000 + started.size());
        started.put(id, process);
        launches.add(launch);
        return process;
    }

    @Override
    public CompletableFuture<Boolean> isReady(int port) {
        return CompletableFuture.completedFuture(ready);
    }

    @Override
    public void close() {
        closed = true;
    }
}
