package io.selfscale.inference.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a tensor and its views.
 *
 * @param handle what holds the memory; the one who made it closes it, and each tensor over it needs it
 * @param data the first byte
 * @param bytes the size
 * @param device where the memory is
 * @param memoryInfo the same for ONNX Runtime
 * @param copier copies from and to this memory where Java cannot; null for host memory
 */
record Storage(
        Handle handle,
        Pointer data,
        long bytes,
        Device device,
        Handle memoryInfo,
        @Nullable Copier copier) {
    /** The alignment of host memory: that of ONNX Runtime's own, a cache line. */
    private static final int ALIGNMENT = 64;

    /** Copies between host and device, or on the device. */
    interface Copier {
        void copy(Pointer target, Pointer source, long bytes);
    }

    /**
     * Takes zeroed host memory.
     *
     * @throws OutOfMemoryError if the system has not that much
     */
    static Storage host(HandleCount count, Handle memoryInfo, long bytes) {
        Memory base = new Memory(Math.addExact(Math.max(bytes, 1), ALIGNMENT));
        base.clear();
        long past = Pointer.nativeValue(base) % ALIGNMENT;
        Pointer aligned = base.share(past == 0 ? 0 : ALIGNMENT - past);
        HostMemory memory = new HostMemory(base, aligned);
        Handle handle = new Handle(count, "the memory of a tensor", memory, p -> memory.free(), memoryInfo);
        return new Storage(handle, memory, bytes, Device.CPU, memoryInfo, null);
    }

    /** A buffer over the first bytes. */
    ByteBuffer buffer(int size) {
        return data.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }

    /** Copies between memory of any two places. */
    static void copy(Storage source, Storage target, long bytes) {
        Copier copier = source.copier != null ? source.copier : target.copier;
        if (copier != null) {
            copier.copy(target.data, source.data, bytes);
            return;
        }
        int chunk = 1 << 30;
        for (long at = 0; at < bytes; at += chunk) {
            int size = (int) Math.min(chunk, bytes - at);
            target.data.getByteBuffer(at, size).put(source.data.getByteBuffer(at, size));
        }
    }

    /**
     * Memory of the C library that is freed at once, unless a buffer over it was handed out: then it is freed when the
     * last such buffer is garbage, so that a buffer kept for too long reads old numbers and does not end the process.
     */
    private static final class HostMemory extends Pointer {
        private final Memory base;
        private final Pointer aligned;
        private final AtomicBoolean shared = new AtomicBoolean();

        HostMemory(Memory base, Pointer aligned) {
            super(Pointer.nativeValue(aligned));
            this.base = base;
            this.aligned = aligned;
        }

        @Override
        public ByteBuffer getByteBuffer(long offset, long length) {
            shared.set(true);
            return aligned.getByteBuffer(offset, length);
        }

        void free() {
            if (!shared.get()) {
                base.close();
            }
        }
    }
}
