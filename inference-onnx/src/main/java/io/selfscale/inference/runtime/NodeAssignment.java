package io.selfscale.inference.runtime;

/**
 * Which execution provider runs a node of a session's optimized graph.
 *
 * @param node the node's name
 * @param domain the operator's domain; empty for the standard one
 * @param operator the operator's name
 * @param provider the provider's name, such as {@code CPUExecutionProvider} or {@code CUDAExecutionProvider}
 */
public record NodeAssignment(String node, String domain, String operator, String provider) {}
