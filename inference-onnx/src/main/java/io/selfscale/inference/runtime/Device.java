package io.selfscale.inference.runtime;

import java.util.Locale;

/**
 * Where a session runs and where a tensor's memory is.
 *
 * @param kind the kind of device
 * @param id the number of the device among its kind, at least 0; always 0 for the CPU
 */
public record Device(Kind kind, int id) {
    /** The host: main memory, the CPU execution provider. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** A kind of device. */
    public enum Kind {
        CPU,
        CUDA
    }

    /** Checks the number. */
    public Device {
        if (id < 0) {
            throw new IllegalArgumentException("the number of a device must be at least 0 but was " + id);
        }
        if (kind == Kind.CPU && id != 0) {
            throw new IllegalArgumentException("there is one CPU device, number 0, but the number was " + id);
        }
    }

    /** The NVIDIA device of a number, in CUDA's order. */
    public static Device cuda(int id) {
        return new Device(Kind.CUDA, id);
    }

    /** Says whether memory of this device can be read and written by Java code. */
    public boolean isHost() {
        return kind == Kind.CPU;
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return kind == Kind.CPU ? name : name + ":" + id;
    }
}
