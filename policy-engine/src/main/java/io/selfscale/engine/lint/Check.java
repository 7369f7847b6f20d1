package io.selfscale.engine.lint;

/** One check of a specification. Pure; keeps nothing. */
interface Check {

    /** Adds what it finds. */
    void check(Subject subject, Findings findings);
}
