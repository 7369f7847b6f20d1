package io.selfscale.inference.checkpoint;

/** The element type of a tensor, by the names that safetensors headers use. */
public enum ElementType {
    F32(4),
    F16(2),
    BF16(2),
    F64(8),
    I64(8),
    I32(4),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one element, in bytes. */
    public int bytes() {
        return bytes;
    }
}
