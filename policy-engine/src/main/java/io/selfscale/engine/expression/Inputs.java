package io.selfscale.engine.expression;

/** The values that an expression is evaluated with. */
@FunctionalInterface
public interface Inputs {

    /** Returns the value of an input; never null. */
    Outcome value(String name);
}
