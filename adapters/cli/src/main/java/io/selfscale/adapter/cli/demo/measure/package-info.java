/**
 * Figures made from counters: rates, shares, capacity and throughput. None of them knows a clock: every call is given
 * its moment. None is safe for concurrent use unless it says so.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.measure;

import org.jspecify.annotations.NullMarked;
