package io.selfscale.adapter.yaml.form;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt word was meant to be. */
public final class Nearest {

    private static final int LONGEST = 40;

    private Nearest() {}

    /** Returns the candidate that is a few letters away, or begins as the word does, or null. */
    public static @Nullable String to(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return null;
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        double least = Double.POSITIVE_INFINITY;
        for (String candidate : candidates) {
            String there = candidate.toLowerCase(Locale.ROOT);
            int allowed = Math.max(1, Math.max(wanted.length(), there.length()) / 3);
            double distance = distance(wanted, there);
            boolean begins = (there.length() >= 3 && wanted.startsWith(there))
                    || (wanted.length() >= 3 && there.startsWith(wanted));
            // A word that begins the same is as good as one with a single letter wrong, but not better.
            double rank = begins ? Math.min(distance, 1.5) : distance;
            if ((begins || distance <= allowed) && rank < least) {
                least = rank;
                best = candidate;
            }
        }
        return best;
    }

    /** Returns {@code "did you mean X?"}, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        String nearest = to(word, candidates);
        return nearest == null ? "" : "did you mean " + nearest + "?";
    }

    /** Letters to insert, remove, replace or swap with their neighbour to get from one word to another. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
