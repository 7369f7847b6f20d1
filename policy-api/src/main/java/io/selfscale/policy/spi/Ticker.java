package io.selfscale.policy.spi;

/** Elapsed time. Only differences of two values mean something; they may wrap around. Safe for concurrent use. */
@FunctionalInterface
public interface Ticker {

    /** Returns a number of nanoseconds since an arbitrary origin; never runs backward. */
    long nanos();

    /** Returns the ticker of this virtual machine. */
    static Ticker system() {
        return System::nanoTime;
    }
}
