package io.selfscale.inference.runtime;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A native object that is released exactly once: when its owner has closed it, nobody is in a call with it, and no
 * object that needs it is left. So objects may be closed in any order and from any thread. Safe for concurrent use.
 */
final class Handle implements AutoCloseable {
    private final HandleCount count;
    private final String name;
    private final Pointer pointer;
    private final Consumer<Pointer> release;
    private final List<Handle> needed;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The owner (until it closes), the calls under way, and the objects that need this one. */
    private final AtomicInteger references = new AtomicInteger(1);

    /**
     * Takes over a native object. The objects it needs must be held open by the caller meanwhile.
     *
     * @param count where the object is counted
     * @param name what the object is, for messages
     * @param pointer the object
     * @param release what releases it; must not throw
     * @param needed objects that are not released before this one
     */
    Handle(HandleCount count, String name, Pointer pointer, Consumer<Pointer> release, Handle... needed) {
        this.count = count;
        this.name = name;
        this.pointer = pointer;
        this.release = release;
        this.needed = List.of(needed);
        this.needed.forEach(Handle::retain);
        count.opened();
    }

    /**
     * Begins a call with the object: it is not released before the caller's {@link #drop}.
     *
     * @return the object
     * @throws IllegalStateException if the object is closed
     */
    Pointer enter() {
        retain();
        if (closed.get()) {
            drop();
            throw new IllegalStateException(name + " is closed");
        }
        return pointer;
    }

    /** The object, for one who holds a reference. */
    Pointer pointer() {
        return pointer;
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Adds a reference; the caller drops it. */
    void retain() {
        int before = references.get();
        while (before > 0 && !references.compareAndSet(before, before + 1)) {
            before = references.get();
        }
        if (before == 0) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    /** Takes a reference back; the last one releases the object. */
    void drop() {
        if (references.decrementAndGet() == 0) {
            release.accept(pointer);
            count.released();
            needed.forEach(Handle::drop);
        }
    }

    /** Gives up the owner's reference. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            drop();
        }
    }
}
