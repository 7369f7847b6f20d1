package io.selfscale.engine.expression;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An arithmetic expression over named inputs.
 *
 * <p>From the loosest to the tightest: {@code condition ? a : b}; {@code ||}; {@code &&}; the comparisons {@code < <= > >=
 * == !=}; {@code + -}; {@code * /}; the signs {@code -} and {@code !}; {@code a ?? b}, which is {@code b} if {@code a} is
 * absent, and binds tighter than arithmetic, so that {@code a ?? 0 + b ?? 0} adds two inputs either of which may be
 * absent. Functions are {@code min}, {@code max} (one argument or more), {@code abs}, {@code ceil}, {@code floor},
 * {@code round} (half up). Numbers are decimal, with a point and an exponent if wanted. {@code and}, {@code or} and
 * {@code not} are other words for the signs.
 *
 * <p>Truth is a number: comparisons give 1 or 0, and what is not 0 is true. {@code ceil}, {@code floor} and comparisons
 * forgive the rounding of section 0.1 of the semantics.
 *
 * <p>An absent input makes everything absent that needs it, except under {@code ??}; so do a division by zero and an
 * overflow. A branch of a conditional that is not taken is not needed. Immutable; evaluation is pure and never throws.
 */
public final class Expression {

    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Returns the expression that a text is.
     *
     * @throws ExpressionException if it is none, with the position
     */
    public static Expression parse(String text) {
        return new Expression(text, new Parser(text).parse());
    }

    /** Returns the names of its inputs, in the order in which they first occur. */
    public Set<String> inputs() {
        return root.inputs();
    }

    /** Returns what it comes to for these inputs. */
    public Outcome evaluate(Inputs inputs) {
        return root.evaluate(inputs);
    }

    /** Tells whether two expressions are the same text. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return text;
    }

    /** Returns the functions that an expression may call. */
    public static List<String> functions() {
        return Node.Function.names();
    }
}
