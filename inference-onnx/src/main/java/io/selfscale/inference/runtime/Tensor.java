package io.selfscale.inference.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dense, row-major tensor in host or device memory.
 *
 * <p>The memory belongs to the tensor and its views: it is freed when the last of them is closed and no binding holds
 * them any more. Buffers of an ordinary host tensor stay valid after that; those of a pinned one do not.
 *
 * <p>Safe for concurrent use; the contents are not: who writes them while a run reads them gets undefined numbers.
 */
public final class Tensor implements AutoCloseable {
    private final OrtApi api;
    private final HandleCount count;
    private final Storage storage;
    private final Handle value;
    private final ElementType type;
    private final long[] shape;
    private final long byteSize;

    /** The contents, made when they are first asked for. */
    private volatile @Nullable ByteBuffer contents;

    /**
     * Takes over a value.
     *
     * @param value the tensor as ONNX Runtime has it; it needs the storage, or is what holds it
     */
    Tensor(OrtApi api, HandleCount count, Storage storage, Handle value, ElementType type, long... shape) {
        this.api = api;
        this.count = count;
        this.storage = storage;
        this.value = value;
        this.type = type;
        this.shape = shape.clone();
        this.byteSize = byteSize(type, shape);
    }

    /** Makes a tensor over memory. The caller keeps its own reference to the memory. */
    static Tensor over(OrtApi api, HandleCount count, Storage storage, ElementType type, long... shape) {
        Pointer info = storage.memoryInfo().enter();
        try {
            Pointer pointer = api.get(
                    "make a tensor of shape " + Arrays.toString(shape),
                    ApiFunction.CREATE_TENSOR_WITH_DATA_AS_ORT_VALUE,
                    info,
                    storage.data(),
                    byteSize(type, shape),
                    dimensions(shape),
                    (long) shape.length,
                    type.code());
            Handle value = new Handle(
                    count, "the tensor", pointer, p -> api.release(ApiFunction.RELEASE_VALUE, p), storage.handle());
            return new Tensor(api, count, storage, value, type, shape);
        } finally {
            storage.memoryInfo().drop();
        }
    }

    /** The bytes of a tensor, after a check that the shape can be one. */
    static long byteSize(ElementType type, long... shape) {
        long bytes = type.bytes();
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException(
                        "the dimensions of a tensor must be at least 0 but were " + Arrays.toString(shape));
            }
            try {
                bytes = Math.multiplyExact(bytes, dimension);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "a tensor must be smaller than 2^63 bytes but its shape was " + Arrays.toString(shape), e);
            }
        }
        return bytes;
    }

    /** Dimensions as the C API takes them. */
    static Memory dimensions(long... shape) {
        Memory memory = new Memory(Math.max(1, shape.length) * (long) Long.BYTES);
        memory.write(0, shape, 0, shape.length);
        return memory;
    }

    /** The element type. */
    public ElementType type() {
        return type;
    }

    /** The dimensions; empty for a scalar. A copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** The size of the contents, in bytes. */
    public long byteSize() {
        return byteSize;
    }

    /** Where the memory is; pinned memory is on the {@link Device#CPU}. */
    public Device device() {
        return storage.device();
    }

    /**
     * The contents, in the machine's byte order, position 0.
     *
     * @throws IllegalStateException if the tensor is closed, lies on a device, or is larger than a buffer can be (2 GiB)
     */
    public ByteBuffer bytes() {
        if (!device().isHost()) {
            throw new IllegalStateException(
                    this + " lies on the device " + device() + ": copy it to a host tensor with copyTo to read it");
        }
        if (byteSize > Integer.MAX_VALUE) {
            throw new IllegalStateException(this + " has " + byteSize + " bytes, a buffer at most " + Integer.MAX_VALUE
                    + ": take views of a part of it");
        }
        enter();
        try {
            ByteBuffer whole = contents;
            if (whole == null) {
                whole = storage.buffer((int) byteSize);
                contents = whole;
            }
            return whole.duplicate().order(ByteOrder.nativeOrder());
        } finally {
            leave();
        }
    }

    /** The contents of a {@link ElementType#FLOAT32} tensor, under the conditions of {@link #bytes()}. */
    public FloatBuffer floats() {
        require(ElementType.FLOAT32);
        return bytes().asFloatBuffer();
    }

    /** The contents of a {@link ElementType#INT64} tensor, under the conditions of {@link #bytes()}. */
    public LongBuffer longs() {
        require(ElementType.INT64);
        return bytes().asLongBuffer();
    }

    /** The contents of a {@link ElementType#INT32} tensor, under the conditions of {@link #bytes()}. */
    public IntBuffer ints() {
        require(ElementType.INT32);
        return bytes().asIntBuffer();
    }

    /** The bits of a tensor with elements of two bytes (16-bit floats), under the conditions of {@link #bytes()}. */
    public ShortBuffer shorts() {
        if (type.bytes() != Short.BYTES) {
            throw new IllegalStateException("the tensor " + this + " has no elements of two bytes");
        }
        return bytes().asShortBuffer();
    }

    /**
     * Makes a tensor over the beginning of the same memory with another shape: a sequence that grows in place is a row
     * of views. The views may be larger than this tensor as long as they fit the memory.
     *
     * @param newShape the dimensions, the same number of bytes as the memory or fewer
     * @return a tensor of its own, to be closed like any other
     * @throws IllegalArgumentException if the shape needs more bytes than there are
     * @throws IllegalStateException if the tensor or its run-time is closed
     */
    public Tensor view(long... newShape) {
        long bytes = byteSize(type, newShape);
        if (bytes > storage.bytes()) {
            throw new IllegalArgumentException("a view of shape " + Arrays.toString(newShape) + " needs " + bytes
                    + " bytes, but the memory of " + this + " has " + storage.bytes());
        }
        enter();
        try {
            return over(api, count, storage, type, newShape);
        } finally {
            leave();
        }
    }

    /**
     * Copies the contents into another tensor, between host and device in either direction. Returns when they are there.
     *
     * <p>Runs that end with the default settings are seen; a copy is not ordered with a run under way.
     *
     * @param target a tensor of the same type and number of bytes; its shape may differ
     * @throws IllegalArgumentException if the type or the size differs
     */
    public void copyTo(Tensor target) {
        if (target.type != type || target.byteSize != byteSize) {
            throw new IllegalArgumentException("cannot copy " + this + " (" + byteSize + " bytes) to " + target + " ("
                    + target.byteSize + " bytes): expected the same type and size");
        }
        enter();
        try {
            target.enter();
            try {
                Storage.copy(storage, target.storage, byteSize);
            } finally {
                target.leave();
            }
        } finally {
            leave();
        }
    }

    private void require(ElementType expected) {
        if (type != expected) {
            throw new IllegalStateException(this + " is not of type " + expected);
        }
    }

    /** Begins a call with the value, which ends with {@link #leave}. */
    Pointer enter() {
        return value.enter();
    }

    void leave() {
        value.drop();
    }

    /** The value, for one who keeps it beyond the tensor's closing. */
    Handle handle() {
        return value;
    }

    Storage storage() {
        return storage;
    }

    /** Gives up the tensor. Idempotent. */
    @Override
    public void close() {
        value.close();
    }

    @Override
    public String toString() {
        return "tensor " + type + Arrays.toString(shape);
    }
}
