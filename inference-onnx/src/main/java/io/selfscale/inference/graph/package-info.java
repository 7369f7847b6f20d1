/**
 * The model as ONNX graphs whose weights lie in the checkpoint's own files, and the tables that the host computes for them.
 */
@NullMarked
package io.selfscale.inference.graph;

import org.jspecify.annotations.NullMarked;
