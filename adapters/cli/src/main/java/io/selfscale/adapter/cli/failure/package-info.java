/** How a command ends when it cannot do what it was asked for; each becomes one line and an exit code. */
@NullMarked
package io.selfscale.adapter.cli.failure;

import org.jspecify.annotations.NullMarked;
