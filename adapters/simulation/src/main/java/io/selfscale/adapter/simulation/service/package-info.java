/** What one replica is: how it serves, how it starts, what it costs. */
@NullMarked
package io.selfscale.adapter.simulation.service;

import org.jspecify.annotations.NullMarked;
