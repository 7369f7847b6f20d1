/**
 * The front door of the demo: {@link io.selfscale.adapter.cli.demo.gateway.Gateway} takes requests in, lets them wait
 * in one queue and gives them to workers. No thread waits with a request: everything that happens is an event of the
 * {@link io.selfscale.adapter.cli.demo.gateway.Dispatcher}, which holds the rules and touches no network.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.gateway;

import org.jspecify.annotations.NullMarked;
