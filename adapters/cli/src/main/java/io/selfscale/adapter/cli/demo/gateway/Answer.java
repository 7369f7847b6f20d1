package io.selfscale.adapter.cli.demo.gateway;

import java.nio.charset.StandardCharsets;

/** What a client is told: a status, and a body of JSON. */
final class Answer {

    private final int status;
    private final byte[] json;

    private Answer(int status, byte[] json) {
        this.status = status;
        this.json = json;
    }

    /** Returns an answer of a worker. */
    static Answer of(int status, byte[] json) {
        return new Answer(status, json);
    }

    /**
     * Returns an answer of the front door itself.
     *
     * @param reason plain words, without quotes
     */
    static Answer refusal(int status, String reason) {
        return new Answer(status, ("{\"error\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    byte[] json() {
        return json;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Tells whether trying again later is worth it. */
    boolean isRejection() {
        return status == 429 || status == 503;
    }
}
