package io.selfscale.adapter.yaml;

import io.selfscale.engine.spec.ScalingSpec;
import java.util.Objects;

/**
 * One policy of a file.
 *
 * @param spec what it says
 * @param kind {@code ScalingPolicy}, {@code HorizontalPodAutoscaler} or {@code ScaledObject}
 * @param positions where each part of it stands in the file
 */
public record PolicyDocument(ScalingSpec spec, String kind, Positions positions) {

    public PolicyDocument {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(positions, "positions");
    }
}
