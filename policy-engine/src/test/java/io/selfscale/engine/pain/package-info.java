/**
 * The 25 pains that users of autoscalers report most, each with the proof that it is gone. Numbers as in the project's
 * list of pains; 9, 10, 14 and 25 need a simulated world, and are tested in the module that has one.
 */
package io.selfscale.engine.pain;
