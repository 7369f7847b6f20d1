package io.selfscale.adapter.cli.demo.gateway;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request without an answer. Its mutable part belongs to the lock of the {@link Dispatcher}. */
final class OpenRequest {

    private final byte[] body;
    private final long arrivedNanos;
    private final Consumer<Answer> onAnswer;
    private @Nullable String brokeAt;

    OpenRequest(byte[] body, long arrivedNanos, Consumer<Answer> onAnswer) {
        this.body = body;
        this.arrivedNanos = arrivedNanos;
        this.onAnswer = onAnswer;
    }

    byte[] body() {
        return body;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    void answer(Answer answer) {
        onAnswer.accept(answer);
    }

    boolean isRetry() {
        return brokeAt != null;
    }

    void breakAt(String workerId) {
        brokeAt = workerId;
    }

    /** Tells whether a worker may have it: any one but that which broke off before. */
    boolean maySendTo(String workerId) {
        return !workerId.equals(brokeAt);
    }
}
