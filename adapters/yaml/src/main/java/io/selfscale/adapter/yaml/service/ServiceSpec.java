package io.selfscale.adapter.yaml.service;

import java.util.List;
import java.util.Objects;

/**
 * What one replica of a service is like. Times are seconds.
 *
 * @param name what it is called in reports; not blank
 * @param slots requests served at the same time, in [1, 4096]
 * @param prefill what a request takes before its first token
 * @param decode what each token takes
 * @param startup how long a replica takes from its order until it serves
 * @param pricePerHour money per hour of one replica, at least 0
 * @param faults what goes wrong
 * @param door how requests are let in
 */
public record ServiceSpec(
        String name,
        int slots,
        Prefill prefill,
        Decode decode,
        Startup startup,
        double pricePerHour,
        FaultRates faults,
        Door door) {

    /**
     * Time from taking a slot to the first step of decoding.
     *
     * @param base of any request, at least 0
     * @param perToken of each token of the prompt, of text or image, at least 0
     * @param perImageToken of each image token on top, for the vision tower, at least 0
     */
    public record Prefill(double base, double perToken, double perImageToken) {}

    /**
     * Time of one token of one request.
     *
     * @param perToken whatever the batch, above 0
     * @param perTokenAndRequest for each request of the batch on top, at least 0
     */
    public record Decode(double perToken, double perTokenAndRequest) {}

    /** How long a start takes. */
    public sealed interface Startup {

        /**
         * By its median and its 95th percentile, which are equal for a fixed time.
         *
         * @param p50 at least 0
         * @param p95 at least {@code p50}
         * @param phases what it consists of; {@code p50} and {@code p95} are then their sums; empty if unknown; copied
         */
        record Quantiles(double p50, double p95, List<Phase> phases) implements Startup {
            public Quantiles {
                phases = List.copyOf(phases);
            }
        }

        /**
         * Measured starts.
         *
         * @param seconds one or more, each at least 0; copied
         */
        record Samples(List<Double> seconds) implements Startup {
            public Samples {
                seconds = List.copyOf(seconds);
            }
        }
    }

    /**
     * A part of a start.
     *
     * @param name such as {@code image} or {@code weights}
     * @param p50 median, at least 0
     * @param p95 95th percentile, at least {@code p50}
     */
    public record Phase(String name, double p50, double p95) {}

    public ServiceSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(prefill, "prefill");
        Objects.requireNonNull(decode, "decode");
        Objects.requireNonNull(startup, "startup");
        Objects.requireNonNull(faults, "faults");
        Objects.requireNonNull(door, "door");
    }
}
