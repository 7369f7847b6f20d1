/** {@code selfscale explain}: why it scaled, what would have changed it, and what made a scale-out late. */
@NullMarked
package io.selfscale.adapter.cli.explain;

import org.jspecify.annotations.NullMarked;
