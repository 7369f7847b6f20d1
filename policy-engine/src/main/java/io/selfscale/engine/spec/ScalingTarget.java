package io.selfscale.engine.spec;

/**
 * What is scaled, and within which bounds.
 *
 * @param name unique among the targets of an application; not blank
 * @param min smallest replica count, at least 0; 0 needs an {@link ActivationSpec}
 * @param max largest replica count, at least {@code min} and 1, at most {@value #LARGEST}
 */
public record ScalingTarget(String name, int min, int max) {

    /** The largest replica count that arithmetic here is safe for. */
    public static final int LARGEST = 1_000_000;

    public ScalingTarget {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a scaling target must not be blank");
        }
        if (min < 0) {
            throw new IllegalArgumentException("min must be >= 0 but was " + min);
        }
        if (max < Math.max(1, min)) {
            throw new IllegalArgumentException("max must be >= 1 and >= min " + min + " but was " + max);
        }
        if (max > LARGEST) {
            throw new IllegalArgumentException("max must be <= " + LARGEST + " but was " + max);
        }
    }

    /** Starts the description of a target: {@code ScalingTarget.of("qwen3-vl").replicas(1, 10)}. */
    public static Named of(String name) {
        return new Named(name);
    }

    /** Returns the nearest count within the bounds. */
    public int clamp(int replicas) {
        return Math.max(min, Math.min(max, replicas));
    }

    /**
     * A target that still lacks its bounds.
     *
     * @param name its name
     */
    public record Named(String name) {

        /** Returns the target with its smallest and largest replica count; see {@link ScalingTarget}. */
        public ScalingTarget replicas(int min, int max) {
            return new ScalingTarget(name, min, max);
        }
    }
}
