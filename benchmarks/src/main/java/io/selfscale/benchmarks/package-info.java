/** JMH benchmarks of the engine; {@code benchmarks/run.sh} runs them. */
@NullMarked
package io.selfscale.benchmarks;

import org.jspecify.annotations.NullMarked;
