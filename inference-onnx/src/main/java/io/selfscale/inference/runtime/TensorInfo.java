package io.selfscale.inference.runtime;

import java.util.List;

/**
 * An input or output of a session, as its model declares it.
 *
 * @param name its name
 * @param type its element type
 * @param shape its dimensions; -1 where the model leaves one open
 * @param dimensionNames for each dimension the name that the model gives it ("batch"), or an empty string
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, List<String> dimensionNames) {
    /** Copies the lists. */
    public TensorInfo {
        shape = List.copyOf(shape);
        dimensionNames = List.copyOf(dimensionNames);
    }

    /** Says whether a tensor of a shape fits: the same rank, and every fixed dimension the same. */
    public boolean accepts(long... candidate) {
        if (candidate.length != shape.size()) {
            return false;
        }
        for (int i = 0; i < candidate.length; i++) {
            if (shape.get(i) >= 0 && shape.get(i) != candidate[i]) {
                return false;
            }
        }
        return true;
    }
}
