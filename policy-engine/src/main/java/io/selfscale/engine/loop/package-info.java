/**
 * The shell around the decision function: time, threads, deadlines and retries. Not exported; {@link
 * io.selfscale.engine.Autoscaler} is its face.
 */
@NullMarked
package io.selfscale.engine.loop;

import org.jspecify.annotations.NullMarked;
