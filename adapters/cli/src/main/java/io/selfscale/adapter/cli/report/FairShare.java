package io.selfscale.adapter.cli.report;

import java.util.Arrays;
import java.util.List;

/** Divides what there is room for among some that want more and some that want less. */
final class FairShare {

    private FairShare() {}

    /**
     * Returns the most that each may have so that all together have no more than there is room for: what some do not want,
     * others get.
     *
     * @param wanted how much each wants, at least 0 each
     * @param room how much there is
     * @param least what each may have in any case
     */
    static int limit(List<Integer> wanted, int room, int least) {
        int[] rising = wanted.stream().mapToInt(Integer::intValue).sorted().toArray();
        long left = room;
        for (int i = 0; i < rising.length; i++) {
            int share = (int) (left / (rising.length - i));
            if (rising[i] > share) {
                return Math.max(least, share);
            }
            left -= rising[i];
        }
        return Math.max(least, Arrays.stream(rising).max().orElse(0));
    }
}
