/**
 * The pains of the project's list that need a simulated world, each with the proof that it is gone. The others are tested
 * beside the engine, in a package of the same name.
 */
package io.selfscale.adapter.simulation.pain;
