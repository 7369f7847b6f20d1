/**
 * The load of the demo. A {@link io.selfscale.adapter.cli.demo.load.LoadProfile} says how many requests per second
 * arrive when, an {@link io.selfscale.adapter.cli.demo.load.ArrivalSchedule} fixes the instant of each one, and a
 * {@link io.selfscale.adapter.cli.demo.load.LoadGenerator} sends each at its instant, whatever became of those before.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.load;

import org.jspecify.annotations.NullMarked;
