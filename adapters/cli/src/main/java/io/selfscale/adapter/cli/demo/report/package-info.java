/**
 * What a demo run came to: {@link io.selfscale.adapter.cli.demo.report.DemoReport} is the machine-readable document,
 * {@link io.selfscale.adapter.cli.demo.report.Summary} the same for a person.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.report;

import org.jspecify.annotations.NullMarked;
