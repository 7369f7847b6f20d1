package io.selfscale.inference.prompt;

import java.util.List;

/**
 * A conversation as the model reads it. The arrays are not copied: do not change them.
 *
 * @param ids the token ids, placeholders expanded
 * @param positions the position of each id; the first generated token has position {@code ids.length + ropeDelta} on all
 *     axes
 * @param visual which ids stand for images and frame pairs, in order
 */
@SuppressWarnings("ArrayRecordComponent") // long, and handed to the model as they are
public record EncodedPrompt(int[] ids, Positions positions, List<VisualTokens> visual) {

    public EncodedPrompt {
        visual = List.copyOf(visual);
    }

    /** Number of ids. */
    public int length() {
        return ids.length;
    }
}
