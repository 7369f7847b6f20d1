package io.selfscale.adapter.yaml.manifest;

import io.selfscale.engine.spec.ScalingSpec;
import java.util.Map;

/**
 * A manifest that was read as a policy.
 *
 * @param spec the policy
 * @param origins for paths of the policy, the paths in the manifest that they come from; copied
 */
public record Manifest(ScalingSpec spec, Map<String, String> origins) {
    public Manifest {
        origins = Map.copyOf(origins);
    }
}
