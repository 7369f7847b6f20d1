/** What is common to the options of all commands: the text that was given, and what it stands for. */
@NullMarked
package io.selfscale.adapter.cli.option;

import org.jspecify.annotations.NullMarked;
