/**
 * The C API of ONNX Runtime through JNA: library, sessions, tensors on the host or the device, bindings.
 */
@NullMarked
package io.selfscale.inference.runtime;

import org.jspecify.annotations.NullMarked;
