/** {@code selfscale lint}: verifies policy files, and reports what is found where. */
@NullMarked
package io.selfscale.adapter.cli.lint;

import org.jspecify.annotations.NullMarked;
