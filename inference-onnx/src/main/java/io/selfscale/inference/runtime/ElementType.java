package io.selfscale.inference.runtime;

/** The element type of a tensor, by ONNX's names. Values are stored in the machine's byte order, densely. */
public enum ElementType {
    FLOAT32(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    /** One byte for each element, 0 or 1. */
    BOOL(9, 1),
    /** IEEE 754 binary16. */
    FLOAT16(10, 2),
    FLOAT64(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    /** The upper half of an IEEE 754 binary32. */
    BFLOAT16(16, 2);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The number that ONNX and the C API give this type (TensorProto.DataType). */
    public int code() {
        return code;
    }

    /** The size of one element, in bytes. */
    public int bytes() {
        return bytes;
    }

    /**
     * Returns the type of a code.
     *
     * @param code a TensorProto.DataType
     * @throws IllegalArgumentException if tensors of that type cannot be used through this package (strings, 4-bit and
     *     8-bit floats, complex numbers)
     */
    public static ElementType ofCode(int code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "ONNX element type " + code + " is not supported: expected a dense number or boolean type (see "
                        + ElementType.class.getName() + ")");
    }
}
