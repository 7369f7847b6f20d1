/** Where to start: {@link io.selfscale.engine.Autoscaler} runs a policy against signals and a pool. */
@NullMarked
package io.selfscale.engine;

import org.jspecify.annotations.NullMarked;
