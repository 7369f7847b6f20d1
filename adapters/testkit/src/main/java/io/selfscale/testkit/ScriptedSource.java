package io.selfscale.testkit;

import io.selfscale.policy.Reading;
import io.selfscale.policy.spi.MetricSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A metric source that follows a script, one step at each read; the last step repeats for ever, and an empty script is
 * an absent signal. Steps can be added while it is read.
 *
 * <p>Safe for concurrent use.
 */
public final class ScriptedSource implements MetricSource {

    private final List<MetricSource> steps = new ArrayList<>();
    private final Hang hang = new Hang();
    private int reads;
    private int interruptions;

    /** Creates a source with an empty script. */
    public ScriptedSource() {}

    /** Returns a source that always reads {@code value} for the whole target. */
    public static ScriptedSource always(double value) {
        return new ScriptedSource().thenRead(value);
    }

    /** Returns a source that fails at every read. */
    public static ScriptedSource failing(String message) {
        return new ScriptedSource().thenFail(message);
    }

    /** Returns a source that hangs at every read. */
    public static ScriptedSource hanging() {
        return new ScriptedSource().thenHang();
    }

    /** Adds steps that read values of the whole target, measured just now. */
    public ScriptedSource thenRead(double... values) {
        for (double value : values) {
            thenRead(Reading.of(value));
        }
        return this;
    }

    /** Adds a step that reads this. */
    public ScriptedSource thenRead(Reading reading) {
        return then(() -> reading);
    }

    /** Adds a step that throws an {@link java.io.IOException} with this message. */
    public ScriptedSource thenFail(String message) {
        return then(() -> {
            throw new java.io.IOException(message);
        });
    }

    /**
     * Adds a step that blocks until its thread is interrupted, and throws then; or until {@link #release()}, and is an
     * absent reading then.
     */
    public ScriptedSource thenHang() {
        return then(() -> {
            try {
                hang.enter();
            } catch (InterruptedException e) {
                countInterruption();
                throw e;
            }
            return Reading.absent("released after a hang");
        });
    }

    /** Adds a step that does something else. */
    public synchronized ScriptedSource then(MetricSource step) {
        steps.add(step);
        return this;
    }

    @Override
    public Reading read() throws Exception {
        return nextStep().read();
    }

    private synchronized MetricSource nextStep() {
        int index = Math.min(reads++, steps.size() - 1);
        return index < 0 ? () -> Reading.absent("the script is empty") : steps.get(index);
    }

    private synchronized void countInterruption() {
        interruptions++;
    }

    /** Returns the number of reads that have begun. */
    public synchronized int reads() {
        return reads;
    }

    /** Returns the number of hanging reads that were interrupted. */
    public synchronized int interruptions() {
        return interruptions;
    }

    /**
     * Waits, in real time, until a read hangs.
     *
     * @throws AssertionError if none has within {@code timeout}
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitHang(Duration timeout) throws InterruptedException {
        hang.awaitEntered(timeout);
    }

    /** Lets hanging reads return, present and future ones. */
    public void release() {
        hang.release();
    }
}
