package io.selfscale.inference.generate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an answer may be.
 *
 * @param maxNewTokens most tokens, at least 1; fewer if the context of the model ends before
 * @param sampling how tokens are chosen
 * @param stops strings that end the answer; not part of it, none is empty
 * @param timeLimit from the call on; looked at before each step
 */
public record AnswerSettings(int maxNewTokens, Sampling sampling, List<String> stops, Optional<Duration> timeLimit) {

    public AnswerSettings {
        stops = List.copyOf(stops);
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("maxNewTokens must be at least 1 but was " + maxNewTokens);
        }
        if (stops.contains("")) {
            throw new IllegalArgumentException("a stop string must not be empty");
        }
        if (timeLimit.isPresent()
                && (timeLimit.get().isNegative() || timeLimit.get().isZero())) {
            throw new IllegalArgumentException("timeLimit must be above 0 but was " + timeLimit.get());
        }
    }

    /** So many tokens at most, chosen in this way; no stop strings and no time limit. */
    public static AnswerSettings of(int maxNewTokens, Sampling sampling) {
        return new AnswerSettings(maxNewTokens, sampling, List.of(), Optional.empty());
    }

    public AnswerSettings withStops(List<String> value) {
        return new AnswerSettings(maxNewTokens, sampling, value, timeLimit);
    }

    public AnswerSettings withTimeLimit(Duration value) {
        return new AnswerSettings(maxNewTokens, sampling, stops, Optional.of(value));
    }
}
