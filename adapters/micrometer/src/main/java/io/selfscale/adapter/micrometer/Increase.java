package io.selfscale.adapter.micrometer;

/** By how much counts grew between two reads. */
sealed interface Increase {

    /**
     * Known growth, over all meters.
     *
     * @param count growth of the counts, at least 0
     * @param total growth of the totals, at least 0
     */
    record Known(double count, double total) implements Increase {}

    /**
     * No comparison was possible.
     *
     * @param reason why, for the record
     */
    record Unknown(String reason) implements Increase {}
}
