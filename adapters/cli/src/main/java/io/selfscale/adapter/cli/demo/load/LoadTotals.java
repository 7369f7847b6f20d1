package io.selfscale.adapter.cli.demo.load;

/**
 * What became of the requests that were sent: {@code offered = completed + failed + rejected + lost + outstanding}.
 *
 * @param offered sent so far
 * @param completed answered with 2xx
 * @param failed answered with anything but 2xx, 429 and 503
 * @param rejected answered with 429 or 503
 * @param lost not answered: the connection broke, or no answer came in time
 * @param outstanding not answered yet
 */
public record LoadTotals(long offered, long completed, long failed, long rejected, long lost, long outstanding) {

    public LoadTotals {
        if (Math.min(Math.min(completed, failed), Math.min(rejected, Math.min(lost, outstanding))) < 0
                || offered != completed + failed + rejected + lost + outstanding) {
            throw new IllegalArgumentException("offered must be the sum of the others, each at least 0, but they were "
                    + offered + " and " + completed + ", " + failed + ", " + rejected + ", " + lost + ", "
                    + outstanding);
        }
    }
}
