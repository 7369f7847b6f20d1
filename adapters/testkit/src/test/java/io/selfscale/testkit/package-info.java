/** Tests of the test kit: what is correct passes, what is broken on purpose fails. */
@NullMarked
package io.selfscale.testkit;

import org.jspecify.annotations.NullMarked;
