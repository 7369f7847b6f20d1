/** Journals and state stores in files, which a crash at any byte of them leaves usable. */
@NullMarked
package io.selfscale.engine.journal;

import org.jspecify.annotations.NullMarked;
