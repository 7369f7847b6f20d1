package io.selfscale.adapter.cli.demo.gateway;

/**
 * A worker that takes requests.
 *
 * @param id unique among all workers of the run, not blank
 * @param port where it listens on 127.0.0.1, 1 to 65535
 */
public record Endpoint(String id, int port) {

    public Endpoint {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of a worker must not be blank");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port of worker " + id + " must be 1 to 65535 but was " + port);
        }
    }
}
