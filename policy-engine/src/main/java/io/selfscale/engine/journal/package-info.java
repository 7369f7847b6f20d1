/** Journals and state stores in files. */
@NullMarked
package io.selfscale.engine.journal;

import org.jspecify.annotations.NullMarked;
