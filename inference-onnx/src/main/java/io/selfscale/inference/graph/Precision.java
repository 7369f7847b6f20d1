package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.ElementType;

/** The element type that a graph computes in. */
public enum Precision {
    /** 32-bit floating point: what the CPU is good at. */
    FP32(DataType.FLOAT, ElementType.F32),
    /** 16-bit IEEE floating point, for CUDA. */
    FP16(DataType.FLOAT16, ElementType.F16),
    /** 16-bit brain floating point, for CUDA. */
    BF16(DataType.BFLOAT16, ElementType.BF16);

    private final DataType onnx;
    private final ElementType stored;

    Precision(DataType onnx, ElementType stored) {
        this.onnx = onnx;
        this.stored = stored;
    }

    /** The type in an ONNX graph. */
    DataType onnx() {
        return onnx;
    }

    /** The type of a weight that needs no conversion. */
    public ElementType stored() {
        return stored;
    }

    /** The size of one element, in bytes. */
    public int bytes() {
        return stored.bytes();
    }
}
