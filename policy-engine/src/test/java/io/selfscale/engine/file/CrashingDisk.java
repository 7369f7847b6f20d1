package io.selfscale.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk that dies at a step: each byte written is one, and each force, cut and rename. What was written before stays,
 * and every call from then on throws {@link PowerCut}.
 */
public final class CrashingDisk implements Disk {

    /** The end of a process: nothing of it may run any more, so nothing may catch it. */
    public static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("the power is cut", null, false, false);
        }
    }

    /**
     * A call that changes the disk.
     *
     * @param firstStep number of its first step
     * @param steps how many it has
     */
    public record Call(long firstStep, long steps) {}

    private final Disk disk = Disk.system();
    private final long lifetime;
    private final List<Call> calls = new ArrayList<>();
    private long steps;
    private boolean dead;
    private byte[] unwritten = new byte[0];
    private @Nullable Path unwrittenTo;

    /** Creates a disk that dies after so many steps. */
    public CrashingDisk(long lifetime) {
        this.lifetime = lifetime;
    }

    /** Creates a disk that does not die. */
    public static CrashingDisk immortal() {
        return new CrashingDisk(Long.MAX_VALUE);
    }

    /** Returns the calls that changed the disk, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Returns the number of steps so far. */
    public long steps() {
        return steps;
    }

    /** Returns the bytes that the write during which it died did not write; empty if it died in another call. */
    public byte[] unwritten() {
        return unwritten.clone();
    }

    /** Returns the file of {@link #unwritten()}, or null if it died in another call. */
    public @Nullable Path unwrittenTo() {
        return unwrittenTo;
    }

    private void check() {
        if (dead) {
            throw new PowerCut();
        }
    }

    private void step() {
        check();
        if (steps >= lifetime) {
            dead = true;
            throw new PowerCut();
        }
        calls.add(new Call(steps, 1));
        steps++;
    }

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        check();
        return new CrashingChannel(path, disk.open(path, options));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
    }

    @Override
    public void forceDirectory(Path directory) {
        step();
    }

    private final class CrashingChannel extends PassingChannel {

        private final Path path;

        CrashingChannel(Path path, FileChannel channel) {
            super(channel);
            this.path = path;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            check();
            int whole = bytes.remaining();
            int allowed = (int) Math.min(whole, lifetime - steps);
            ByteBuffer part = bytes.slice(bytes.position(), allowed);
            while (part.hasRemaining()) {
                int unused = super.write(part, position + part.position());
            }
            bytes.position(bytes.position() + allowed);
            if (allowed < whole) {
                dead = true;
                unwritten = new byte[whole - allowed];
                bytes.get(unwritten);
                unwrittenTo = path;
                throw new PowerCut();
            }
            calls.add(new Call(steps, whole));
            steps += whole;
            return whole;
        }

        @Override
        public void force(boolean metaData) {
            // Not passed on: the death of a process loses nothing that the operating system has, and tests are faster.
            step();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            step();
            return super.truncate(size);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            check();
            return super.read(bytes, position);
        }

        @Override
        public long size() throws IOException {
            check();
            return super.size();
        }
    }
}
