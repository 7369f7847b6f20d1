package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    @Test
    void aStopStringEndsTheAnswerAndIsNotPartOfIt() {
        AnswerText answer = new AnswerText(List.of("END"));
        assertThat(answer.append("one E")).isEqualTo("one ");
        assertThat(answer.append("N")).isEmpty();
        assertThat(answer.append("D two")).isEmpty();
        assertThat(answer.isStopped()).isTrue();
        assertThat(answer.append("more")).isEmpty();
        assertThat(answer.finish()).isEmpty();
        assertThat(answer.text()).isEqualTo("one ");
    }

    @Test
    void whatOnlyLookedLikeAStopStringIsGivenAfterAll() {
        AnswerText answer = new AnswerText(List.of("ENDE"));
        assertThat(answer.append("EN")).isEmpty();
        assertThat(answer.append("EN")).isEqualTo("EN");
        assertThat(answer.finish()).isEqualTo("EN");
    }

    @Test
    void theFirstOfSeveralStopStringsCounts() {
        AnswerText answer = new AnswerText(List.of("b", "a"));
        assertThat(answer.append("xxab")).isEqualTo("xx");
    }

    @Test
    void anEmptyStopStringIsRefused() {
        assertThatThrownBy(() -> new AnswerText(List.of(""))).hasMessageContaining("must not be empty");
    }

    @Property(tries = 500)
    void anyCutOfTheTextGivesTheSame(
            @ForAll @StringLength(max = 40) String text,
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll @StringLength(min = 1, max = 2) String stop) {
        AnswerText answer = new AnswerText(List.of(stop));
        StringBuilder given = new StringBuilder();
        for (int start = 0; start < text.length(); start += size) {
            given.append(answer.append(text.substring(start, Math.min(text.length(), start + size))));
        }
        given.append(answer.finish());
        int end = text.indexOf(stop);
        assertThat(given.toString())
                .isEqualTo(end < 0 ? text : text.substring(0, end))
                .isEqualTo(answer.text());
        assertThat(answer.isStopped()).isEqualTo(end >= 0);
    }
}
