/**
 * Replicas that are processes on this machine: started from a command template, probed over HTTP until they are ready,
 * drained, terminated and if need be killed, and gone when this virtual machine is gone. Start at
 * {@link io.selfscale.adapter.process.ProcessPool#builder}; {@link io.selfscale.adapter.process.Worker} is what one can
 * see of a process.
 */
@NullMarked
package io.selfscale.adapter.process;

import org.jspecify.annotations.NullMarked;
