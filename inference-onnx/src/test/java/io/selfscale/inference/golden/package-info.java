/** What the tests of all rooms need to read golden data: stored cases with the reference's own results. */
@NullMarked
package io.selfscale.inference.golden;

import org.jspecify.annotations.NullMarked;
