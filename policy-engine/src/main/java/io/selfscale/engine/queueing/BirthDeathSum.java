package io.selfscale.engine.queueing;

/**
 * Sums over the states of a birth-death chain, visited upward from the empty one: state weights by products of {@code
 * birth rate / death rate}, scaled down together before they overflow. Confined to one computation.
 */
final class BirthDeathSum {

    private static final double TOO_GREAT = 1e200;

    private final int servers;
    private double weight = 1;
    private double total = 1;
    private double inSystem;
    private double waiting;
    private int state;

    /**
     * Starts at the empty state.
     *
     * @param servers requests beyond this wait
     */
    BirthDeathSum(int servers) {
        this.servers = servers;
    }

    /** Goes one state up. */
    void up(double ratio) {
        state++;
        weight *= ratio;
        total += weight;
        inSystem += state * weight;
        waiting += Math.max(0, state - servers) * weight;
        if (total > TOO_GREAT) {
            weight /= TOO_GREAT;
            total /= TOO_GREAT;
            inSystem /= TOO_GREAT;
            waiting /= TOO_GREAT;
        }
    }

    /** Adds every state above, each {@code ratio} times the one below; {@code ratio} in [0, 1). */
    void upForEver(double ratio) {
        double above = weight * ratio / (1 - ratio);
        double beyond = above / (1 - ratio);
        total += above;
        inSystem += state * above + beyond;
        waiting += Math.max(0, state - servers) * above + beyond;
        weight += above;
    }

    /** Returns the probability of the last state; of it and all above after {@link #upForEver}. */
    double lastShare() {
        return weight / total;
    }

    double meanInSystem() {
        return inSystem / total;
    }

    double meanWaiting() {
        return waiting / total;
    }
}
