/**
 * A checkpoint folder in the Hugging Face layout, read and checked without its weights: sizes, token ids, processor settings, and where each tensor lies. Start at {@code Checkpoint}.
 */
@NullMarked
package io.selfscale.inference.checkpoint;

import org.jspecify.annotations.NullMarked;
