package io.selfscale.engine.expression;

/** A text that is not an expression, and where it stops to be one. */
public final class ExpressionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int position;

    ExpressionException(String message, int position) {
        super(message + " at column " + (position + 1));
        this.position = position;
    }

    /** Returns the number of characters before the one at fault. */
    public int position() {
        return position;
    }
}
