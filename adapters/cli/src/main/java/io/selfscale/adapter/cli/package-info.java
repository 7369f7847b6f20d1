/**
 * The {@code selfscale} command: {@link io.selfscale.adapter.cli.Main} runs it, one class per command parses its
 * options, and whatever goes wrong ends as one line on the standard error stream and an exit code. This is a
 * composition root: here the system's clock, terminal and signals are taken and handed on.
 */
@NullMarked
package io.selfscale.adapter.cli;

import org.jspecify.annotations.NullMarked;
