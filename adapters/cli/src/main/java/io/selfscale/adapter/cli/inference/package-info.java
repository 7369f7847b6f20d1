/** The commands around a model: make a small one, export one, ask one. */
@NullMarked
package io.selfscale.adapter.cli.inference;

import org.jspecify.annotations.NullMarked;
