package io.selfscale.adapter.simulation.service;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * How long replicas take from their order until they serve, drawn anew for each.
 *
 * @param law the distribution
 * @param phases what they do meanwhile, in order; the shares add up to 1; empty for a start without known phases; copied
 */
public record StartupDistribution(Law law, List<Phase> phases) {

    /**
     * A part of a start.
     *
     * @param name such as {@code image} or {@code weights}
     * @param share of the start-up time, at least 0
     */
    public record Phase(String name, double share) {
        public Phase {
            Objects.requireNonNull(name, "name");
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the share of phase " + name + " must be in [0, 1] but was " + share);
            }
        }
    }

    /** A distribution of times. */
    public sealed interface Law {

        /** Returns a time in seconds, at least 0. */
        double seconds(SplittableRandom random);

        /** Returns the quantile in seconds. */
        double quantileSeconds(double share);

        /**
         * Always the same.
         *
         * @param seconds at least 0
         */
        record Fixed(double seconds) implements Law {
            public Fixed {
                if (!(seconds >= 0) || !Double.isFinite(seconds)) {
                    throw new IllegalArgumentException("a start-up time must be at least 0 s but was " + seconds);
                }
            }

            @Override
            public double seconds(SplittableRandom random) {
                return seconds;
            }

            @Override
            public double quantileSeconds(double share) {
                return seconds;
            }
        }

        /**
         * Log-normal, by its median and its 95th percentile.
         *
         * @param p50Seconds positive
         * @param p95Seconds at least {@code p50Seconds}
         */
        record LogNormal(double p50Seconds, double p95Seconds) implements Law {

            private static final double Z95 = 1.6448536269514722;

            public LogNormal {
                if (!(p50Seconds > 0 && p95Seconds >= p50Seconds) || !Double.isFinite(p95Seconds)) {
                    throw new IllegalArgumentException(
                            "0 < p50 <= p95 must hold for a start-up time but was " + p50Seconds + ", " + p95Seconds);
                }
            }

            @Override
            public double seconds(SplittableRandom random) {
                // Box-Muller with two draws, because SplittableRandom has no Gaussian before Java 17's interface.
                double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
                double normal = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
                return p50Seconds * StrictMath.exp(sigma() * normal);
            }

            @Override
            public double quantileSeconds(double share) {
                if (share <= 0.5) {
                    return p50Seconds;
                }
                double z = share <= 0.95 ? Z95 : 2.3263478740408408;
                return p50Seconds * StrictMath.exp(sigma() * z);
            }

            private double sigma() {
                return StrictMath.log(p95Seconds / p50Seconds) / Z95;
            }
        }

        /**
         * Times that were measured, each as likely as the others.
         *
         * @param seconds at least one, each at least 0; copied
         */
        record Empirical(List<Double> seconds) implements Law {
            public Empirical {
                seconds = seconds.stream().sorted().toList();
                if (seconds.isEmpty() || !(seconds.get(0) >= 0) || !Double.isFinite(seconds.get(seconds.size() - 1))) {
                    throw new IllegalArgumentException(
                            "start-up times must be one or more, finite and at least 0, but were " + seconds);
                }
            }

            @Override
            public double seconds(SplittableRandom random) {
                return seconds.get(random.nextInt(seconds.size()));
            }

            @Override
            public double quantileSeconds(double share) {
                int rank = (int) Math.ceil(share * seconds.size());
                return seconds.get(Math.max(1, Math.min(rank, seconds.size())) - 1);
            }
        }
    }

    public StartupDistribution {
        Objects.requireNonNull(law, "law");
        phases = List.copyOf(phases);
        double sum = phases.stream().mapToDouble(Phase::share).sum();
        if (!phases.isEmpty() && Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("the shares of the phases must add up to 1 but were " + phases);
        }
    }

    /** Returns a start that always takes the same time. */
    public static StartupDistribution always(Duration time) {
        return new StartupDistribution(new Law.Fixed(time.toNanos() / 1e9), List.of());
    }

    /**
     * Returns what a replica does at a time in its start, or an empty text.
     *
     * @param share part of the start that has passed, in [0, 1]
     */
    public String phaseAt(double share) {
        double passed = 0;
        for (Phase phase : phases) {
            passed += phase.share();
            if (share < passed) {
                return phase.name();
            }
        }
        return phases.isEmpty() ? "" : phases.get(phases.size() - 1).name();
    }
}
