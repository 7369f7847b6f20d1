/**
 * The report of a backtest for a browser: one file that holds everything it shows, charts included, and fetches nothing.
 * {@link io.selfscale.adapter.cli.report.HtmlReport} writes it.
 */
@NullMarked
package io.selfscale.adapter.cli.report;

import org.jspecify.annotations.NullMarked;
