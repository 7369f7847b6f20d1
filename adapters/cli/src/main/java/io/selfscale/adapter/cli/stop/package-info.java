/** How a command that runs for long is asked to stop. */
@NullMarked
package io.selfscale.adapter.cli.stop;

import org.jspecify.annotations.NullMarked;
