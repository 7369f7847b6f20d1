/**
 * A worker of the demo: a process of its own that analyses photos, one at a time, as fast as an accelerator of fixed
 * speed would. {@link io.selfscale.adapter.cli.demo.worker.WorkerMain} starts one from a command line, {@link
 * io.selfscale.adapter.cli.demo.worker.WorkerServer} is the worker itself, and {@link
 * io.selfscale.adapter.cli.demo.worker.CpuShare} the rule that holds it to its speed.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.worker;

import org.jspecify.annotations.NullMarked;
