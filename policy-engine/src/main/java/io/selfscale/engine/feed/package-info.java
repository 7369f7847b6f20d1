/**
 * High-rate feeds: a value for each request is recorded without allocation, and read once per tick as a rate, a mean or
 * a percentile.
 */
@NullMarked
package io.selfscale.engine.feed;

import org.jspecify.annotations.NullMarked;
