/** What the decision function remembers, as a small immutable value, and how it survives a restart. */
@NullMarked
package io.selfscale.engine.state;

import org.jspecify.annotations.NullMarked;
