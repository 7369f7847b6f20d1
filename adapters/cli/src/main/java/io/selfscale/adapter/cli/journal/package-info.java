/** Journals as the commands read them: the file, what it was decided by, and each decision as recorded and computed again. */
@NullMarked
package io.selfscale.adapter.cli.journal;

import org.jspecify.annotations.NullMarked;
