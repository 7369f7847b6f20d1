/**
 * What can be had, at what price and how fast: learned start-up times, money spent, and the largest count that quotas and
 * budgets allow. Pure.
 */
@NullMarked
package io.selfscale.engine.supply;

import org.jspecify.annotations.NullMarked;
