package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.finding.Position;
import java.util.Objects;

/**
 * A single value of a document: text, a number or a truth value.
 *
 * @param path where it is in the document, such as {@code policies[0].threshold.out.for}; of a manifest, in the manifest
 * @param text what it says, without quotes
 * @param position where it begins in the file
 */
public record PlacedValue(String path, String text, Position position) {

    public PlacedValue {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(position, "position");
    }
}
