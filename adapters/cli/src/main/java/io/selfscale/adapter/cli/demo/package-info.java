/**
 * {@code selfscale demo}: a front door, a pool of worker processes, a load and the autoscaler between them, put
 * together in {@link io.selfscale.adapter.cli.demo.Demo}. {@link io.selfscale.adapter.cli.demo.DemoCommand} parses the
 * options into {@link io.selfscale.adapter.cli.demo.DemoSettings}, which cannot hold anything that makes no sense.
 */
@NullMarked
package io.selfscale.adapter.cli.demo;

import org.jspecify.annotations.NullMarked;
