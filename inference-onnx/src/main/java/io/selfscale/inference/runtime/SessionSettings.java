package io.selfscale.inference.runtime;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a session is made.
 *
 * @param device where it runs
 * @param intraOpThreads threads that share one operator, the caller's thread among them; 0 for one per physical core
 * @param externalDataFolder the real folder (no link) of the files that the model's initializers name; empty when the
 *     model carries all its weights
 * @param prepacking whether kernels may keep a rearranged copy of their weights: faster, at the cost of the memory.
 *     Without it weights of external files stay mapped
 * @param config entries of ONNX Runtime's session configuration, by their documented keys ({@code session.…}); they win
 *     over what the other components say
 * @param cudaOptions options of the CUDA provider, by their documented keys ({@code arena_extend_strategy},
 *     {@code gpu_mem_limit}, {@code enable_cuda_graph}, …); unused on the CPU
 */
public record SessionSettings(
        Device device,
        int intraOpThreads,
        Optional<Path> externalDataFolder,
        boolean prepacking,
        Map<String, String> config,
        Map<String, String> cudaOptions) {
    /** Makes the session remember which provider each node got: {@link Session#assignments()}. */
    public static final String RECORD_ASSIGNMENTS = "session.record_ep_graph_assignment_info";

    /** Makes a session on a device fail when a node of it would be left to the CPU. */
    public static final String NO_CPU_FALLBACK = "session.disable_cpu_ep_fallback";

    /** Checks the number of threads and copies the maps. */
    public SessionSettings {
        if (intraOpThreads < 0) {
            throw new IllegalArgumentException(
                    "intraOpThreads must be 0 (one per core) or more but was " + intraOpThreads);
        }
        // Sorted: the same settings make the same calls in the same order.
        config = Collections.unmodifiableMap(new TreeMap<>(config));
        cudaOptions = Collections.unmodifiableMap(new TreeMap<>(cudaOptions));
    }

    /** The defaults for a device: one thread per core, prepacked weights, all weights in the model. */
    public static SessionSettings on(Device device) {
        return new SessionSettings(device, 0, Optional.empty(), true, Map.of(), Map.of());
    }

    /** These settings with another number of threads. */
    public SessionSettings withIntraOpThreads(int threads) {
        return new SessionSettings(device, threads, externalDataFolder, prepacking, config, cudaOptions);
    }

    /** These settings with the folder of the weights. */
    public SessionSettings withExternalDataFolder(Path folder) {
        return new SessionSettings(device, intraOpThreads, Optional.of(folder), prepacking, config, cudaOptions);
    }

    /** These settings with weights that are used as they lie in their files. */
    public SessionSettings withoutPrepacking() {
        return new SessionSettings(device, intraOpThreads, externalDataFolder, false, config, cudaOptions);
    }

    /** These settings with one more configuration entry. */
    public SessionSettings withConfig(String key, String value) {
        return new SessionSettings(
                device, intraOpThreads, externalDataFolder, prepacking, with(config, key, value), cudaOptions);
    }

    /** These settings with one more option of the CUDA provider. */
    public SessionSettings withCudaOption(String key, String value) {
        return new SessionSettings(
                device, intraOpThreads, externalDataFolder, prepacking, config, with(cudaOptions, key, value));
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new TreeMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
