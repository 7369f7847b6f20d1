/**
 * From a prompt to an answer: steps over a key/value cache, sampling, text that arrives as it is made.
 */
@NullMarked
package io.selfscale.inference.generate;

import org.jspecify.annotations.NullMarked;
