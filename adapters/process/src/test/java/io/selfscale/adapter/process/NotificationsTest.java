package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.ReplicaState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationsTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void deliversInOrderAlsoWhatIsAddedMeanwhile() {
        Notifications[] notifications = new Notifications[1];
        notifications[0] = new Notifications(new WorkerListener() {
            @Override
            public void onReady(Worker worker) {
                notifications[0].add(WorkerListener::onEnded, worker(3));
                notifications[0].deliver();
                told.add("ready " + worker.id());
            }

            @Override
            public void onEnded(Worker worker) {
                told.add("ended " + worker.id());
            }
        });
        notifications[0].add(WorkerListener::onReady, worker(1));
        notifications[0].add(WorkerListener::onEnded, worker(2));
        notifications[0].deliver();

        assertThat(told).containsExactly("ready w-1", "ended w-2", "ended w-3");
    }

    @Test
    void goesOnAfterAListenerThatThrows() {
        Notifications notifications = new Notifications(new WorkerListener() {
            @Override
            public void onReady(Worker worker) {
                told.add(worker.id());
                throw new IllegalStateException("no");
            }
        });
        notifications.add(WorkerListener::onReady, worker(1));
        notifications.add(WorkerListener::onReady, worker(2));
        notifications.deliver();

        assertThat(told).containsExactly("w-1", "w-2");
    }

    private static Worker worker(int number) {
        return new Worker("w-" + number, 0, 1, 1, ReplicaState.READY, Instant.EPOCH, null, null, null, null, null);
    }
}
