package example;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.ReplicaPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The smallest replica pool that does something: replicas are threads of this process that wait for work. */
final class WorkerThreads implements ReplicaPool, AutoCloseable {

    private final String name;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<String, OrderOutcome> outcomes = new HashMap<>();
    private int started;

    WorkerThreads(String name) {
        this.name = name;
    }

    /** A worker, the order that asked for it, and when it began. */
    private record Worker(Thread thread, String orderId, long beganNanos) {}

    /** Returns the share of workers that are busy; a real service measures this. */
    double utilization() {
        return 0.5;
    }

    synchronized int running() {
        return workers.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Inventory inventory() {
        List<Replica> replicas = new ArrayList<>();
        for (Worker worker : workers) {
            Duration age = Duration.ofNanos(System.nanoTime() - worker.beganNanos());
            replicas.add(new Replica(worker.thread().getName(), name, ReplicaState.READY, age, age, worker.orderId()));
        }
        return Inventory.of(replicas);
    }

    @Override
    public synchronized OrderOutcome carryOut(Order order) {
        return outcomes.computeIfAbsent(order.id(), id -> {
            if (order instanceof Order.Start start) {
                for (int i = 0; i < start.count(); i++) {
                    start(start.id());
                }
            } else if (order instanceof Order.Stop stop) {
                workers.removeIf(worker -> stop.replicas().contains(worker.thread().getName()) && end(worker));
            }
            return OrderOutcome.accepted(order);
        });
    }

    private void start(String orderId) {
        Thread thread = new Thread(WorkerThreads::waitForWork, name + "-" + ++started);
        thread.setDaemon(true);
        thread.start();
        workers.add(new Worker(thread, orderId, System.nanoTime()));
    }

    private static void waitForWork() {
        try {
            synchronized (Thread.currentThread()) {
                Thread.currentThread().wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean end(Worker worker) {
        worker.thread().interrupt();
        return true;
    }

    @Override
    public synchronized void close() {
        workers.removeIf(WorkerThreads::end);
    }
}
