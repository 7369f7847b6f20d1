package io.selfscale.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    /** The inputs a = 6, b = 4, zero = 0 and queue.length = 7.5; every other one is absent. */
    private static Outcome input(String name) {
        Double value =
                Map.of("a", 6.0, "b", 4.0, "zero", 0.0, "queue.length", 7.5).get(name);
        return value == null ? Outcome.absent(name + " is unknown") : Outcome.of(value);
    }

    private static Outcome evaluate(String text) {
        return Expression.parse(text).evaluate(ExpressionTest::input);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "1;1",
                "1.5e2;150",
                ".5;0.5",
                "2.;2",
                "a + b * 2;14",
                "(a + b) * 2;20",
                "a - b - 1;1",
                "a / b / 2;0.75",
                "-a + b;-2",
                "--a;6",
                "2 * -a;-12",
                "queue.length * 2;15",
                "a > b;1",
                "a < b;0",
                "a >= 6;1",
                "a <= 5.9;0",
                "a == 6;1",
                "a != 6;0",
                "0.1 + 0.2 == 0.3;1",
                "0.1 + 0.2 > 0.3;0",
                "a > b ? 10 : 20;10",
                "a < b ? 10 : zero ? 20 : 30;30",
                "a > 5 && b > 5;0",
                "a > 5 || b > 5;1",
                "not (a > 5 and b > 5);1",
                "!zero + 1;2",
                "1 || 0 && 0;1",
                "a + b > 9 && 1;1",
                "min(a, b, 3);3",
                "max(a, b);6",
                "max(b);4",
                "abs(b - a);2",
                "ceil(290 / 70 * 7);29",
                "ceil(1.2);2",
                "floor(0.1 * 30);3",
                "floor(-1.5);-2",
                "round(2.5);3",
                "round(2.4);2",
                "missing ?? 5;5",
                "a ?? 5;6",
                "missing ?? gone ?? 3;3",
                "missing ?? 2 + a ?? 2;8",
                "missing ?? -1;-1",
                "(missing + 1) ?? a;6",
                "(a / zero) ?? 9;9",
                "a > b ? a : missing;6",
                "max(a, missing ?? 0) / 2;3",
            })
    void computes(String text, double value) {
        assertThat(evaluate(text))
                .isInstanceOfSatisfying(
                        Outcome.Known.class, known -> assertThat(known.value()).isCloseTo(value, within(1e-12)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "missing;missing is unknown",
                "missing + 1;missing is unknown",
                "1 + missing;missing is unknown",
                "-missing;missing is unknown",
                "!missing;missing is unknown",
                "max(1, missing);missing is unknown",
                "missing > 1 ? 1 : 2;missing is unknown",
                "a < b ? a : missing;missing is unknown",
                "missing ?? gone;gone is unknown",
                "a / zero;division by zero",
                "zero / zero;division by zero",
                "a / (b - 4);division by zero",
                "a / zero ?? 9;division by zero",
                "1e308 * 10;not a finite number: Infinity",
                "-1e308 * 10;not a finite number: -Infinity",
            })
    void isAbsentForAReason(String text, String reason) {
        assertThat(evaluate(text)).isEqualTo(Outcome.absent(reason));
    }

    @ParameterizedTest(name = "\"{0}\": {2} at {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "\"\";0;expected a number, a name or '(' but found the end",
                "a +;3;expected a number, a name or '(' but found the end",
                "a b;2;expected an operator or the end but found 'b'",
                "(a;2;expected ')' but found the end",
                "a);1;expected an operator or the end but found ')'",
                "a $ b;2;unexpected character '$'",
                "a = b;2;unexpected character '='",
                "a ? b;5;expected ':' but found the end",
                "1 < a < 3;6;comparisons cannot be chained; join them by &&",
                "1.2.3;3;unexpected character '.' in a number",
                "12x;2;unexpected character 'x' in a number",
                "1e;2;an exponent needs digits",
                ".;0;a number needs digits",
                "1e999;0;the number 1e999 is too large",
                "sqrt(a);0;there is no function 'sqrt', only min, max, abs, ceil, floor, round",
                "1 + abs(a, b);4;abs takes one argument but was given 2",
                "max();0;max takes one argument or more but was given 0",
                "a..b;0;the name 'a..b' has an empty part",
                "a.;0;the name 'a.' has an empty part",
                "a + * b;4;expected a number, a name or '(' but found '*'",
            })
    void refusesWithThePosition(String text, int position, String message) {
        String[] parts = message.split(";", -1);
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(text))
                .satisfies(e -> assertThat(e.position()).isEqualTo(position))
                .withMessageStartingWith(parts[0])
                .withMessageEndingWith("at column " + (position + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "!", "1?1:", "1?", "max("})
    void noTextExhaustsTheStack(String piece) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(piece.repeat(200)))
                .withMessageContaining("nested more than 64 deep");
    }

    @Test
    void longChainsEvaluateAndEndlessOnesAreRefused() {
        assertThat(evaluate("1" + "+1".repeat(400))).isEqualTo(Outcome.of(401));
        assertThat(evaluate("x" + "??x".repeat(400) + "??7")).isEqualTo(Outcome.of(7));
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse("1" + "+1".repeat(600)))
                .withMessageContaining("more than 500 operands");
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(" ".repeat(5000)))
                .withMessageContaining("at most 4096 characters");
    }

    @Test
    void namesItsInputsInOrder() {
        assertThat(Expression.parse("b > 1 ? max(a, c.d ?? b) : -e").inputs()).containsExactly("b", "a", "c.d", "e");
        assertThat(Expression.parse("1 + 2").inputs()).isEmpty();
        assertThat(Expression.parse("a + b"))
                .isEqualTo(Expression.parse("a + b"))
                .hasToString("a + b");
    }
}
