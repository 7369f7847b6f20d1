/**
 * What a demo shows while it runs: {@link io.selfscale.adapter.cli.demo.view.DemoView} is fed with events and with the
 * present status, and is either plain lines or a picture that is redrawn in place.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.view;

import org.jspecify.annotations.NullMarked;
