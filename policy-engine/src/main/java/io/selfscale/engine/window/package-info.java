/** The recent past of a signal as an immutable ring of time buckets, and the statistics over it. */
@NullMarked
package io.selfscale.engine.window;

import org.jspecify.annotations.NullMarked;
