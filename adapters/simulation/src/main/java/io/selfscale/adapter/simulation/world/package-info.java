/** The simulated world: a front door with a queue, replicas that serve in batches, pools that start and lose them. */
@NullMarked
package io.selfscale.adapter.simulation.world;

import org.jspecify.annotations.NullMarked;
