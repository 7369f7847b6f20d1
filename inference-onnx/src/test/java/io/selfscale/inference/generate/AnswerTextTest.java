package io.selfscale.inference.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void aCharacterWaitsUntilItIsWhole() {
        byte[] sign = utf8("€");
        AnswerText answer = new AnswerText(List.of());
        assertThat(answer.append(new byte[] {sign[0]})).isEmpty();
        assertThat(answer.append(new byte[] {sign[1]})).isEmpty();
        assertThat(answer.append(new byte[] {sign[2], '!'})).isEqualTo("€!");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        AnswerText answer = new AnswerText(List.of());
        assertThat(answer.append(new byte[] {(byte) 0xFF, 'a'})).isEqualTo("\uFFFDa");
        assertThat(answer.append(new byte[] {(byte) 0xE2, (byte) 0x82})).isEmpty();
        assertThat(answer.finish()).isEqualTo("\uFFFD");
    }

    @Test
    void aStopStringEndsTheAnswerAndIsNotPartOfIt() {
        AnswerText answer = new AnswerText(List.of("END"));
        assertThat(answer.append(utf8("one E"))).isEqualTo("one ");
        assertThat(answer.append(utf8("N"))).isEmpty();
        assertThat(answer.append(utf8("D two"))).isEmpty();
        assertThat(answer.isStopped()).isTrue();
        assertThat(answer.append(utf8("more"))).isEmpty();
        assertThat(answer.finish()).isEmpty();
        assertThat(answer.text()).isEqualTo("one ");
    }

    @Test
    void whatOnlyLookedLikeAStopStringIsGivenAfterAll() {
        AnswerText answer = new AnswerText(List.of("ENDE"));
        assertThat(answer.append(utf8("EN"))).isEmpty();
        assertThat(answer.append(utf8("EN"))).isEqualTo("EN");
        assertThat(answer.finish()).isEqualTo("EN");
    }

    @Test
    void theFirstOfSeveralStopStringsCounts() {
        AnswerText answer = new AnswerText(List.of("b", "a"));
        assertThat(answer.append(utf8("xxab"))).isEqualTo("xx");
    }

    @Test
    void anEmptyStopStringIsRefused() {
        assertThatThrownBy(() -> new AnswerText(List.of(""))).hasMessageContaining("must not be empty");
    }

    @Property(tries = 500)
    void anyCutOfTheBytesGivesTheSameText(
            @ForAll @StringLength(max = 40) String text, @ForAll @IntRange(min = 1, max = 5) int size) {
        byte[] all = utf8(text);
        AnswerText answer = new AnswerText(List.of("\u0001stop"));
        StringBuilder given = new StringBuilder();
        for (int start = 0; start < all.length; start += size) {
            given.append(answer.append(Arrays.copyOfRange(all, start, Math.min(all.length, start + size))));
        }
        given.append(answer.finish());
        assertThat(given.toString()).isEqualTo(new String(all, UTF_8)).isEqualTo(answer.text());
    }
}
