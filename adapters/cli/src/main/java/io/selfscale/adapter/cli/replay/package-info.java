/** {@code selfscale replay}: decides a journal again, and compares. */
@NullMarked
package io.selfscale.adapter.cli.replay;

import org.jspecify.annotations.NullMarked;
