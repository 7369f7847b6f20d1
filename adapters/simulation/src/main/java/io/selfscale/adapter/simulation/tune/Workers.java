package io.selfscale.adapter.simulation.tune;

import java.util.List;
import java.util.function.Supplier;

/** Does several things, in whatever order and as many at a time as it likes. */
public interface Workers {

    /**
     * Returns what each task comes to, in the order of the tasks. All are begun at once; each is waited for when its result
     * is asked for, and what it throws is thrown then.
     */
    <T> Iterable<T> results(List<Supplier<T>> tasks);

    /** Does one thing after another, in the thread of the caller. */
    static Workers oneByOne() {
        return new Workers() {
            @Override
            public <T> Iterable<T> results(List<Supplier<T>> tasks) {
                return () -> tasks.stream().map(Supplier::get).iterator();
            }
        };
    }
}
