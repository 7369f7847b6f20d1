package io.selfscale.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionProperties {

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "a", "b", "1", "2.5", "0", "+", "-", "*", "/", "(", ")", "??", "?", ":", "<", ">=", "==", "&&",
                        "||", "!", ",", "max(", "ceil(", " ", ".", "e", "$", "1e308")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join(" ", pieces));
    }

    /** Whatever the text: an expression or an error with a position in it, and any expression comes to something. */
    @Property(tries = 5000)
    void everyTextIsAnExpressionOrAnErrorWithAPosition(
            @ForAll("pieces") String text, @ForAll double a, @ForAll double b) {
        try {
            Outcome outcome =
                    Expression.parse(text).evaluate(name -> name.equals("a") ? Outcome.of(a) : Outcome.of(1 / b));
            assertThat(outcome).isNotNull();
        } catch (ExpressionException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Property
    void agreesWithTheArithmeticOfTheLanguage(@ForAll int a, @ForAll int b, @ForAll int c) {
        Outcome outcome = Expression.parse("a - b * 2 + (c - a) / 4")
                .evaluate(name -> Outcome.of(name.equals("a") ? a : name.equals("b") ? b : c));
        assertThat(outcome).isEqualTo(Outcome.of(a - b * 2.0 + ((double) c - a) / 4));
    }
}
