package io.selfscale.inference.generate;

import io.selfscale.inference.runtime.Device;

/**
 * How a model is loaded.
 *
 * @param device where it runs
 * @param threads threads of one operator on the CPU; 0 for one per core
 * @param availableBytes main memory that may be taken for weights that must be expanded and, on the CPU, for the
 *     cache of an answer, in bytes
 */
public record ModelSettings(Device device, int threads, long availableBytes) {

    public ModelSettings {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be at least 0 but was " + threads);
        }
    }
}
