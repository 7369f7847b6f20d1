/**
 * A small random but complete checkpoint, for tests and demonstrations that must not download anything. Start at {@code TinyModel}.
 */
@NullMarked
package io.selfscale.inference.checkpoint.tiny;

import org.jspecify.annotations.NullMarked;
