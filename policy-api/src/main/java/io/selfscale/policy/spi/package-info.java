/**
 * What an autoscaler is connected to: where signals come from, what carries orders out, where decisions are kept, and
 * what time it is. Implement what you need; each interface says which threads call it and what it may do.
 */
@NullMarked
package io.selfscale.policy.spi;

import org.jspecify.annotations.NullMarked;
