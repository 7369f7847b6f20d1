/** What the charts show: the course of a run over time, in bins, so that a week is as small as an hour. */
@NullMarked
package io.selfscale.adapter.cli.report.series;

import org.jspecify.annotations.NullMarked;
