/**
 * What tests of a scaling target need: manual time ({@link io.selfscale.testkit.ManualTime}), fakes of every SPI
 * ({@link io.selfscale.testkit.FakePool}, {@link io.selfscale.testkit.ScriptedSource}), contract suites that every
 * implementation of an SPI can run, and the invariants of autoscaling, as single checks
 * ({@link io.selfscale.testkit.Invariants}) and as properties over any decision function. Start at {@link
 * io.selfscale.testkit.DecisionInvariants}.
 */
@NullMarked
package io.selfscale.testkit;

import org.jspecify.annotations.NullMarked;
